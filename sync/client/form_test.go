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

// Numbers of the centre's list of forms begin anew where it is put back to a backup: a form that comes afterwards may have the
// one at which it was missing before.
func TestFormThatCameAfterARestore(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other, third := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		form := someForm()
		record := one.startOn(t, form)
		one.sync(t)
		backup := c.store.Copy()
		another := replica.Form{Hash: wire.HashOf("other").String(), ID: "other", Version: "1", Title: "Other", Source: []byte("other")}
		if err := third.PutForm(t.Context(), another); err != nil {
			t.Fatal(err)
		}
		third.startOn(t, another)
		third.sync(t)
		other.sync(t)
		before := other.standing(t)
		c.restore(t, backup)
		if err := one.PutForm(t.Context(), form); err != nil {
			t.Fatal(err)
		}
		one.sync(t)
		other.sync(t)
		if after := other.standing(t); after.FormsNews != before.FormsNews || after.Epoch == before.Epoch {
			t.Fatalf("from %d of %s to %d of %s", before.FormsNews, before.Epoch, after.FormsNews, after.Epoch)
		}
		if _, err := other.Form(t.Context(), form.Hash); err != nil {
			t.Errorf("the form of %s elsewhere: %v", record, err)
		}
	})
}

func (l *laptop) standing(t *testing.T) replica.Centre {
	t.Helper()
	c, err := l.Centre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}
