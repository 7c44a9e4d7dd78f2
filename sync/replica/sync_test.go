package replica

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// farCentre is a central store as far as one replica sees it: an epoch and the last number of its log.
type farCentre struct {
	epoch uuid.UUID
	seq   int64
}

// enrolAt enrols the bed at a central store that is played by the test.
func (b *bed) enrolAt(t *testing.T) *farCentre {
	t.Helper()
	c := &farCentre{epoch: newID()}
	err := b.Enrolled(t.Context(), "https://centre.example", nil, wire.Enrolled{Epoch: c.epoch, Account: wire.Account{ID: newID(), Name: "auditor"}})
	if err != nil {
		t.Fatal(err)
	}
	b.apply(t, c) // the first copy, of nothing
	b.apply(t, c)
	return c
}

func (c *farCentre) cursor() string { return fmt.Sprintf("%s.%d", c.epoch, c.seq) }

// apply applies a page with these lines.
func (b *bed) apply(t *testing.T, c *farCentre, lines ...wire.PullLine) {
	t.Helper()
	centre, err := b.Centre(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.take(t, centre.Cursor, append(lines, c.end())); err != nil {
		t.Fatal(err)
	}
}

// take reads and applies a page.
func (b *bed) take(t rapid.TB, asked string, lines []wire.PullLine) error {
	t.Helper()
	page, err := ReadPage(lines)
	if err != nil {
		return err
	}
	return b.Apply(context.Background(), asked, page)
}

func (c *farCentre) end() wire.PullLine {
	return wire.PullLine{End: &wire.PullEnd{Cursor: c.cursor(), LastSeq: c.seq}}
}

// line is a change of the log.
func (c *farCentre) line(t *testing.T, change journal.Change) wire.PullLine {
	t.Helper()
	body, err := journal.Encode(change)
	if err != nil {
		t.Fatal(err)
	}
	return c.lineOf(string(body))
}

func (c *farCentre) lineOf(body string) wire.PullLine {
	c.seq++
	return wire.PullLine{Change: &wire.Pulled{Seq: c.seq, Account: uuid.MustParse("0199aaaa-0000-7000-8000-00000000000a"), Hash: wire.HashOf(body), Receipt: "t", Body: body}}
}

// elsewhere is a change that another laptop has made.
func elsewhere(record uuid.UUID, path, value string, supersedes ...uuid.UUID) journal.Change {
	return journal.Change{
		ID: newID(), Record: record, Path: path, Op: journal.Set, Value: value, Supersedes: supersedes, Author: "S. Manager",
		Device: uuid.MustParse("0199aaaa-0000-7000-8000-000000000001"), DevSeq: 1, Txn: newID(), HLC: 1, FormHash: "f0",
	}
}

// push takes what waits out, and answers all of it in one way.
func (b *bed) push(t *testing.T, outcome wire.Outcome) []wire.Pushed {
	t.Helper()
	batch, err := b.Outgoing(t.Context(), FullRoom())
	if err != nil {
		t.Fatal(err)
	}
	var results []wire.Result
	for i, p := range batch.Changes {
		results = append(results, wire.Result{ID: p.ID, Outcome: outcome, Seq: int64(i + 1), Receipt: "t"})
	}
	if _, err := b.Answered(t.Context(), Answer{Results: results}); err != nil {
		t.Fatal(err)
	}
	return batch.Changes
}

// Members, operations and paths that this version does not know are kept, shown, and passed on byte for byte.
func TestFromANewerVersion(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record := newID()
		change := elsewhere(record, "text", "x")
		body := fmt.Sprintf(`{ "v":2, "id":%q,"record":%q,"path":"text","op":"append","value":"more","device":%q,"dev_seq":1,"txn":%q,"hlc":"1","mood":{"a":[1]}, "author":"N. Ewer"}`,
			change.ID, record, change.Device, change.Txn)
		b.apply(t, c, wire.PullLine{Record: &wire.Record{ID: record, Form: "f9", Write: true, Whole: true}}, c.lineOf(body))
		heads, err := b.Heads(t.Context(), record)
		if err != nil || len(heads["text"]) != 1 || heads["text"][0].Op != "append" || heads["text"][0].Value != "more" {
			t.Fatalf("heads %+v, %v", heads, err)
		}
		// The centre loses it, and is given the same bytes.
		if err := b.CentreRestored(t.Context(), Restored{Epoch: newID()}); err != nil {
			t.Fatal(err)
		}
		have, err := b.Offer(t.Context(), uuid.Nil, 10)
		if err != nil || len(have) != 1 || have[0].Hash != wire.HashOf(body) {
			t.Fatalf("offers %+v, %v", have, err)
		}
		if err := errors.Join(b.Lacks(t.Context(), []wire.Lacking{{ID: have[0].ID}}), b.Offered(t.Context())); err != nil {
			t.Fatal(err)
		}
		batch, err := b.Outgoing(t.Context(), FullRoom())
		if err != nil || len(batch.Changes) != 1 || batch.Changes[0].Body != body || batch.Changes[0].Receipt != "t" || batch.Changes[0].Device != change.Device {
			t.Errorf("carries %+v, %v", batch, err)
		}
	})
}

