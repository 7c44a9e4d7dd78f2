package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// ErrNewestForm says that a record is on the current version of its form already.
var ErrNewestForm = errors.New("workbench: record is on the current version of its form")

// FormMove is what moving a record to another version of its form would do.
type FormMove struct {
	From, To FormVersion
	Answers  []AnswerMove     // what becomes of answers, and which questions are new
	Form     []compare.Change // what is otherwise in the form
}

// AnswerMove is what becomes of one answer, in words.
type AnswerMove struct {
	Kind     session.ChangeKind
	From, To string // keys; "" for what is not there
	Label    string // of the question
	Answer   string // "" when blank
}

// PlanFormMove tells what moving a record to the current version of its form would do, and changes nothing. The errors are
// ErrNewestForm, and ErrClosedRecord for a record that takes no answers.
func (d *Desk) PlanFormMove(ctx context.Context, id uuid.UUID) (FormMove, error) {
	m, err := d.formMove(ctx, id)
	if err != nil {
		return FormMove{}, err
	}
	info, err := d.FormInfo(ctx, m.row.FormID)
	if err != nil {
		return FormMove{}, err
	}
	plan := FormMove{Form: compare.Definitions(m.from, m.to), Answers: m.answers()}
	plan.To, _ = info.Current()
	var known bool
	if plan.From, known = info.Find(m.row.FormHash); !known { // a version of the library of an earlier release
		plan.From = FormVersion{Hash: m.from.Hash, ID: m.from.ID, Version: m.from.Version, Title: m.from.Title}
		plan.From.describe(m.from)
	}
	return plan, nil
}

// MoveForm moves a record to the current version of its form. Answers go with their questions; those whose question is gone
// stay in the record's history. Work that is open on the record has to be closed first. The errors are those of
// PlanFormMove.
func (d *Desk) MoveForm(ctx context.Context, id uuid.UUID) error {
	m, err := d.formMove(ctx, id)
	if err != nil {
		return err
	}
	s, err := session.Load(m.to, d.sessionEnv(m.to), m.saved)
	if err != nil {
		return fmt.Errorf("workbench: move %s: %w", id, err)
	}
	w := d.work(s, m.row, m.heads)
	summary := summarise(s)
	w.summary = &summary
	w.saver.put(w.moved(m)...)
	if err := w.Close(); err != nil {
		return err
	}
	if err := d.store.SetForm(ctx, id, replica.Form{Hash: m.to.Hash, Version: m.to.Version}); err != nil {
		return fmt.Errorf("workbench: move %s: %w", id, err)
	}
	return nil
}

// formMove is a record on its way to another version of its form.
type formMove struct {
	row      replica.Row
	heads    map[string][]journal.Change
	from, to *forms.Definition
	before   session.Saved
	saved    session.Saved
	changes  []session.Change
}

func (d *Desk) formMove(ctx context.Context, id uuid.UUID) (formMove, error) {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return formMove{}, err
	}
	if row.State != workflow.InProgress {
		return formMove{}, ErrClosedRecord
	}
	m := formMove{row: row, heads: heads}
	if m.from, err = d.definition(ctx, row); err != nil {
		return m, err
	}
	if m.to, err = d.current(ctx, row.FormID); err != nil {
		return m, err
	}
	if m.from.Hash == m.to.Hash {
		return m, ErrNewestForm
	}
	m.before = rebuild(m.from, heads)
	m.saved, m.changes = session.Migrate(m.before, m.from, m.to)
	return m, nil
}

// answers puts in words what becomes of answers that are not blank, and which questions are new.
func (m formMove) answers() []AnswerMove {
	var out []AnswerMove
	for _, c := range m.changes {
		n := resolve(m.from, c.From)
		def := m.from
		if c.Kind == session.Added {
			n, def = m.to.Node(c.To), m.to
		}
		if n == nil || !n.Kind.Asked() || c.Value == "" && c.Kind != session.Added {
			continue
		}
		out = append(out, AnswerMove{Kind: c.Kind, From: c.From, To: c.To, Label: plainLabel(def, n), Answer: plainAnswer(def, n, c.Value)})
	}
	return out
}

// plainLabel is a question's label as the form has it, without answers put in; its name where it has none.
func plainLabel(def *forms.Definition, n *forms.Node) string {
	language := def.Language
	if len(def.Languages) > 0 {
		language = def.Languages[0]
	}
	if label := n.Label.In(language); label != "" {
		return label
	}
	return n.Name
}

// plainAnswer is a stored answer in words.
func plainAnswer(def *forms.Definition, n *forms.Node, value string) string {
	v := session.View{Node: n, Value: value}
	if list := def.ListOf(n); list != nil {
		v.Choices = list.Choices
	}
	return Answer(v)
}

// moved is everything that the journal has to learn of a move.
func (w *Work) moved(m formMove) []pending {
	w.mu.Lock()
	edits := []pending{w.register(formRegister, m.to.Hash)}
	for _, c := range m.changes {
		if c.Kind == session.Moved {
			edits = append(edits, w.leave(c.From)...)
		}
	}
	w.mu.Unlock()
	was := rebuild(m.to, m.heads)
	for key, value := range m.saved.Values {
		v, ok := w.session.View(key)
		if !ok || !v.Node.Kind.Asked() || was.Values[key] == value {
			continue
		}
		before, after := v, v
		before.Value, after.Value = was.Values[key], value
		edits = append(edits, w.edits(before, after)...)
	}
	return append(edits, w.arrangeAll("")...)
}

// leave clears the registers of an answer that has gone elsewhere. w.mu is held.
func (w *Work) leave(key string) []pending {
	var edits []pending
	for path, heads := range w.heads {
		if _, set := shown(heads); set && (path == key || strings.HasPrefix(path, key+"/")) {
			edits = append(edits, w.register(path, ""))
		}
	}
	return edits
}
