package workbench

import (
	"errors"
	"testing"

	"plumbline/sync/central/ledger"
)

// held is an action of somebody who had lost sight of the record when it reached the centre.
func held(t *testing.T) (manager, author *Desk, w *Work, action HeldAction) {
	t.Helper()
	c := newCentre(t)
	manager, author = c.join(t, "m.moderator"), c.join(t, "a.evaluator")
	mine := start(t, manager)
	set(t, mine, "child_ref", "TR-20417")
	exchange(t, manager, author)
	w = reopen(t, author, mine.ID())
	set(t, w, "reason", "The plan is drifting.")
	who, err := author.Centre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.ledger.SetScopes(t.Context(), ledger.Operator(), who.Account.ID, []string{"own"}); err != nil {
		t.Fatal(err)
	}
	exchange(t, author)
	all, err := manager.Held(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("held: %+v, %v", all, err)
	}
	return manager, author, mine, all[0]
}

func TestHeldInWords(t *testing.T) {
	_, author, w, a := held(t)
	if a.Record != w.ID() || a.Reference != "TR-20417" || a.Title == "" || a.Who != "a.evaluator" || a.Own || a.At.IsZero() || a.Received.IsZero() {
		t.Errorf("held action: %+v", a)
	}
	if len(a.Answers) != 1 || a.Answers[0].Label == "reason" || a.Answers[0].Text != "The plan is drifting." {
		t.Errorf("its answers: %+v", a.Answers)
	}
	own, err := author.Held(t.Context())
	if err != nil || len(own) != 1 || !own[0].Own {
		t.Errorf("its author is shown %+v, %v", own, err)
	}
}

func TestDecideHeld(t *testing.T) {
	for _, tt := range []struct {
		name string
		take bool
		want string // the answer afterwards
	}{
		{"taken", true, "The plan is drifting."},
		{"left out", false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			manager, author, w, a := held(t)
			if err := manager.DecideHeld(t.Context(), a.Change, false, " "); !errors.Is(err, ErrNeedsReason) {
				t.Fatalf("left out without a reason: %v", err)
			}
			for range 2 { // as after an answer that was cut
				if err := manager.DecideHeld(t.Context(), a.Change, tt.take, "It was seen twice."); err != nil {
					t.Fatal(err)
				}
			}
			exchange(t, manager, author)
			if _, err := w.Merge(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := value(t, w, "reason"); got != tt.want {
				t.Errorf("the answer is %q, want %q", got, tt.want)
			}
			if left, err := manager.Held(t.Context()); err != nil || len(left) != 0 {
				t.Errorf("still held: %+v, %v", left, err)
			}
		})
	}
}
