package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

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

// StartableFrom lists the complete records of a form that a new one may be started from, the newest edit first: of those
// with one reference the last alone. It is nil where the form does not let records be started from others.
func (d *Desk) StartableFrom(ctx context.Context, formID string) ([]replica.Row, error) {
	def, err := d.current(ctx, formID)
	if err != nil || def.Setting("start_from") == "" {
		return nil, err
	}
	all, err := d.Records(ctx, replica.Query{FormID: formID, State: workflow.Complete})
	known := map[string]bool{}
	return slices.DeleteFunc(all, func(r replica.Row) bool {
		subject := strings.ToLower(r.Reference)
		earlier := known[subject]
		known[subject] = subject != ""
		return earlier
	}), err
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

// Taken lists, in form order, the answers that were taken over when the record was started, as they were saved last; nil
// for a record that was started blank.
func (w *Work) Taken() []Taken {
	if _, ok := w.From(); !ok {
		return nil
	}
	var out []Taken
	w.session.Definition().Root.Walk(func(n *forms.Node) bool {
		if t, ok := w.TakenAt(n.Key()); ok {
			out = append(out, t)
		}
		return n.Kind != forms.Repeat
	})
	return out
}

// ToAgree lists, in form order, the answers that were taken over, are asked for now, and that nobody has looked at yet. It
// stands in nobody's way: a record may be completed with them, and its report says which they are.
func (w *Work) ToAgree() []Taken {
	return slices.DeleteFunc(w.Taken(), func(t Taken) bool { return t.Agreed || !t.Before.Relevant })
}

// TakenAt tells about one question; false where nothing was taken over for it.
func (w *Work) TakenAt(key string) (Taken, bool) {
	w.mu.Lock()
	before, taken := shown(w.heads[key+"/"+beforeRegister])
	_, agreed := shown(w.heads[key+"/"+agreedRegister])
	w.mu.Unlock()
	if !taken {
		return Taken{}, false
	}
	v, ok := w.session.View(key)
	if !ok {
		return Taken{}, false
	}
	t := Taken{Key: key, Changed: v.Value != before, Agreed: agreed || v.Value != before}
	t.Before = v
	t.Before.Value, t.Before.Stored = before, before
	return t, true
}

// Agree says that a person has looked at answers that were taken over, and leaves them as they are. Undo takes that back as
// one step. Errors are ErrNotTaken, after which nothing is agreed to, ErrClosedRecord and those of saving.
func (w *Work) Agree(keys ...string) error {
	var open []string
	for _, key := range keys {
		t, ok := w.TakenAt(key)
		if !ok {
			return ErrNotTaken
		}
		if !t.Agreed {
			open = append(open, key)
		}
	}
	_, err := w.agreement(open, chosen)
	if err == nil && len(open) > 0 {
		w.remember(step{kind: stepAgree, key: open[0], keys: open})
	}
	return err
}

// agreement says of answers that a person has looked at them; "" takes that back.
func (w *Work) agreement(keys []string, value string) (session.Delta, error) {
	if !w.Editable() {
		return session.Delta{}, ErrClosedRecord
	}
	var edits []pending
	w.mu.Lock()
	for _, key := range keys {
		edits = append(edits, w.register(key+"/"+agreedRegister, value))
	}
	w.mu.Unlock()
	w.saver.put(edits...)
	return session.Delta{Changed: keys}, w.Flush()
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
