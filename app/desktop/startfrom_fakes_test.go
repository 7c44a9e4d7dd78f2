package desktop

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/workflow"
	"plumbline/sync/replica"
)

// fakeEarlier is what the records of a vault can be started from.
type fakeEarlier struct {
	earlier   []replica.Row
	begunFrom uuid.UUID
}

func (e *fakeEarlier) StartableFrom(context.Context, string) ([]replica.Row, error) {
	return e.earlier, nil
}

func (d *fakeDesk) BeginFrom(ctx context.Context, earlier uuid.UUID) (Record, error) {
	d.begunFrom = earlier
	return d.Begin(ctx, "declaration")
}

// sampleEarlier are the declarations of some settings, of last year.
func sampleEarlier(n int) []replica.Row {
	names := []string{"Hillside Primary", "Weir Lane Nursery", "The Old Mill School", "Orchard Childminding", "Ferry Road College", "Beacon Academy", "St Anne’s First School", "Longbridge Special School"}
	var out []replica.Row
	for i := range n {
		out = append(out, replica.Row{
			ID: uuid.UUID{14: 7, 15: byte(i)}, FormID: "declaration", State: workflow.Complete,
			Edited:  time.Date(2025, time.May, 12+i%15, 9, 0, 0, 0, time.UTC),
			Summary: replica.Summary{Reference: names[i%len(names)], Team: "Forest of Dean", Title: "Safeguarding declaration"},
		})
	}
	return out
}

// fakeTaken are answers that were taken over, by the key of their question, and those that somebody agreed to.
type fakeTaken struct {
	before map[string]string
	agreed map[string]bool
}

func (w *memoryWork) TakenAt(key string) (workbench.Taken, bool) {
	before, ok := w.before[key]
	v, _ := w.session.View(key)
	if !ok {
		return workbench.Taken{}, false
	}
	t := workbench.Taken{Key: key, Before: v, Changed: v.Value != before, Agreed: w.agreed[key] || v.Value != before}
	t.Before.Value = before
	return t, true
}

func (w *memoryWork) ToAgree() []workbench.Taken {
	var out []workbench.Taken
	w.session.Definition().Root.Walk(func(n *forms.Node) bool {
		if t, ok := w.TakenAt(n.Key()); ok && !t.Agreed && t.Before.Relevant {
			out = append(out, t)
		}
		return n.Kind != forms.Repeat
	})
	return out
}

func (w *memoryWork) Agree(keys ...string) error {
	if slices.ContainsFunc(keys, func(key string) bool { _, ok := w.before[key]; return !ok }) {
		return workbench.ErrNotTaken
	}
	for _, key := range keys {
		w.agreed[key] = true
	}
	return nil
}

// carriedWork is a declaration that was started from the one of last year.
func carriedWork() (*memoryWork, error) {
	w, err := memoryWorkOn("declaration")
	if err != nil {
		return nil, err
	}
	w.row.Reference = "Hillside Primary"
	w.fakeTaken = fakeTaken{agreed: map[string]bool{}, before: map[string]string{
		"leaders/report": "fully", "leaders/lead": "partly", "adults/panels": "3",
		"leaders/shows": "Governors asked in March how many staff had read part one, and the answer led to a morning of reading together.",
	}}
	for key, value := range w.before {
		if _, err := w.session.Set(key, value); err != nil {
			return nil, err
		}
	}
	_, err = w.session.Set("about/setting", "Hillside Primary")
	return w, err
}