func TestPagesThatDoNotFit(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		centre, err := b.Centre(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		record := newID()
		good := c.line(t, elsewhere(record, "a", "x"))
		damaged := *good.Change
		damaged.Body += " "
		unreadable := c.lineOf(`{"v":1}`)
		foreign := farCentre{epoch: newID(), seq: 1}
		for _, tt := range []struct {
			name  string
			asked string
			page  []wire.PullLine
			want  error
		}{
			{"nothing", centre.Cursor, nil, ErrForeign},
			{"cut", centre.Cursor, []wire.PullLine{good}, ErrForeign},
			{"asked for before another was applied", "", []wire.PullLine{good, c.end()}, ErrOvertaken},
			{"of another epoch", centre.Cursor, []wire.PullLine{good, foreign.end()}, ErrEpoch},
			{"damaged", centre.Cursor, []wire.PullLine{{Change: &damaged}, c.end()}, ErrForeign},
			{"unreadable", centre.Cursor, []wire.PullLine{good, unreadable, c.end()}, ErrForeign},
		} {
			t.Run(tt.name, func(t *testing.T) {
				if err := b.take(t, tt.asked, tt.page); !errors.Is(err, tt.want) {
					t.Errorf("error %v", err)
				}
				if _, err := b.Record(t.Context(), record); !errors.Is(err, ErrNotFound) {
					t.Errorf("a part of it was applied: %v", err)
				}
				if after, err := b.Centre(t.Context()); err != nil || after.Cursor != centre.Cursor {
					t.Errorf("the cursor moved to %q (%v)", after.Cursor, err)
				}
			})
		}
	})
}

// A record that leaves sight leaves nothing behind.
func TestDropLeavesNothing(t *testing.T) {
	b := newBed(t)
	c := b.enrolAt(t)
	record := newID()
	b.apply(t, c, wire.PullLine{Record: &wire.Record{ID: record, Form: "f0", Write: true, Whole: true}},
		c.line(t, elsewhere(record, "_state", "in_progress")), c.line(t, elsewhere(record, "a", "canary")))
	if found := b.find(t, "canary"); len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	b.push(t, wire.OK)
	if err := b.LogExport(t.Context(), Export{Record: record, At: b.now, FileName: "canary.pdf"}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Describe(t.Context(), record, Description{Heads: b.headIDs(t, record), Summary: Summary{Reference: "canary"}}); err != nil {
		t.Fatal(err)
	}
	c.seq++
	b.apply(t, c, wire.PullLine{Drop: &wire.Drop{Record: record}})
	for _, words := range []string{"block FROM search_data", "term FROM search_idx", "value FROM meta", "words FROM passage"} {
		all, err := collect(t.Context(), b.db.reader, scan[string], `SELECT `+words)
		if err != nil || strings.Contains(strings.Join(all, " "), "canary") {
			t.Errorf("%s: %q (%v)", words, all, err)
		}
	}
	for _, table := range []string{"change", "record", "head", "passage", "export", "edge"} {
		var n int
		if err := b.db.reader.QueryRowContext(t.Context(), `SELECT count(*) FROM `+table).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d rows of %s are left (%v)", n, table, err)
		}
	}
	if found := b.find(t, "canary"); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	b.exec(t, `INSERT INTO search (search, rank) VALUES ('integrity-check', 1)`)
}

func (b *bed) headIDs(t *testing.T, record uuid.UUID) []uuid.UUID {
	t.Helper()
	heads, err := b.Heads(t.Context(), record)
	if err != nil {
		t.Fatal(err)
	}
	var ids []uuid.UUID
	for _, hs := range heads {
		for _, h := range hs {
			ids = append(ids, h.ID)
		}
	}
	return ids
}

func TestWatch(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		var events []Event
		stop := b.Watch(func(e Event) { events = append(events, e) })
		record := b.create(t)
		if len(events) != 1 || !events[0].Local || !slices.Equal(events[0].Records, []uuid.UUID{record}) {
			t.Errorf("after a record was started: %+v", events)
		}
		other := newID()
		b.apply(t, c, wire.PullLine{Record: &wire.Record{ID: other, Whole: true}}, c.line(t, elsewhere(other, "_state", "in_progress")))
		if len(events) != 2 || events[1].Local || !slices.Equal(events[1].Records, []uuid.UUID{other}) {
			t.Errorf("after one came: %+v", events)
		}
		c.seq++
		b.apply(t, c, wire.PullLine{Drop: &wire.Drop{Record: other}})
		if len(events) != 3 || !slices.Equal(events[2].Records, []uuid.UUID{other}) {
			t.Errorf("after it went: %+v", events)
		}
		stop()
		b.create(t)
		if len(events) != 3 {
			t.Errorf("after the end: %+v", events)
		}
	})
}

