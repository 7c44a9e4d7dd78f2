package workbench

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plumbline/forms"
)

// jotter is a notebook whose registers are kept in a map.
type jotter struct {
	*Notebook
	env       NotebookEnv
	registers map[string]string
}

func newJotter() *jotter {
	p := &jotter{registers: map[string]string{}}
	now, id := time.Date(2026, 10, 13, 14, 0, 0, 0, time.UTC), 0
	var standards []forms.Choice
	for n := 1; n <= 10; n++ {
		standards = append(standards, forms.Choice{Name: strconv.Itoa(n)})
	}
	p.env = NotebookEnv{
		Now: func() time.Time { now = now.Add(time.Minute); return now },
		NewID: func() string {
			id++
			return "n" + strconv.Itoa(id)
		},
		Put: func(edits ...NoteEdit) error {
			for _, e := range edits {
				p.registers[e.Path] = e.Value
			}
			return nil
		},
		Hurry:      func() {},
		Standards:  standards,
		Behaviours: []forms.Choice{{Name: "curiosity"}, {Name: "tenacity"}, {Name: "empathy"}},
	}
	p.Notebook = NewNotebook(p.env, nil)
	return p
}

// write types a line and keeps it.
func (p *jotter) write(t interface{ Fatal(...any) }, line string) string {
	if err := p.Type(line); err != nil {
		t.Fatal(err)
	}
	id, err := p.Keep()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// texts are the notes as they would be typed.
func (p *jotter) texts() string {
	var out []string
	for _, n := range p.Notes() {
		out = append(out, n.Typed())
	}
	return strings.Join(out, " | ")
}

func TestLinesAreRead(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"plain", "Plan on the table.", "Plan on the table."},
		{"a strength", "+ lets him choose", "+ lets him choose"},
		{"a sign without a space", "+lets him choose", "+ lets him choose"},
		{"a worry", "- sister interprets again", "- sister interprets again"},
		{"a dash", "– sister interprets", "- sister interprets"},
		{"a question", "? does the school know", "? does the school know"},
		{"a quotation", `"You always ask me."`, `" You always ask me.`},
		{"a quotation in curled marks", "“You always ask me.”", `" You always ask me.`},
		{"an action", "! share the chronology", "! share the chronology"},
		{"a standard at the end", "+ names the worry plainly, #4", "+ names the worry plainly #4"},
		{"standards in the middle", "asks #1 and waits #10", "asks and waits #1 #10"},
		{"a behaviour by its first letter", "asks twice #c", "asks twice #curiosity"},
		{"who speaks, by a letter", "asks again @m", "asks again @mother"},
		{"who speaks, before a sign", `@child "You always ask me."`, `" You always ask me. @child`},
		{"somebody who is not of the cast", "writes to a@b and @zed", "writes to a@b and @zed"},
		{"a number that is no standard", "house #11", "house #11"},
		{"spaces inside stay", "one  two", "one  two"},
		{"blank", "   ", ""},
		{"a sign alone", "+", ""},
		{"a sign inside", "two + two?", "two + two?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newJotter()
			p.write(t, tt.line)
			if got := p.texts(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if line, _ := p.Line(); strings.TrimSpace(tt.line) == "" && line != tt.line || tt.want != "" && line != "" {
				t.Errorf("the line holds %q", line)
			}
		})
	}
}

