package client_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

func someForm() replica.Form {
	const source = "| survey |"
	return replica.Form{Hash: wire.HashOf(source).String(), ID: "practice_evaluation", Version: "2026.2", Title: "Practice evaluation", Source: []byte(source)}
}

func (l *laptop) startOn(t *testing.T, f replica.Form) uuid.UUID {
	t.Helper()
	id, err := l.Create(t.Context(), replica.NewRecord{FormID: f.ID, FormHash: f.Hash, FormVersion: f.Version, Author: "R. Auditor"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A record that comes from elsewhere brings its form along, and has its line in lists made by whoever knows forms.
func TestFormsTravel(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		form := someForm()
		if err := one.PutForm(t.Context(), form); err != nil {
			t.Fatal(err)
		}
		record := one.startOn(t, form)
		one.write(t, record, "header/child_ref", "K-204")
		one.sync(t)
		other.sync(t)
		if got, err := other.Form(t.Context(), form.Hash); err != nil || got.ID != form.ID || string(got.Source) != string(form.Source) {
			t.Errorf("the form elsewhere is %+v, %v", got, err)
		}
		row := other.row(t, record)
		if row.FormID != form.ID || row.FormVersion != form.Version || row.Title != form.Title || row.Reference != "" {
			t.Errorf("the record elsewhere is %+v", row)
		}
		outdated, err := other.Outdated(t.Context(), 10)
		if err != nil || len(outdated) != 1 || outdated[0] != record {
			t.Fatalf("outdated %v, %v", outdated, err)
		}
		description := replica.Description{
			Heads:   append(other.ids(t, record, "header/child_ref"), other.ids(t, record, "_state")...),
			Summary: replica.Summary{Reference: "K-204", Title: form.Title},
		}
		if fits, err := other.Describe(t.Context(), record, description); err != nil || !fits {
			t.Fatalf("fits %t, %v", fits, err)
		}
		if row := other.row(t, record); row.Reference != "K-204" {
			t.Errorf("described: %+v", row)
		}
		one.write(t, record, "header/child_ref", "K-205")
		one.sync(t)
		other.sync(t)
		if fits, err := other.Describe(t.Context(), record, description); err != nil || fits {
			t.Errorf("a description of answers that were replaced fits: %t, %v", fits, err)
		}
		if outdated, err := other.Outdated(t.Context(), 10); err != nil || len(outdated) != 1 {
			t.Errorf("outdated %v, %v", outdated, err)
		}
	})
}

// Forms that the centre does not take, or does not have, keep nothing else from going.
func TestFormsThatDoNotTravel(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		odd := replica.Form{Hash: "../../hello", ID: "odd", Version: "1", Title: "Odd", Source: []byte("x")}
		if err := one.PutForm(t.Context(), odd); err != nil {
			t.Fatal(err)
		}
		record := one.startOn(t, odd)
		asked := 0
		for _, l := range []*laptop{one, other} {
			l.wires.before = func(r *http.Request) error {
				if strings.Contains(r.URL.Path, "/forms/") {
					asked++
				}
				return nil
			}
		}
		for range 3 {
			one.sync(t)
			other.sync(t)
		}
		same(t, record, one, other)
		if asked > 2 {
			t.Errorf("the centre was asked %d times", asked)
		}
	})
}
