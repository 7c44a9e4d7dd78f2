package ledger_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

func TestWhoSeesWhat(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		if err := b.PutTeam(ctx, wire.Team{ID: "east", Name: "East", Service: "safeguarding"}); err != nil {
			t.Fatal(err)
		}
		author := b.enrolled(t, "author", ledger.Auditor)
		for _, tt := range []struct {
			name   string
			role   ledger.Role
			scopes []string
			sees   string // before it has a team, with the team, assigned too, without the team
		}{
			{"another-auditor", ledger.Auditor, nil, "no,no,yes,yes"},
			{"team-manager", ledger.Manager, []string{"team:east"}, "no,yes,yes,yes"},
			{"other-team", ledger.Manager, []string{"team:west"}, "no,no,yes,yes"},
			{"service", ledger.Manager, []string{"own", "service:safeguarding"}, "no,yes,yes,yes"},
			{"lead", ledger.QALead, []string{"all"}, "yes,yes,yes,yes"},
			{"admin", ledger.Admin, nil, "no,no,no,no"},
		} {
			t.Run(tt.name, func(t *testing.T) {
				reader := b.enrolled(t, tt.name, tt.role, tt.scopes...)
				record := author.begin(t)
				var seen []string
				look := func() {
					author.sync(t)
					reader.pull(t)
					if reader.has(record) {
						seen = append(seen, "yes")
					} else {
						seen = append(seen, "no")
					}
				}
				look()
				team := author.write(t, edit{record: record, path: wire.PathTeam, value: "east"})
				look()
				author.write(t, edit{record: record, path: wire.PathAssigned + reader.Account.String(), value: wire.Assigned})
				look()
				author.write(t, edit{record: record, path: wire.PathTeam, supersedes: team})
				look()
				if got := strings.Join(seen, ","); got != tt.sees {
					t.Errorf("sees %q, want %q", got, tt.sees)
				}
				if reader.has(record) && len(reader.changes[record]) != len(author.changes[record]) {
					t.Errorf("has %d changes of %d", len(reader.changes[record]), len(author.changes[record]))
				}
			})
		}
		b.check(t)
	})
}

// Who comes to see a record gets all of it; who ceases to is told to drop it; who never saw it learns nothing.
func TestScopesBackFillAndDrop(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		reader := b.enrolled(t, "reader", ledger.Manager, "team:west")
		var records []uuid.UUID
		for range 5 {
			record := author.begin(t)
			author.write(t, edit{record: record, path: wire.PathTeam, value: "east"})
			for range 4 {
				author.write(t, edit{record: record, path: "a", value: "x"}, edit{record: record, path: "b", value: "y"})
			}
			records = append(records, record)
		}
		author.sync(t)
		reader.pull(t)
		if len(reader.records) != 0 {
			t.Fatalf("has %d records without a scope", len(reader.records))
		}
		for _, scopes := range [][]string{{"team:west", "team:east"}, {"own"}, {"team:east"}, {"team:east", "team:west"}} {
			if _, err := b.SetScopes(ctx, ledger.Operator(), reader.Account, scopes); err != nil {
				t.Fatal(err)
			}
			reader.pullIn(t, 3)
			want := 5
			if len(scopes) == 1 && scopes[0] == "own" {
				want = 0
			}
			if len(reader.records) != want {
				t.Fatalf("with %v has %d records, want %d", scopes, len(reader.records), want)
			}
			for _, record := range records[:want] {
				if got := len(reader.changes[record]); got != 10 {
					t.Errorf("with %v has %d changes of a record, want 10", scopes, got)
				}
			}
		}
	})
}

// A right that was lost and came back between two pulls leaves no hole.
func TestScopeLostAndBackLeavesNoHole(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		reader := b.enrolled(t, "reader", ledger.Auditor)
		record := author.begin(t)
		assigned := wire.PathAssigned + reader.Account.String()
		head := author.write(t, edit{record: record, path: assigned, value: wire.Assigned})
		author.sync(t)
		reader.pull(t)
		head = author.write(t, edit{record: record, path: assigned, supersedes: head})
		author.sync(t)
		author.write(t, edit{record: record, path: "a", value: "unseen"})
		author.sync(t)
		author.write(t, edit{record: record, path: assigned, value: wire.Assigned, supersedes: head})
		author.sync(t)
		reader.pull(t)
		if len(reader.changes[record]) != len(author.changes[record]) {
			t.Errorf("has %d changes of %d", len(reader.changes[record]), len(author.changes[record]))
		}
	})
}

// Rights are those of the moment at which a page is made, not of the moment at which the cursor stands.
func TestNothingIsSentAfterARightIsLost(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		reader := b.enrolled(t, "reader", ledger.QALead, "all")
		for range 10 {
			record := author.begin(t)
			author.write(t, edit{record: record, path: "a", value: "secret"})
		}
		author.sync(t)
		lines, err := b.Pull(ctx, reader.Session, wire.Cursor{}, 3)
		if err != nil {
			t.Fatal(err)
		}
		if !reader.apply(t, lines) || len(reader.records) == 0 {
			t.Fatal("the first page should have some, and not all")
		}
		if _, err := b.SetScopes(ctx, ledger.Operator(), reader.Account, nil); err != nil {
			t.Fatal(err)
		}
		for more := true; more; {
			if lines, err = b.Pull(ctx, reader.Session, reader.cursor, 3); err != nil {
				t.Fatal(err)
			}
			for _, line := range lines {
				if line.Change != nil || line.Record != nil {
					t.Error("a record was sent after the right to see it was lost")
				}
			}
			more = reader.apply(t, lines)
		}
		if len(reader.records) != 0 {
			t.Errorf("keeps %d records", len(reader.records))
		}
	})
}

