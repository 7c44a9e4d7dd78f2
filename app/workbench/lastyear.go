package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/report"
	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// Errors of starting a record from an earlier one.
var (
	ErrNoStartFrom = errors.New("workbench: records of this form are not started from earlier ones")
	ErrNotClosed   = errors.New("workbench: only a complete record can be started from")
	ErrNotTaken    = errors.New("workbench: this answer was not taken over")
)

// Registers of a record that was started from an earlier one: which, and under the key of a question what was taken over
// and that a person has looked at it since.
const (
	fromRegister   = "_from"
	beforeRegister = "_before"
	agreedRegister = "_agreed"
)

// Taken is an answer that was taken over from the record that this one was started from.
type Taken struct {
	Key     string
	Before  session.View // the question with the answer that was taken over
	Changed bool
	Agreed  bool // a person has looked at it since: it is changed, or they said so
}

// StartableFrom lists the complete records of a form that a new one may be started from, the newest edit first; nil where
// the form does not let records be started from others.
func (d *Desk) StartableFrom(ctx context.Context, formID string) ([]replica.Row, error) {
	def, err := d.current(ctx, formID)
	if err != nil || def.Setting("start_from") == "" {
		return nil, err
	}
	return d.Records(ctx, replica.Query{FormID: formID, State: workflow.Complete})
}

// StartFrom begins a record of the same form with the answers of an earlier one that its questions let be taken over, and
// opens it. Errors are ErrNoStartFrom, ErrNotClosed and those of Open and Start.
func (d *Desk) StartFrom(ctx context.Context, id uuid.UUID) (*Work, error) {
	row, heads, err := d.read(ctx, id)
	if err != nil {
		return nil, err
	}
	earlier, err := d.definition(ctx, row)
	if err != nil {
		return nil, err
	}
	def, err := d.current(ctx, row.FormID)
	switch {
	case err != nil:
		return nil, err
	case def.Setting("start_from") == "":
		return nil, ErrNoStartFrom
	case row.State != workflow.Complete:
		return nil, ErrNotClosed
	}
	old, err := session.Load(earlier, d.sessionEnv(earlier), rebuild(earlier, heads))
	if err != nil {
		return nil, fmt.Errorf("workbench: start from %s: %w", id, err)
	}
	s, err := session.New(def, d.sessionEnv(def))
	if err != nil {
		return nil, fmt.Errorf("workbench: start from %s: %w", id, err)
	}
	taken, err := carry(old, s)
	if err != nil {
		return nil, fmt.Errorf("workbench: start from %s: %w", id, err)
	}
	return d.begin(ctx, s, func(w *Work) []pending {
		w.mu.Lock()
		defer w.mu.Unlock()
		edits := []pending{w.register(fromRegister, id.String())}
		for key, value := range taken {
			edits = append(edits, w.register(key+"/"+beforeRegister, value))
		}
		return edits
	})
}

// carry answers the questions of a new form that may start from an earlier one, and tells which, with their answers. What
// is no answer to the question any more, such as a choice that has gone, stays blank.
func carry(old, s *session.Session) (map[string]string, error) {
	taken := map[string]string{}
	def := s.Definition()
	for _, n := range slices.Concat(def.Marked(forms.PartReference), library.Carried(def)) {
		before, ok := old.View(n.Key())
		if !ok {
			if before, ok = questionNamed(old, n.Name); !ok {
				continue
			}
		}
		if before.Effective == "" {
			continue
		}
		if _, err := s.Set(n.Key(), before.Value); err != nil {
			return nil, err
		}
		v, _ := s.View(n.Key())
		if v.Problem != nil && v.Problem.Kind == session.Malformed {
			if _, err := s.Set(n.Key(), ""); err != nil {
				return nil, err
			}
			continue
		}
		if n.Bind["qa:carry"] != "" {
			taken[n.Key()] = v.Value
		}
	}
	return taken, nil
}

// questionNamed finds the question of a name, wherever the earlier version of the form had it.
func questionNamed(s *session.Session, name string) (session.View, bool) {
	var found session.View
	s.Definition().Root.Walk(func(n *forms.Node) bool {
		if n.Name == name && n.Kind.Asked() {
			found, _ = s.View(n.Key())
		}
		return n.Kind != forms.Repeat
	})
	return found, found.Node != nil
}

// From is the record that this one was started from; false for one that was started blank.
func (w *Work) From() (uuid.UUID, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	value, _ := shown(w.heads[fromRegister])
	id, err := uuid.Parse(value)
	return id, err == nil
}

// Taken lists, in form order, the answers that were taken over when the record was started, as they were saved last.
func (w *Work) Taken() []Taken {
	var out []Taken
	w.session.Definition().Root.Walk(func(n *forms.Node) bool {
		if t, ok := w.TakenAt(n.Key()); ok {
			out = append(out, t)
		}
		return n.Kind != forms.Repeat
	})
	return out
}

// TakenAt tells about one question; false where nothing was taken over for it.
func (w *Work) TakenAt(key string) (Taken, bool) {
	v, ok := w.session.View(key)
	if !ok {
		return Taken{}, false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	before, taken := shown(w.heads[key+"/"+beforeRegister])
	if !taken {
		return Taken{}, false
	}
	_, agreed := shown(w.heads[key+"/"+agreedRegister])
	t := Taken{Key: key, Changed: v.Value != before, Agreed: agreed || v.Value != before}
	t.Before = v
	t.Before.Value, t.Before.Stored = before, before
	return t, true
}

// Agree says that a person has looked at an answer that was taken over, and leaves it as it is. Errors are ErrNotTaken,
// ErrClosedRecord and those of saving.
func (w *Work) Agree(key string) error {
	if !w.Editable() {
		return ErrClosedRecord
	}
	if _, ok := w.TakenAt(key); !ok {
		return ErrNotTaken
	}
	w.mu.Lock()
	edit := w.register(key+"/"+agreedRegister, chosen)
	w.mu.Unlock()
	w.saver.put(edit)
	return w.Flush()
}

// earlier is what a report says about answers that were taken over.
func (w *Work) earlier() map[string]report.Earlier {
	var out map[string]report.Earlier
	for _, t := range w.Taken() {
		if out == nil {
			out = map[string]report.Earlier{}
		}
		out[t.Key] = report.Earlier{Value: t.Before.Value, Agreed: t.Agreed}
	}
	return out
}

func lastYearSentences() []sentence {
	return []sentence{
		{ErrNoStartFrom, "Records of this form are each started blank: it has no answers that stay from one to the next. Start a new one."},
		{ErrNotClosed, "Only a complete record can be started from, for its answers are agreed. Complete it first, or start a new one."},
		{ErrNotTaken, "This answer was not taken over from an earlier record, so there is nothing to agree to."},
	}
}
