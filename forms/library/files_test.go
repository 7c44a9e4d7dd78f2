package library_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"plumbline/forms"
	"plumbline/forms/library"
)

// What records of meetings are about, whose actions roll forward.
const (
	pqlg  = "Practice Quality Learning Group"
	qprm  = "Quality and Performance Review Meeting"
	board = "Ambitions Board"
)

// attachments gives the files that forms read: for a list that forms write to its properties, for a form its questions.
func attachments(l *library.Library) func(string) ([]byte, error) {
	tables := columnsByFile(l)
	return func(url string) ([]byte, error) {
		columns := tables()[strings.TrimSuffix(url[strings.LastIndexByte(url, '/')+1:], ".csv")]
		if columns == nil {
			return nil, fmt.Errorf("no form writes %s", url)
		}
		rows := strings.Join(columns, ",") + "\n"
		for i, about := range []string{"TR-20417", "TR-20417", "stroud", pqlg, qprm, board} {
			for j, column := range columns {
				rows += strings.Repeat(",", min(j, 1)) + map[string]string{
					"name": fmt.Sprintf("e%d", i), "label": "Something", "about": about, "state": "open", "due": "2026-10-01",
					"since": "2026-11-20", "reason": "Some words",
				}[column]
			}
			rows += "\n"
		}
		return []byte(rows), nil
	}
}

// columnsByFile are the columns of every file that forms may read, by its name.
func columnsByFile(l *library.Library) func() map[string][]string {
	return sync.OnceValue(func() map[string][]string {
		out := map[string][]string{}
		add := func(file, column string) {
			if out[file] == nil {
				out[file] = []string{"name", "label"}
			}
			if !slices.Contains(out[file], column) {
				out[file] = append(out[file], column)
			}
		}
		for _, info := range l.Forms() {
			def, err := l.Form(info.ID)
			if err != nil {
				continue
			}
			for _, n := range asked(def) {
				if n.Parent.Kind != forms.Repeat {
					add(info.ID, n.Name)
				}
			}
			for _, e := range def.Entities {
				def.Root.Walk(func(n *forms.Node) bool {
					if property := n.Bind["entities:saveto"]; property != "" && strings.HasPrefix(n.Path, e.Container) {
						add(e.List, property)
					}
					return true
				})
			}
		}
		return out
	})
}
