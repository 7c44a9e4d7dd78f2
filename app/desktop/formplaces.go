package desktop

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/sync/replica"
)

// choose starts a record on the one form there is, or asks which.
func (s *Shell) choose() {
	var all []workbench.FormInfo
	s.Background(func(ctx context.Context) (err error) {
		all, err = s.desk.Startable(ctx)
		return err
	}, func(err error) {
		all = slices.DeleteFunc(all, func(f workbench.FormInfo) bool { return workbench.OfWeek(f.ID) })
		switch {
		case err != nil:
			s.Trouble(err)
		case len(all) == 1:
			s.begin(all[0].ID)
		case !s.leave(1):
		default:
			s.Over(newChooseScreen(s, all, s.begin))
		}
	})
}

func (s *Shell) forms() {
	s.place(placeForms, func() Screen {
		return newFormsScreen(s, s.desk, formsWays{open: s.form, bring: s.importForm, lists: s.lists})
	})
}

// form shows the page of one form, over the list.
func (s *Shell) form(id string) {
	if !s.leave(1) {
		return
	}
	s.Over(newFormPage(s, s.desk, id, formWays{
		start: func(id string) {
			s.evaluations()
			s.begin(id)
		},
		preview: s.preview, onPaper: s.onPaper, changes: s.compare, now: s.in.Now,
		approve: func(v workbench.FormVersion) { s.Over(newApproveScreen(s, s.desk, v)) },
	}))
}

func (s *Shell) importForm() {
	s.Over(newImportScreen(s, s.desk, importWays{
		folder: s.in.Exports, open: s.form,
		browse: func(from string, then func(string)) { s.Over(newFileScreen(s, from, isForm, then)) },
	}))
}

// isForm reports whether a file may be a form, by its suffix.
func isForm(name string) bool {
	return slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".csv", ".md", ".xml"}, strings.ToLower(filepath.Ext(name)))
}

func (s *Shell) preview(v workbench.FormVersion) {
	var work FormWork
	s.Background(func(ctx context.Context) (err error) {
		work, err = s.desk.Preview(ctx, v)
		return err
	}, func(err error) {
		if err != nil {
			s.Trouble(err)
			return
		}
		s.Over(newPreviewScreen(s, work))
	})
}

// onPaper shows the page on which a version is printed.
func (s *Shell) onPaper(v workbench.FormVersion) {
	var form *forms.Definition
	s.Background(func(ctx context.Context) error {
		work, err := s.desk.Preview(ctx, v)
		if err != nil {
			return err
		}
		form = work.Session().Definition()
		return work.Close()
	}, func(err error) {
		if err != nil {
			s.Trouble(err)
			return
		}
		s.Over(newPrintScreen(s, form, printWays{
			folder: s.in.Exports, browse: s.browse, open: s.in.Open, training: s.desk.Training(),
		}))
	})
}

func (s *Shell) compare(before, after workbench.FormVersion) {
	var changes []compare.Change
	s.Background(func(ctx context.Context) (err error) {
		changes, err = s.desk.CompareForms(ctx, before, after)
		return err
	}, func(err error) {
		if err != nil {
			s.Trouble(err)
			return
		}
		s.Over(newChangesScreen(s, before, after, changes))
	})
}

// moveForm shows what moving a record to the newer version of its form would do.
func (s *Shell) moveForm(row replica.Row) {
	var plan workbench.FormMove
	s.Background(func(ctx context.Context) (err error) {
		plan, err = s.desk.PlanFormMove(ctx, row.ID)
		return err
	}, func(err error) {
		if err != nil {
			s.Trouble(err)
			return
		}
		s.Over(newMoveScreen(s, row, plan, moveWays{
			move:    func(ctx context.Context) error { return s.desk.MoveForm(ctx, row.ID) },
			changes: func() { s.Over(newChangesScreen(s, plan.From, plan.To, plan.Form)) },
		}))
	})
}
