package desktop

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms/session"
	"plumbline/sync/client"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// fakeCentre is how a vault in memory stands to its centre. The zero value has none.
type fakeCentre struct {
	status    client.Status
	centre    workbench.Centre
	troubles  []replica.Trouble
	sending   map[uuid.UUID]replica.SendState
	refusal   error // of enrolling
	kept      bool  // in sync
	asked     int   // for an exchange
	watcher   func(client.Status)
	changed   func(replica.Event)
	exportErr error
	people    wire.People
	delivery  wire.Delivery
	apart     error // of what needs the centre now
	held      []workbench.HeldAction
	decided   []bool
}

func (c *fakeCentre) KeepInSync()               { c.kept = true }
func (c *fakeCentre) SyncSoon()                 { c.asked++ }
func (c *fakeCentre) SyncStatus() client.Status { return c.status }

func (c *fakeCentre) WatchSync(f func(client.Status)) func() {
	c.watcher = f
	return func() { c.watcher = nil }
}

func (c *fakeCentre) WatchRecords(f func(replica.Event)) func() {
	c.changed = f
	return func() { c.changed = nil }
}

// tell changes the status as a client does.
func (c *fakeCentre) tell(s client.Status) {
	c.status = s
	c.watcher(s)
}

func (c *fakeCentre) SendStates(context.Context, []uuid.UUID) (map[uuid.UUID]replica.SendState, error) {
	return c.sending, nil
}

func (c *fakeCentre) Centre(context.Context) (workbench.Centre, error) { return c.centre, nil }

func (c *fakeCentre) Enrol(_ context.Context, url, _ string, _ []byte) (workbench.Centre, error) {
	if c.refusal != nil {
		return workbench.Centre{}, c.refusal
	}
	c.centre = sampleCentre(url)
	c.status.Enrolled = true
	return c.centre, nil
}

func (c *fakeCentre) NeedsAttention(context.Context) ([]replica.Trouble, error) {
	return c.troubles, nil
}

func (c *fakeCentre) ExportAttention(_ context.Context, to io.Writer) error {
	if c.exportErr != nil {
		return c.exportErr
	}
	_, err := io.WriteString(to, "{}\n")
	return err
}

func (c *fakeCentre) People(context.Context) (wire.People, error) { return c.people, nil }

func (c *fakeCentre) FetchPeople(context.Context) (wire.People, error) { return c.people, c.apart }

func (c *fakeCentre) Delivery(context.Context, uuid.UUID) (wire.Delivery, error) {
	return c.delivery, c.apart
}

func (c *fakeCentre) HandOver(_ context.Context, _, account uuid.UUID, assigned bool) error {
	if c.apart != nil {
		return c.apart
	}
	c.delivery.People = slices.DeleteFunc(c.delivery.People, func(d wire.Delivered) bool { return d.Account == account })
	if assigned {
		c.delivery.People = append(c.delivery.People, wire.Delivered{Account: account})
	}
	return nil
}

func (c *fakeCentre) Held(context.Context) ([]workbench.HeldAction, error) { return c.held, c.apart }

func (c *fakeCentre) DecideHeld(_ context.Context, _ uuid.UUID, take bool, reason string) error {
	switch {
	case !take && reason == "":
		return workbench.ErrNeedsReason
	case c.apart != nil:
		return c.apart
	}
	c.decided, c.held = append(c.decided, take), nil
	return nil
}

// withPeople is a centre of several people, two of whom see the first record.
func withPeople(c *fakeCentre) {
	for i, p := range [][2]string{{"A. Evaluator", "qa_lead"}, {"M. Moderator", "group_manager"}, {"S. Senior", "service_manager"}, {"T. Newcomer", "auditor"}} {
		c.people.People = append(c.people.People, wire.Account{ID: uuid.UUID{0: byte(i + 1)}, Name: p[0], Display: p[0], Role: p[1]})
	}
	c.delivery = wire.Delivery{People: []wire.Delivered{
		{Account: uuid.UUID{1}, Display: "A. Evaluator", Since: noon().Add(-2 * time.Hour)},
		{Account: uuid.UUID{2}, Display: "M. Moderator", Since: noon().Add(-55 * time.Minute)},
		{Account: uuid.UUID{3}, Display: "S. Senior"},
	}}
}

