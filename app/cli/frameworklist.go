package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/library"
)

type frameworkLists struct{}

// listView is one list as framework lists answers it in JSON.
type listView struct {
	Name     string     `json:"name"`
	Choices  int        `json:"choices"`
	Forms    []string   `json:"forms"`               // ids of those that use it
	FileName string     `json:"file_name,omitempty"` // of the council's own; "" for the one that the program comes with
	Replaced *time.Time `json:"replaced,omitempty"`
	By       string     `json:"by,omitempty"`
}

func (frameworkLists) Run(r *run) error {
	return r.library(func(l *library.Library, kept []workbench.KeptList) error {
		views, err := listViews(l, kept)
		if err != nil {
			return err
		}
		return r.answer(views, func(w io.Writer) error {
			t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
			fmt.Fprintln(t, "LIST\tCHOICES\tFORMS\tOF YOUR OWN")
			for _, v := range views {
				own := ""
				if v.Replaced != nil {
					own = fmt.Sprintf("%s, %s, %s", v.FileName, v.Replaced.In(r.program.Env.Location).Format("2006-01-02"), v.By)
				}
				fmt.Fprintf(t, "%s\t%d\t%d\t%s\n", v.Name, v.Choices, len(v.Forms), own)
			}
			return t.Flush()
		})
	})
}

func listViews(l *library.Library, kept []workbench.KeptList) ([]listView, error) {
	names, err := l.Lists()
	if err != nil {
		return nil, err
	}
	users, err := l.Users()
	if err != nil {
		return nil, err
	}
	views := []listView{}
	for _, name := range names {
		list, err := l.List(name)
		if err != nil {
			return nil, err
		}
		v := listView{Name: name, Choices: len(list.Choices), Forms: append([]string{}, users[name]...)}
		if i := keptAt(kept, name); i >= 0 {
			v.FileName, v.Replaced, v.By = kept[i].FileName, &kept[i].At, kept[i].By
		}
		views = append(views, v)
	}
	return views, nil
}

func keptAt(kept []workbench.KeptList, name string) int {
	return slices.IndexFunc(kept, func(k workbench.KeptList) bool { return k.List.Name == name })
}

// library gives f the forms and lists of the vault where there is one and a passphrase for it, or else those that the
// program comes with.
func (r *run) library(f func(*library.Library, []workbench.KeptList) error) error {
	bench, err := r.bench()
	if err != nil {
		return err
	}
	if !r.hasKey(bench) {
		return f(bench.Library(), nil)
	}
	return r.desk(func(d *workbench.Desk) error {
		kept, err := d.KeptLists(r.ctx)
		if err != nil {
			return err
		}
		return f(d.Library(), kept)
	})
}

type frameworkList struct {
	Show    listShow    `cmd:"" help:"Print a list as CSV, to be changed in a spreadsheet."`
	Diff    listDiff    `cmd:"" help:"Show how a file, or the list of your own, differs from the list that the program comes with."`
	Replace listReplace `cmd:"" help:"Put a list of your own in the place of the one that the program comes with."`
	Restore listRestore `cmd:"" help:"Put the list that the program comes with back."`
}

type listShow struct {
	List string `arg:"" help:"Name of the list, as framework lists prints it."`
}

func (c listShow) Run(r *run) error {
	return r.library(func(l *library.Library, _ []workbench.KeptList) error {
		list, err := l.List(c.List)
		if err != nil {
			return noList(err, c.List)
		}
		return r.answer(list, func(w io.Writer) error { return library.WriteList(w, list) })
	})
}

type listDiff struct {
	List string `arg:"" help:"Name of the list, as framework lists prints it."`
	File string `arg:"" optional:"" help:"File of a list: .csv, .xlsx or .md. Without it, the list of the vault."`
}

// listChangeView is one difference as framework list diff answers it in JSON.
type listChangeView struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // "added", "gone" or "changed"
	What string `json:"what,omitempty"`
	Was  string `json:"was,omitempty"`
	Is   string `json:"is,omitempty"`
}

