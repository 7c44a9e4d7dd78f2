package desktop

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/forms/xlsform"
	"plumbline/sync/replica"
)

var _ FormWork = (*memoryWork)(nil)

// memoryWork is an open record that is kept nowhere: a real session of the sample form, without a vault.
type memoryWork struct {
	disputed
	fakeTaken
	workbench.Outline
	session  *session.Session
	row      replica.Row
	status   workbench.SaveStatus
	watch    func(workbench.SaveStatus)
	back, on [][2]string // steps to take back and to do again: key and answer
	closeErr error
	book     *workbench.Notebook // nil: none
}

func newMemoryWork() (*memoryWork, error) { return memoryWorkOn("sample") }

// memoryWorkOn opens a form of the test data.
func memoryWorkOn(form string) (*memoryWork, error) {
	source, err := os.ReadFile("testdata/forms/" + form + ".md")
	if err != nil {
		return nil, err
	}
	def, err := xlsform.ReadMarkdown(form, source)
	if err != nil {
		return nil, err
	}
	return memoryWorkOf(def)
}

// memoryWorkOf opens a form.
func memoryWorkOf(def *forms.Definition) (*memoryWork, error) {
	n := byte(0)
	s, err := session.New(def, session.Env{Now: noon, Location: time.UTC, NewID: func() string {
		n++
		return uuid.UUID{15: n}.String()
	}})
	if err != nil {
		return nil, err
	}
	return &memoryWork{
		Outline: workbench.Outline{Form: s}, session: s, watch: func(workbench.SaveStatus) {},
		row:    replica.Row{FormID: def.ID, State: workflow.InProgress, Summary: replica.Summary{Title: def.Title}},
		status: workbench.SaveStatus{At: noon()},
	}, nil
}

func (w *memoryWork) ExportFor(context.Context, string, report.Purpose) error { return nil }

func (w *memoryWork) Session() workbench.Reader                         { return w.session }
func (w *memoryWork) Row() replica.Row                                  { return w.row }
func (w *memoryWork) FileNameFor(report.Purpose) string                 { return "practice_evaluation.pdf" }
func (w *memoryWork) Exports(context.Context) ([]replica.Export, error) { return nil, nil }
func (w *memoryWork) Editable() bool                                    { return w.row.State == workflow.InProgress }
func (w *memoryWork) Now() time.Time                                    { return noon() }
func (w *memoryWork) Add(repeat string) (string, session.Delta, error)  { return w.session.Add(repeat) }

func (w *memoryWork) Remove(instance string) (session.Delta, error) {
	return w.session.Remove(instance)
}

func (w *memoryWork) Move(instance string, i int) (session.Delta, error) {
	return w.session.Move(instance, i)
}

func (w *memoryWork) Restore(instance string, at int) (session.Delta, error) {
	return w.session.Restore(instance, at)
}

func (w *memoryWork) Notebook() *workbench.Notebook { return w.book }

// Unused are all notes: UseNote takes those out that it uses.
func (w *memoryWork) Unused() []workbench.Note { return w.book.Notes() }

func (w *memoryWork) UseNote(id, key string) (session.Delta, error) {
	n, _ := w.book.Note(id)
	v, _ := w.session.View(key)
	delta, err := w.Set(key, strings.TrimSpace(v.Value+"\n"+n.Said()))
	if err != nil {
		return delta, err
	}
	return delta, w.book.Remove(id)
}

func (w *memoryWork) Marks(text string) []guard.Mark {
	g, err := guard.Default()
	if err != nil {
		return nil
	}
	return g.Check(text)
}
func (w *memoryWork) OpenField(string)                                           {}
func (w *memoryWork) SaveStatus() workbench.SaveStatus                           { return w.status }
func (w *memoryWork) Watch(f func(workbench.SaveStatus))                         { w.watch = f }
func (w *memoryWork) Flush() error                                               { return nil }
func (w *memoryWork) Close() error                                               { return w.closeErr }
func (w *memoryWork) History(context.Context, string) ([]workbench.Entry, error) { return nil, nil }