// withHeld is a centre at which things wait for a decision.
func withHeld(c *fakeCentre) {
	c.held = []workbench.HeldAction{
		{
			Reference: "TR-20455", Title: "Practice Evaluation", Who: "T. Newcomer", At: noon().Add(-50 * time.Hour), Received: noon().Add(-3 * time.Hour),
			Why: "The record had been closed when it reached the centre.",
			Answers: []workbench.HeldAnswer{
				{Label: "Is the plan moving at the child’s pace? Say why.", Text: "Two actions are late, and nobody owns them. The kinship carer asked about it twice."},
				{Label: "Grade for this section", Text: "Requires improvement"},
				{Label: "Date of the last visit"},
			},
		},
		{
			Who: "A. Evaluator", At: noon().Add(-26 * time.Hour), Received: noon().Add(-time.Hour), Own: true,
			Why:     "Who wrote it had no right to change this record when it reached the centre.",
			Answers: []workbench.HeldAnswer{{Label: "reason", Text: "Seen twice."}},
		},
	}
}

func sampleCentre(url string) workbench.Centre {
	return workbench.Centre{URL: url, Enrolled: true, Account: wire.Account{Name: "a.evaluator", Display: "A. Evaluator", Role: "qa_lead"}}
}

// enrolledAt is a centre that has had everything since a while.
func enrolledAt(alter func(*fakeCentre)) fakeCentre {
	c := fakeCentre{centre: sampleCentre("https://centre.example:8443")}
	c.status.Enrolled = true
	c.status.SentAt, c.status.HeardAt = noon().Add(-78*time.Minute), noon().Add(-2*time.Minute)
	if alter != nil {
		alter(&c)
	}
	return c
}

// sampleTroubles are changes of every kind that needs attention.
func sampleTroubles() []replica.Trouble {
	change := func(value string) journal.Change {
		return journal.Change{Value: value, Author: "A. Evaluator", HLC: journal.HLC(noon().Add(-time.Hour).UnixMilli() << 16)}
	}
	return []replica.Trouble{
		{Status: replica.Held, Change: change("The plan is drifting."), Message: "The record left your sight before this came."},
		{Status: replica.Rejected, Change: change("Seen twice."), Message: "It was seen once: see the visit of 12 November."},
		{Status: replica.Bad, Change: change("…"), Message: "The answer is larger than the centre takes."},
	}
}

// disputed is what others wrote in a record in memory. The zero value is nothing.
type disputed struct {
	conflicts []workbench.Conflict
	arrivals  func()
	merges    session.Delta
	decisions [][2]string
}

func (d *disputed) WatchArrivals(f func()) { d.arrivals = f }

func (d *disputed) Merge(context.Context) (session.Delta, error) { return d.merges, nil }

func (d *disputed) Conflicts(context.Context) ([]workbench.Conflict, error) { return d.conflicts, nil }

func (d *disputed) Decide(_ context.Context, path, value string) (session.Delta, error) {
	d.decisions = append(d.decisions, [2]string{path, value})
	d.conflicts = nil
	return session.Delta{}, nil
}

// sampleConflict is a text that two people changed.
func sampleConflict(key, label string) workbench.Conflict {
	return workbench.Conflict{
		Path: key, Key: key, Label: label, Section: "Plan and progress", Free: true,
		Was: workbench.Version{Text: "The plan is broadly on track. Two actions are late.", Who: "A. Evaluator", At: noon().AddDate(0, 0, -11)},
		Versions: []workbench.Version{
			{
				Text: "The plan is drifting. Two actions are late, one of them since August, and nobody owns it.", Value: "mine",
				Who: "A. Evaluator", At: noon().Add(-20 * time.Hour), Mine: true,
			},
			{
				Text:  "The plan is broadly on track. The housing action is late for reasons outside our control, and this is recorded.",
				Value: "theirs", Who: "M. Moderator, Group Manager", At: noon().Add(-18 * time.Hour),
			},
		},
	}
}