// A record of which only the heads came is compared by those, and complete once its history has come.
func TestPartial(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record := newID()
		first := elsewhere(record, "_state", "in_progress")
		second := elsewhere(record, "_state", "complete", first.ID)
		one, two := c.line(t, first), c.line(t, second)
		line := wire.Record{ID: record, OnlyHeads: true, Changes: 2, LastSeq: 2, Digest: one.Change.Hash.Add(two.Change.Hash), Heads: two.Change.Hash}
		b.apply(t, c, wire.PullLine{Record: &line}, two)
		if more, err := b.Compare(t.Context(), 10); err != nil || more {
			t.Fatalf("more %t, %v", more, err)
		}
		if row, err := b.Record(t.Context(), record); err != nil || !row.Partial || row.Version != 1 {
			t.Errorf("%+v, %v", row, err)
		}
		if different, err := b.Different(t.Context(), 10); err != nil || len(different) != 0 {
			t.Errorf("different %v, %v", different, err)
		}
		line.Heads = one.Change.Hash // as though another were current
		c.seq++
		b.apply(t, c, wire.PullLine{Record: &line})
		if _, err := b.Compare(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
		if different, err := b.Different(t.Context(), 10); err != nil || len(different) != 1 {
			t.Errorf("different %v, %v", different, err)
		}
		if err := b.ApplyHistory(t.Context(), record, []wire.Pulled{*one.Change, *two.Change}, true); err != nil {
			t.Fatal(err)
		}
		if row, err := b.Record(t.Context(), record); err != nil || row.Partial {
			t.Errorf("%+v, %v", row, err)
		}
		if h, err := b.History(t.Context(), record, ""); err != nil || len(h) != 2 {
			t.Errorf("history %+v, %v", h, err)
		}
	})
}

// A record is on the version of its form that it was moved to, wherever that was done and whenever it is heard of.
func TestMovedToAnotherForm(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record := newID()
		line := wire.PullLine{Record: &wire.Record{ID: record, Form: "f0", Write: true, Whole: true}}
		begun := c.line(t, elsewhere(record, "_state", "in_progress"))
		moved := elsewhere(record, "_form", "f1")
		b.apply(t, c, line, begun, c.line(t, moved))
		on := func(hash, version string) {
			t.Helper()
			row, err := b.Record(t.Context(), record)
			if err != nil || row.FormHash != hash || row.FormVersion != version {
				t.Errorf("it is on %s, version %q, %v; want %s, %q", row.FormHash, row.FormVersion, err, hash, version)
			}
		}
		on("f1", "")
		if hashes, err := b.FormsToFetch(t.Context()); err != nil || !slices.Equal(hashes, []string{"f1"}) {
			t.Errorf("forms to fetch: %v, %v", hashes, err)
		}
		if err := b.PutCentralForm(t.Context(), Form{Hash: "f1", ID: "visit", Version: "2", Title: "Visit", Source: []byte("1")}); err != nil {
			t.Fatal(err)
		}
		on("f1", "2")
		if written := b.commit(t, record, set("a", "x"))[0]; written.FormHash != "f1" {
			t.Errorf("what is written says that it is on %s", written.FormHash)
		}
		back := b.commit(t, record, set("_form", "", moved.ID))[0]
		on("f0", "")
		b.push(t, wire.OK)
		b.apply(t, c, wire.PullLine{Drop: &wire.Drop{Record: record}})
		b.apply(t, c, line, begun, c.line(t, moved))
		on("f1", "2")
		b.apply(t, c, c.line(t, back))
		on("f0", "")
	})
}

// A late change that the centre says is superseded is no head, also where what superseded it is not here.
func TestSupersededByWhatIsNotHere(t *testing.T) {
	eachKeeping(t, func(t *testing.T, b *bed) {
		c := b.enrolAt(t)
		record := newID()
		current := elsewhere(record, "a", "current", newID())
		late := c.line(t, elsewhere(record, "a", "late"))
		late.Change.Superseded = true
		b.apply(t, c, wire.PullLine{Record: &wire.Record{ID: record, Form: "f0", OnlyHeads: true}}, c.line(t, current))
		shows := func(values ...string) {
			t.Helper()
			heads, err := b.Heads(t.Context(), record)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, h := range heads["a"] {
				got = append(got, h.Value)
			}
			slices.Sort(got)
			if row, err := b.Record(t.Context(), record); err != nil || !slices.Equal(got, values) || row.Conflicts != len(values)-1 {
				t.Errorf("shows %q and %d conflicts, %v; want %q", got, row.Conflicts, err, values)
			}
		}
		b.apply(t, c, late)
		shows("current")
		b.reopen(t)
		shows("current")
		late.Change.Superseded = false // the centre was put back, and has not what superseded it any more
		b.apply(t, c, late)
		shows("current", "late")
		late.Change.Superseded = true
		b.apply(t, c, late)
		shows("current")
	})
}