func (w *memoryWork) Set(key, value string) (session.Delta, error) {
	before, _ := w.session.View(key)
	w.back, w.on = append(w.back, [2]string{key, before.Value}), nil
	return w.session.Set(key, value)
}

func (w *memoryWork) Undo() (string, session.Delta, error) { return w.travel(&w.back, &w.on) }
func (w *memoryWork) Redo() (string, session.Delta, error) { return w.travel(&w.on, &w.back) }

func (w *memoryWork) travel(from, to *[][2]string) (string, session.Delta, error) {
	n := len(*from) - 1
	if n < 0 {
		return "", session.Delta{}, nil
	}
	step := (*from)[n]
	now, _ := w.session.View(step[0])
	*from, *to = (*from)[:n], append(*to, [2]string{step[0], now.Value})
	delta, err := w.session.Set(step[0], step[1])
	return step[0], delta, err
}

// CloseField saves, one second later than before.
func (w *memoryWork) CloseField(string) error {
	w.status.At = w.status.At.Add(time.Second)
	w.watch(w.status)
	return nil
}

func (w *memoryWork) Complete() ([]session.Problem, error) {
	if problems := w.session.Problems(); len(problems) > 0 {
		return problems, workbench.ErrIncomplete
	}
	w.row.State, w.row.Version = workflow.Complete, w.row.Version+1
	return nil, nil
}

func (w *memoryWork) Reopen(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return workbench.ErrNeedsReason
	}
	w.row.State = workflow.InProgress
	return nil
}

// errStuck says that a form asks for an answer that fill does not know.
var errStuck = errors.New("no answer stands")

// fill answers every question that is relevant, sections up to and including the last named one, "" for all.
func (w *memoryWork) fill(last string) error {
	for i := 0; i < len(w.Sections()); i++ { // answers open further sections
		key := w.Sections()[i].Key
		if err := w.fillNode(key); err != nil {
			return err
		}
		if key == last {
			break
		}
	}
	return nil
}

// fillNode answers a question, or every question inside a group or in one instance of a repeat.
func (w *memoryWork) fillNode(key string) error {
	v, ok := w.session.View(key)
	switch {
	case !ok || !v.Relevant:
		return nil
	case v.Node.Kind == forms.Repeat:
		instances := w.session.Instances(key)
		if len(instances) == 0 {
			instance, _, err := w.session.Add(key)
			if err != nil {
				return err
			}
			instances = []string{instance}
		}
		return w.fillInside(instances[0])
	case v.Node.Kind.Container():
		return w.fillInside(key)
	case v.Node.Kind.Asked() && !v.ReadOnly && v.Value == "":
		return w.answer(v)
	}
	return nil
}

func (w *memoryWork) fillInside(container string) error {
	for _, child := range w.session.Children(container) {
		if err := w.fillNode(child); err != nil {
			return err
		}
	}
	return nil
}

// answer gives a question the first of some answers that stands.
func (w *memoryWork) answer(v session.View) error {
	for _, value := range exemplary(v) {
		if _, err := w.session.Set(v.Key, value); err != nil {
			return err
		}
		if now, _ := w.session.View(v.Key); now.Problem == nil && now.Value != "" {
			return nil
		}
	}
	return errors.Join(errStuck, errors.New(v.Key))
}

func exemplary(v session.View) []string {
	switch v.Node.Kind {
	case forms.Date:
		return []string{"2026-11-09", "2026-11-23", "2026-12-21"}
	case forms.Integer:
		return []string{"7", "2", "12", "1"}
	case forms.SelectOne, forms.SelectMultiple:
		if v.Node.Has("grade") {
			return []string{"good"}
		}
		return []string{v.Choices[0].Name, v.Choices[min(1, len(v.Choices)-1)].Name}
	default:
		return []string{"She was seen alone at each visit, and the plan says what changed because of what she said.", "TR-20477"}
	}
}
