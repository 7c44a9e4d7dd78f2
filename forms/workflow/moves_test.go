package workflow_test

import (
	"testing"

	"plumbline/forms/workflow"
)

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name, from, to     string
		found, needsReason bool
	}{
		{"completing asks for no reason", workflow.InProgress, workflow.Complete, true, false},
		{"reopening does", workflow.Complete, workflow.InProgress, true, true},
		{"withdrawing a draft does", workflow.InProgress, workflow.Withdrawn, true, true},
		{"withdrawing a version does", workflow.Complete, workflow.Withdrawn, true, true},
		{"bringing back does", workflow.Withdrawn, workflow.InProgress, true, true},
		{"withdrawn is not completed unseen", workflow.Withdrawn, workflow.Complete, false, false},
		{"staying is no move", workflow.InProgress, workflow.InProgress, false, false},
		{"a state of another program", "moderated", workflow.Complete, false, false},
		{"no state", "", "", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			move, found := workflow.Find(tt.from, tt.to)
			if found != tt.found || move.NeedsReason != tt.needsReason {
				t.Errorf("found %v, needs a reason %v; want %v, %v", found, move.NeedsReason, tt.found, tt.needsReason)
			}
			if found && (move.From != tt.from || move.To != tt.to) {
				t.Errorf("found the move from %q to %q", move.From, move.To)
			}
		})
	}
}

func TestNoStateIsADeadEnd(t *testing.T) {
	for _, m := range workflow.Moves() {
		if _, back := workflow.Find(m.To, workflow.InProgress); !back && m.To != workflow.InProgress {
			t.Errorf("a record moved to %q by mistake cannot be opened again", m.To)
		}
	}
}
