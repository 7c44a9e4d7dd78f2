package desktop

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// TestHelpTellsEveryKey compares the help page with the tables that the keys go by.
func TestHelpTellsEveryKey(t *testing.T) {
	s := newTestStage(t, nil)
	s.shell.help()
	var page strings.Builder
	for _, p := range s.shell.stack.top().(*helpScreen).parts {
		page.WriteString(p.AccessibilityLabel() + "\n")
	}
	told := func(shown, does string) {
		if !strings.Contains(page.String(), shown+": "+does) {
			t.Errorf("help does not tell %q: %s", shown, does)
		}
	}
	for _, k := range keys() {
		told(k.shown, k.does)
	}
	for _, k := range append(lineKeys(), listKeys()...) {
		told(k.shown, k.does)
	}
	for _, g := range noteSigns() {
		told(g.typed, g.does)
	}
}

// TestKeysAreNamedAsTheyArePressed holds what the help page calls a key to the key.
func TestKeysAreNamedAsTheyArePressed(t *testing.T) {
	for _, k := range append(lineKeys(), listKeys()...) {
		t.Run(k.shown, func(t *testing.T) {
			words := strings.ToLower(k.shown)
			for _, r := range k.runes {
				if r == '-' || r == '"' { // as a keyboard has them
					continue
				}
				if !strings.ContainsRune(words, r) && (r < '2' || r > '8') {
					t.Errorf("%q does not name %q", k.shown, r)
				}
			}
			name := string(k.name)
			if k.name == fyne.KeyReturn {
				name = "Enter"
			}
			if k.name == fyne.KeyEscape {
				name = "Esc"
			}
			if !strings.HasSuffix(k.shown, name) {
				t.Errorf("%q is pressed by %q", k.shown, k.name)
			}
			for _, w := range keys() {
				if k.command != 0 && w.command == k.command && w.shown != k.shown {
					t.Errorf("the window calls %q %q", k.shown, w.shown)
				}
			}
		})
	}
}

// TestEveryNotebookKeyDoesSomething presses each key of the tables where it means something.
func TestEveryNotebookKeyDoesSomething(t *testing.T) {
	newTestApp(t)
	for _, tt := range []struct {
		name  string
		keys  []noteKey
		ready func(*stage, *notebookScreen)
	}{
		{"line", lineKeys(), func(s *stage, n *notebookScreen) {
			n.begin(n.book.Notes()[0].ID)
			n.line.SetText("")
		}},
		{"notes", listKeys(), func(s *stage, n *notebookScreen) { n.toNotes(0) }},
	} {
		for _, k := range tt.keys {
			t.Run(tt.name+" "+k.shown, func(t *testing.T) {
				noted([]string{"one", "asked Jayden about it"}, func(s *stage, n *notebookScreen) {
					tt.ready(s, n)
					if k.name == fyne.KeyF2 {
						n.line.SetText("asks Jayden about it")
					}
					for _, r := range k.runes + " " {
						if (r != ' ' || k.runes == "") && !k.do(n, r) {
							t.Errorf("%q does nothing", r)
						}
					}
				})()
			})
		}
	}
}
