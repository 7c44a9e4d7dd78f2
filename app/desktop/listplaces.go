package desktop

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"plumbline/app/workbench"
)

// lists shows the lists that forms share, over the forms.
func (s *Shell) lists() { s.Over(newListsScreen(s, s.desk, s.in.Now, s.list)) }

// list shows the page of one list.
func (s *Shell) list(name string) {
	s.Over(newListView(s, s.desk, name, listWays{
		replace: s.replaceList, save: s.saveList, now: s.in.Now,
		restore: func(l workbench.SharedList) {
			s.Over(newListRestoreScreen(s, s.desk, l, func() { s.saveList(l) }))
		},
	}))
}

func (s *Shell) replaceList(l workbench.SharedList) {
	s.Over(newListFileScreen(s, s.desk, l, listFileWays{
		folder: s.in.Exports,
		browse: func(from string, then func(string)) { s.Over(newFileScreen(s, from, isList, then)) },
	}))
}

// saveList asks where the workbook of a list goes.
func (s *Shell) saveList(l workbench.SharedList) {
	s.Over(newWriteScreen(s, writeAbout{
		heading: "Save as a workbook", below: joined(listTitle(l.Name), listSize(l)), name: "list-" + l.Name + ".xlsx",
		hint: "Change it there, and read it back with “Replace with a file”. Leave the column of names as it is: records keep them.",
	}, writeWays{
		folder: s.in.Exports, browse: s.browse, open: s.in.Open,
		write: func(ctx context.Context, path string) error { return s.desk.SaveList(ctx, l.Name, path) },
	}))
}

// isList reports whether a file may be a list, by its suffix.
func isList(name string) bool {
	return slices.Contains([]string{".xlsx", ".csv", ".md"}, strings.ToLower(filepath.Ext(name)))
}