// A page that was made while a right was lost leaves no hole when the right comes back before the next page.
func TestScopeLostDuringAPageLeavesNoHole(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		reader := b.enrolled(t, "reader", ledger.Auditor)
		lost, kept := author.begin(t), author.begin(t)
		assigned := wire.PathAssigned + reader.Account.String()
		head := author.write(t, edit{record: lost, path: assigned, value: wire.Assigned})
		author.write(t, edit{record: kept, path: assigned, value: wire.Assigned})
		author.sync(t)
		reader.pull(t)
		author.write(t, edit{record: lost, path: "a", value: "must not be missed"})
		author.write(t, edit{record: kept, path: "a", value: "fills the page"})
		head = author.write(t, edit{record: lost, path: assigned, supersedes: head})
		author.sync(t)
		lines, err := b.Pull(context.Background(), reader.Session, reader.cursor, 1)
		if err != nil {
			t.Fatal(err)
		}
		if more := reader.apply(t, lines); !more || !reader.has(lost) {
			t.Fatal("the page should end before the record is lost")
		}
		author.write(t, edit{record: lost, path: assigned, value: wire.Assigned, supersedes: head})
		author.sync(t)
		reader.pull(t)
		if len(reader.changes[lost]) != len(author.changes[lost]) {
			t.Errorf("has %d changes of %d", len(reader.changes[lost]), len(author.changes[lost]))
		}
	})
}

func TestTeamMovesToAnotherService(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		move := func(service string) {
			if err := b.PutTeam(ctx, wire.Team{ID: "east", Name: "East", Service: service}); err != nil {
				t.Fatal(err)
			}
		}
		move("safeguarding")
		author := b.enrolled(t, "author", ledger.Auditor)
		from := b.enrolled(t, "from", ledger.Manager, "service:safeguarding")
		to := b.enrolled(t, "to", ledger.Manager, "service:fostering")
		record := author.begin(t)
		author.write(t, edit{record: record, path: wire.PathTeam, value: "east"})
		author.sync(t)
		from.pull(t)
		to.pull(t)
		if !from.has(record) || to.has(record) {
			t.Fatal("the wrong service sees the record")
		}
		move("fostering")
		from.pull(t)
		to.pull(t)
		if from.has(record) || !to.has(record) {
			t.Error("the record did not move with its team")
		}
		b.check(t)
	})
}

func TestAssign(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		lead := b.enrolled(t, "lead", ledger.QALead, "all")
		reader := b.enrolled(t, "reader", ledger.Auditor)
		record := author.begin(t)
		author.sync(t)
		assign := func(assigned bool) {
			t.Helper()
			if err := b.Assign(ctx, lead.Session, record, wire.AssignRequest{Account: reader.Account, Assigned: assigned}); err != nil {
				t.Fatal(err)
			}
			reader.pull(t)
			author.pull(t)
			if reader.has(record) != assigned {
				t.Errorf("assigned %v, seen %v", assigned, reader.has(record))
			}
		}
		assign(true)
		assign(true)
		if n := len(author.changes[record]); n != 2 {
			t.Errorf("assigning twice made %d changes", n-1)
		}
		assign(false)
		assign(true)
		b.check(t)
	})
}

// A snapshot and the pulls after it come to the same heads as pulls from the beginning, whatever happened between its pages.
func TestSnapshotThenPull(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		var records []uuid.UUID
		heads := map[uuid.UUID][]uuid.UUID{}
		for range 130 {
			record := author.begin(t)
			heads[record] = author.write(t, edit{record: record, path: "a", value: "1"})
			author.write(t, edit{record: record, path: "long", value: strings.Repeat("word ", 3000)})
			records = append(records, record)
		}
		author.sync(t)
		for _, record := range records {
			heads[record] = author.write(t, edit{record: record, path: "a", value: "2", supersedes: heads[record]})
		}
		author.sync(t)
		fresh := b.enrol(t, "author")
		lines, err := b.Snapshot(ctx, fresh.Session, wire.Cursor{})
		if err != nil {
			t.Fatal(err)
		}
		if !fresh.apply(t, lines) {
			t.Fatal("one page has it all")
		}
		for _, record := range records {
			author.write(t, edit{record: record, path: "a", value: "3", supersedes: heads[record]})
		}
		author.sync(t)
		fresh.snapshot(t)
		if len(fresh.records) != len(records) {
			t.Fatalf("the snapshot has %d records of %d", len(fresh.records), len(records))
		}
		for _, record := range records {
			if n := len(fresh.changes[record]); n != 3 {
				t.Fatalf("the snapshot has %d changes of a record with 3 heads", n)
			}
		}
		fresh.pull(t)
		for _, record := range records {
			if got := fresh.values(t, record, "a"); len(got) != 1 || got[0] != "3" {
				t.Fatalf("the heads are %q", got)
			}
		}
	})
}