func TestNotebookEdits(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(*testing.T, *jotter)
		want string
	}{
		{"signs alone are for the last note", func(t *testing.T, p *jotter) { p.write(t, "+ #3 #t") }, "one | two | + three #3 #tenacity"},
		{"edit", func(t *testing.T, p *jotter) { begin(t, p, "n2"); p.write(t, "- second #8") }, "one | - second #8 | three"},
		{"an edit that is dropped", func(t *testing.T, p *jotter) {
			begin(t, p, "n2")
			check(t, p.Type("no"))
			check(t, p.Drop())
		}, "one | two | three"},
		{"a line that is typed is not lost to an edit", func(t *testing.T, p *jotter) {
			check(t, p.Type("new"))
			if began, _ := p.Begin("n1"); began {
				t.Error("the line was taken")
			}
			p.write(t, "new")
		}, "one | two | three | new"},
		{"a tag", func(t *testing.T, p *jotter) { check(t, p.Retag("n1", NoteWorry)) }, "- one | two | three"},
		{"a tag taken away", func(t *testing.T, p *jotter) {
			check(t, p.Retag("n1", NoteWorry))
			check(t, p.Retag("n1", NoteWorry))
		}, "one | two | three"},
		{"up", func(t *testing.T, p *jotter) { check(t, p.Move("n3", 0)) }, "three | one | two"},
		{"down, too far", func(t *testing.T, p *jotter) { check(t, p.Move("n1", 9)) }, "two | three | one"},
		{"join", func(t *testing.T, p *jotter) { check(t, p.Join("n1")) }, "one two | three"},
		{"join the last", func(t *testing.T, p *jotter) { check(t, p.Join("n3")) }, "one | two | three"},
		{"two in a line", func(t *testing.T, p *jotter) { p.write(t, "+ four // - five #3 // ") }, "one | two | three | + four | - five #3"},
		{"split", func(t *testing.T, p *jotter) { begin(t, p, "n1"); p.write(t, "on // e") }, "on | e | two | three"},
		{"take out", func(t *testing.T, p *jotter) { check(t, p.Remove("n2")) }, "one | three"},
		{"take out and bring back", func(t *testing.T, p *jotter) {
			check(t, p.Remove("n2"))
			if id, err := p.Undo(); id != "n2" || err != nil {
				t.Errorf("brought back %q, %v", id, err)
			}
		}, "one | two | three"},
		{"a join taken back", func(t *testing.T, p *jotter) { check(t, p.Join("n1")); undo(t, p, 1) }, "one | two | three"},
		{"a place taken back", func(t *testing.T, p *jotter) { check(t, p.Move("n3", 0)); undo(t, p, 1) }, "one | two | three"},
		{"a split taken back", func(t *testing.T, p *jotter) { begin(t, p, "n1"); p.write(t, "on // e"); undo(t, p, 1) }, "one | two | three"},
		{"a note that goes back into the line", func(t *testing.T, p *jotter) {
			undo(t, p, 1)
			if line, about := p.Line(); line != "three" || about != "" {
				t.Errorf("the line holds %q of %q", line, about)
			}
		}, "one | two"},
		{"what is being typed stays", func(t *testing.T, p *jotter) {
			check(t, p.Type("fo"))
			undo(t, p, 1)
			if line, _ := p.Line(); line != "fo" {
				t.Errorf("the line holds %q", line)
			}
		}, "one | two"},
		{"taken back and done again", func(t *testing.T, p *jotter) {
			check(t, p.Retag("n1", NoteQuote))
			check(t, p.Speaker("n1", "mother"))
			undo(t, p, 2)
			redo(t, p, 2)
		}, "\" one @mother | two | three"},
		{"nothing further to take back", func(t *testing.T, p *jotter) { undo(t, p, 9) }, ""},
		{"a standard", func(t *testing.T, p *jotter) { check(t, p.Standard("n2", "10")) }, "one | two #10 | three"},
		{"a standard taken away", func(t *testing.T, p *jotter) {
			check(t, p.Standard("n2", "10"))
			check(t, p.Standard("n2", "10"))
		}, "one | two | three"},
		{"no such standard", func(t *testing.T, p *jotter) { check(t, p.Standard("n2", "11")) }, "one | two | three"},
		{"a behaviour", func(t *testing.T, p *jotter) { check(t, p.Behaviour("n2", "empathy")) }, "one | two #empathy | three"},
		{"who speaks", func(t *testing.T, p *jotter) { check(t, p.Speaker("n2", "worker")) }, "one | two @worker | three"},
		{"quotations are joined as one", func(t *testing.T, p *jotter) {
			check(t, p.Retag("n1", NoteQuote))
			check(t, p.Retag("n2", NoteQuote))
			check(t, p.Join("n1"))
		}, "\" one two | three"},
		{"a quotation joined to other words stays one", func(t *testing.T, p *jotter) {
			check(t, p.Retag("n1", NoteQuote))
			check(t, p.Speaker("n1", "mother"))
			check(t, p.Join("n1"))
		}, "Mother: “one” two | three"},
		{"what is not there", func(t *testing.T, p *jotter) {
			check(t, p.Move("x", 0))
			check(t, p.Join("x"))
			check(t, p.Remove("x"))
			check(t, p.Retag("x", NoteQuote))
		}, "one | two | three"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := newJotter()
			for _, line := range []string{"one", "two", "three"} {
				p.write(t, line)
			}
			tt.do(t, p)
			if got := p.texts(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			kept := &jotter{Notebook: NewNotebook(p.env, p.registers)}
			if got := kept.texts(); got != tt.want {
				t.Errorf("kept %q, want %q", got, tt.want)
			}
		})
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func undo(t *testing.T, p *jotter, times int) {
	t.Helper()
	for range times {
		_, err := p.Undo()
		check(t, err)
	}
}

func redo(t *testing.T, p *jotter, times int) {
	t.Helper()
	for range times {
		_, err := p.Redo()
		check(t, err)
	}
}

func begin(t *testing.T, p *jotter, id string) {
	t.Helper()
	if began, err := p.Begin(id); !began || err != nil {
		t.Fatal(began, err)
	}
}

// TestNotebookIsItsRegisters holds a notebook, after any edits, to what its registers give.
func TestNotebookIsItsRegisters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newJotter()
		some := func() string {
			if len(p.Notes()) == 0 {
				return ""
			}
			return rapid.SampledFrom(p.Notes()).Draw(t, "note").ID
		}
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				p.write(t, rapid.StringMatching(`[-+?!"]? ?[a-z #0-9/]{0,12}( // [a-z]{0,3})?`).Draw(t, "line"))
			},
			"type":  func(t *rapid.T) { _ = p.Type(rapid.StringMatching(`[a-z ]{0,8}`).Draw(t, "line")) },
			"begin": func(t *rapid.T) { _, _ = p.Begin(some()) },
			"move":  func(t *rapid.T) { _ = p.Move(some(), rapid.IntRange(-1, 9).Draw(t, "to")) },
			"join":  func(t *rapid.T) { _ = p.Join(some()) },
			"gone":  func(t *rapid.T) { _ = p.Remove(some()) },
			"speak": func(t *rapid.T) { _ = p.Speaker(some(), "mother") },
			"back":  func(t *rapid.T) { _, _ = p.Undo() },
			"on":    func(t *rapid.T) { _, _ = p.Redo() },
			"": func(t *rapid.T) {
				kept := NewNotebook(p.env, p.registers)
				if !slices.EqualFunc(kept.Notes(), p.Notes(), sameNote) {
					t.Fatalf("kept %+v, shows %+v", kept.Notes(), p.Notes())
				}
				if line, _ := p.Line(); kept.line != line {
					t.Fatalf("kept the line %q, shows %q", kept.line, line)
				}
			},
		})
	})
}