func (c listDiff) Run(r *run) error {
	return r.library(func(l *library.Library, _ []workbench.KeptList) error {
		bench, err := r.bench()
		if err != nil {
			return err
		}
		shipped, err := bench.Library().List(c.List)
		if err != nil {
			return noList(err, c.List)
		}
		list, err := l.List(c.List)
		if c.File != "" {
			list, err = readList(c.List, c.File)
		}
		if err != nil {
			return err
		}
		wrong, err := bench.Library().CheckList(list)
		if err != nil {
			return err
		}
		return errors.Join(r.unfit(c.File, wrong), r.listChanges(library.DiffLists(shipped, list)))
	})
}

func (r *run) listChanges(changes []library.ListChange) error {
	kinds := map[library.ListChangeKind]string{library.ChoiceAdded: "added", library.ChoiceGone: "gone", library.ChoiceChanged: "changed"}
	views := each(changes, func(c library.ListChange) listChangeView {
		return listChangeView{c.Name, kinds[c.Kind], c.What, c.Was, c.IsNow}
	})
	return r.answer(views, func(w io.Writer) error {
		for _, v := range views {
			switch v.Kind {
			case "added":
				fmt.Fprintf(w, "added    %s  %s\n", v.Name, v.Is)
			case "gone":
				fmt.Fprintf(w, "gone     %s  %s\n", v.Name, v.Was)
			default:
				fmt.Fprintf(w, "changed  %s  %s: %s -> %s\n", v.Name, v.What, blank(v.Was), blank(v.Is))
			}
		}
		return nil
	})
}

// unfit says why a list cannot take the place of the one that the program comes with; nil where it can.
func (r *run) unfit(file string, wrong []string) error {
	if len(wrong) == 0 {
		return nil
	}
	for _, words := range wrong {
		fmt.Fprintf(r.program.Stderr, "%s\n", words)
	}
	return tell(errFaulty, fmt.Sprintf("%s cannot be used as it is: %s. Nothing was changed.", filepath.Base(file),
		count(len(wrong), "thing has to be put right", "things have to be put right")))
}

type listReplace struct {
	List string `arg:"" help:"Name of the list, as framework lists prints it."`
	File string `arg:"" help:"File of the list: .csv, .xlsx or .md."`
}

func (c listReplace) Run(r *run) error {
	list, err := readList(c.List, c.File)
	if err != nil {
		return err
	}
	return r.desk(func(d *workbench.Desk) error {
		wrong, err := d.ReplaceList(r.ctx, c.File, list)
		if err != nil {
			return noList(err, c.List)
		}
		if err := r.unfit(c.File, wrong); err != nil {
			return err
		}
		return r.answer(map[string]any{"list": c.List, "choices": len(list.Choices)},
			line("Records that are started from now on choose from this list. Those under way keep theirs."))
	})
}

type listRestore struct {
	List string `arg:"" help:"Name of the list, as framework lists prints it."`
}

func (c listRestore) Run(r *run) error {
	return r.desk(func(d *workbench.Desk) error {
		if err := d.RestoreList(r.ctx, c.List); err != nil {
			return err
		}
		return r.answer(map[string]string{"restored": c.List}, line("The list that the program comes with is back."))
	})
}

func readList(name, file string) (*forms.List, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, unreadable(err, file)
	}
	list, err := library.ReadList(name, file, content)
	if err != nil {
		return nil, tell(errors.Join(errFaulty, err), fmt.Sprintf("%s is no list: %s.", filepath.Base(file), strings.TrimSuffix(err.Error(), ".")))
	}
	return list, nil
}

func noList(err error, name string) error {
	if !errors.Is(err, library.ErrUnknownList) {
		return err
	}
	return tell(err, fmt.Sprintf("There is no list %q. \"plumbline framework lists\" prints those there are.", name))
}