func sameNote(a, b Note) bool { return a.ID == b.ID && a.At.Equal(b.At) && a.Typed() == b.Typed() }

func TestParted(t *testing.T) {
	for _, tt := range []struct {
		line string
		at   int
		want string
	}{
		{"one two", 3, "one // two"},
		{"+ one two", 5, "+ one // + two"},
		{`@m "one two`, 7, `@m "one // @m " two`},
		{"one", 9, "one // "},
	} {
		t.Run(tt.line, func(t *testing.T) {
			if got := Parted(tt.line, tt.at); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestUndoGoesAllTheWay takes everything back after any edits, and does it all again.
func TestUndoGoesAllTheWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newJotter()
		for range rapid.IntRange(0, 12).Draw(t, "edits") {
			at := func() string { return "n" + strconv.Itoa(rapid.IntRange(1, 9).Draw(t, "note")) }
			switch rapid.IntRange(0, 4).Draw(t, "edit") {
			case 0:
				_ = p.Move(at(), rapid.IntRange(0, 5).Draw(t, "to"))
			case 1:
				_ = p.Join(at())
			case 2:
				_ = p.Remove(at())
			case 3:
				_ = p.Standard(at(), "3")
			default:
				p.write(t, rapid.StringMatching(`[-+?!"]? ?[a-z]{1,5}( // [a-z]{1,3})?`).Draw(t, "line"))
			}
		}
		want, steps := p.texts(), len(p.done)
		for range steps {
			_, _ = p.Undo()
		}
		if got := p.texts(); got != "" {
			t.Fatalf("%q is left", got)
		}
		for range steps {
			_, _ = p.Redo()
		}
		if got := p.texts(); got != want {
			t.Fatalf("got %q again, want %q", got, want)
		}
	})
}

func TestCounts(t *testing.T) {
	p := newJotter()
	for _, line := range []string{"a #3", "b #1 #3", "c"} {
		p.write(t, line)
	}
	counts := p.Counts()
	if len(counts) != 10 || counts[0].Standard.Name != "3" || counts[0].Notes != 2 || counts[1].Notes != 1 || counts[2].Notes != 0 {
		t.Errorf("counts %v", counts)
	}
}

func FuzzReadLine(f *testing.F) {
	f.Add("+ names it, #4 #c")
	f.Add("\xff“#")
	f.Add("0 , #1")
	f.Fuzz(func(t *testing.T, line string) {
		b := newJotter()
		n := b.parse(line)
		if n.Text != strings.TrimSpace(n.Text) {
			t.Fatalf("%q is read as %q", line, n.Text)
		}
		for _, word := range strings.Fields(n.Text) {
			if !strings.Contains(line, word) {
				t.Fatalf("%q has no %q", line, word)
			}
		}
	})
}
