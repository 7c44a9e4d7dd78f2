package ledger_test

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

func TestDelivery(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		manager := b.enrolled(t, "manager", ledger.Manager, "team:east")
		b.account(t, "without-a-laptop", ledger.QALead, "all")
		b.enrolled(t, "stranger", ledger.Auditor)
		record := author.begin(t)
		author.write(t, edit{record: record, path: wire.PathTeam, value: "east"})
		author.sync(t)
		since := func() map[string]time.Time {
			d, err := b.Delivery(ctx, author.Session, record)
			if err != nil {
				t.Fatal(err)
			}
			at := map[string]time.Time{}
			for _, p := range d.People {
				at[p.Display] = p.Since
			}
			return at
		}
		if got := since(); len(got) != 2 || !got["manager"].IsZero() {
			t.Fatalf("before the manager's laptop has it: %v", got)
		}
		manager.pull(t)
		b.pass(time.Minute)
		if err := b.Ack(ctx, manager.Session, manager.cursor); err != nil {
			t.Fatal(err)
		}
		arrived := b.time()
		author.write(t, edit{record: author.begin(t), path: "a", value: "of no concern"})
		author.sync(t)
		manager.pull(t)
		b.pass(time.Minute)
		if err := b.Ack(ctx, manager.Session, manager.cursor); err != nil {
			t.Fatal(err)
		}
		if got := since()["manager"]; !got.Equal(arrived) {
			t.Errorf("since %v, want %v", got, arrived)
		}
		author.write(t, edit{record: record, path: "a", value: "more"})
		author.sync(t)
		if got := since()["manager"]; !got.IsZero() {
			t.Errorf("since %v, though there is more", got)
		}
	})
}

func TestHistoryAndDigest(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		stranger := b.enrolled(t, "stranger", ledger.Auditor)
		record := author.begin(t)
		head := author.write(t, edit{record: record, path: "a", value: "1"})
		author.write(t, edit{record: record, path: "a", value: "2", supersedes: head})
		author.sync(t)
		fresh := b.enrol(t, "author")
		fresh.snapshot(t)
		if n := len(fresh.changes[record]); n != 2 {
			t.Fatalf("the snapshot has %d changes", n)
		}
		lines, err := b.History(ctx, fresh.Session, record, 0)
		if err != nil {
			t.Fatal(err)
		}
		var sum wire.Hash
		for _, line := range lines[:len(lines)-1] {
			fresh.learn(t, *line.Change)
			sum = sum.Add(line.Change.Hash)
		}
		digests, err := b.Digests(ctx, fresh.Session, []uuid.UUID{record}, uuid.Nil)
		if err != nil {
			t.Fatal(err)
		}
		d := digests[0].Digest
		if len(fresh.changes[record]) != 3 || d.Changes != 3 || d.Digest != sum || d.Heads != fresh.headSum(t, record) {
			t.Errorf("the digest is %+v, the sum of the history %s, that of the heads %s", d, sum, fresh.headSum(t, record))
		}
		if _, err := b.History(ctx, stranger.Session, record, 0); code(t, err) != wire.NotFound {
			t.Errorf("a stranger asked for the history: %v", err)
		}
		if digests, err := b.Digests(ctx, stranger.Session, []uuid.UUID{record}, uuid.Nil); err != nil || len(digests) != 1 {
			t.Errorf("a stranger has %d digests, %v", len(digests)-1, err)
		}
	})
}

// A history longer than a page is read in several.
func TestHistoryInPages(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		record := author.begin(t)
		for range 4500 {
			author.write(t, edit{record: record, path: "a", value: "x"})
		}
		author.push(t)
		seen, pages, after, more := 0, 0, int64(0), true
		for more {
			lines, err := b.History(context.Background(), author.Session, record, after)
			if err != nil {
				t.Fatal(err)
			}
			end := lines[len(lines)-1].End
			seen, pages, after, more = seen+len(lines)-1, pages+1, end.After, end.More
		}
		if seen != 4501 || pages != 3 {
			t.Errorf("%d changes in %d pages", seen, pages)
		}
	})
}

func TestNews(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx, cancel := context.WithCancel(context.Background())
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		author.sync(t)
		type answer struct {
			news bool
			err  error
		}
		answers := make(chan answer)
		wait := func() {
			news, err := b.News(ctx, author.Session, author.cursor)
			answers <- answer{news, err}
		}
		go wait()
		other := b.enrol(t, "author")
		other.begin(t)
		other.push(t)
		if got := <-answers; !got.news || got.err != nil {
			t.Errorf("a change arrived: %+v", got)
		}
		author.pull(t)
		go wait()
		stranger := b.enrolled(t, "stranger", ledger.Auditor)
		stranger.begin(t)
		stranger.push(t)
		cancel()
		if got := <-answers; got.news || got.err != nil { // what arrived is none of its concern
			t.Errorf("the wait was ended: %+v", got)
		}
	})
}

func TestBlobs(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		stranger := b.enrolled(t, "stranger", ledger.Auditor)
		record := author.begin(t)
		author.sync(t)
		content := bytes.Repeat([]byte("drawing "), 300_000) // 2.3 MiB
		id := wire.HashOf(string(content))
		chunk := func(n int) []byte { return content[n*wire.ChunkBytes : min(len(content), (n+1)*wire.ChunkBytes)] }
		put := func(n int, data []byte) {
			t.Helper()
			if err := b.PutChunk(ctx, author.Session, record, id, n, data); err != nil {
				t.Fatal(err)
			}
		}
		begun := wire.BlobRequest{ID: id, Size: int64(len(content))}
		if _, err := b.BeginBlob(ctx, stranger.Session, record, begun); code(t, err) != wire.NotFound {
			t.Errorf("a stranger began a file: %v", err)
		}
		state, err := b.BeginBlob(ctx, author.Session, record, begun)
		if err != nil || !slices.Equal(state.Missing, []int{0, 1, 2}) || state.Chunks != 3 {
			t.Fatalf("begun as %+v, %v", state, err)
		}
		put(2, chunk(2))
		put(0, chunk(0))
		put(0, chunk(0))
		if state, err = b.MissingChunks(ctx, author.Session, record, id); err != nil || !slices.Equal(state.Missing, []int{1}) {
			t.Errorf("missing %v, %v", state.Missing, err)
		}
		if _, err := b.Chunk(ctx, author.Session, record, id, 0); code(t, err) != wire.NotFound {
			t.Errorf("a part was served: %v", err)
		}
		if _, err := b.CommitBlob(ctx, author.Session, record, id); code(t, err) != wire.Conflict {
			t.Errorf("completed with a part missing: %v", err)
		}
		put(1, bytes.Repeat([]byte("x"), wire.ChunkBytes))
		if _, err := b.CommitBlob(ctx, author.Session, record, id); code(t, err) != wire.HashMismatch {
			t.Errorf("completed with other content: %v", err)
		}
		if state, err = b.MissingChunks(ctx, author.Session, record, id); err != nil || len(state.Missing) != 3 || state.Complete {
			t.Errorf("after that, missing %v, %v", state.Missing, err)
		}
		for n := range 3 {
			put(n, chunk(n))
		}
		for range 2 {
			if state, err = b.CommitBlob(ctx, author.Session, record, id); err != nil || !state.Complete {
				t.Fatalf("completed as %+v, %v", state, err)
			}
		}
		put(1, bytes.Repeat([]byte("x"), wire.ChunkBytes)) // changes nothing any more
		var whole []byte
		for n := range 3 {
			data, err := b.Chunk(ctx, author.Session, record, id, n)
			if err != nil {
				t.Fatal(err)
			}
			whole = append(whole, data...)
		}
		if !bytes.Equal(whole, content) {
			t.Error("it came back altered")
		}
		if _, err := b.Chunk(ctx, stranger.Session, record, id, 0); code(t, err) != wire.NotFound {
			t.Errorf("a stranger was served: %v", err)
		}
		for name, bad := range map[string]struct {
			n    int
			data []byte
		}{"beyond": {3, nil}, "before": {-1, nil}, "short": {0, []byte("x")}} {
			open := wire.BlobRequest{ID: wire.HashOf(name), Size: int64(len(content))}
			if _, err := b.BeginBlob(ctx, author.Session, record, open); err != nil {
				t.Fatal(err)
			}
			if err := b.PutChunk(ctx, author.Session, record, open.ID, bad.n, bad.data); code(t, err) != wire.Malformed {
				t.Errorf("a chunk that is %s: %v", name, err)
			}
		}
		if _, err := b.BeginBlob(ctx, author.Session, record, wire.BlobRequest{ID: id, Size: 1}); code(t, err) != wire.Conflict {
			t.Errorf("another size: %v", err)
		}
		if _, err := b.BeginBlob(ctx, author.Session, record, wire.BlobRequest{Size: wire.AttachmentBytes + 1}); code(t, err) != wire.TooLarge {
			t.Errorf("too large: %v", err)
		}
	})
}

// The file of a change that is held can be sent too.
func TestBlobOfAHeldChange(t *testing.T) {
	b := newBed(t, storetest.Memory())
	author := b.enrolled(t, "author", ledger.Auditor)
	other := b.enrolled(t, "other", ledger.Auditor)
	record := author.begin(t)
	author.sync(t)
	begun := wire.BlobRequest{ID: wire.HashOf(""), Size: 0}
	ctx := context.Background()
	if _, err := b.BeginBlob(ctx, other.Session, record, begun); code(t, err) != wire.NotFound {
		t.Errorf("before there is such a change: %v", err)
	}
	other.write(t, edit{record: record, path: "photo", value: begun.ID.String()})
	if got := other.sync(t); got != "held:no_right" {
		t.Fatalf("answered %q", got)
	}
	if _, err := b.BeginBlob(ctx, other.Session, record, begun); err != nil {
		t.Error(err)
	}
	if state, err := b.CommitBlob(ctx, other.Session, record, begun.ID); err != nil || !state.Complete {
		t.Errorf("an empty file: %+v, %v", state, err)
	}
}

func TestForms(t *testing.T) {
	kinds.Each(t, func(t *testing.T, s store.Store) {
		ctx := context.Background()
		b := newBed(t, s)
		author := b.enrolled(t, "author", ledger.Auditor)
		lead := b.enrolled(t, "lead", ledger.QALead, "all")
		admin := b.enrolled(t, "admin", ledger.Admin)
		form := wire.Form{ID: "dip", Version: "1", Title: "Dip audit", Source: []byte("| survey |\x00")}
		form.Hash = wire.HashOf(string(form.Source))
		if err := b.ProposeForm(ctx, admin.Session, form); code(t, err) != wire.Forbidden {
			t.Errorf("an administrator proposed a form: %v", err)
		}
		for range 2 {
			if err := b.ProposeForm(ctx, author.Session, form); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.SetFormStatus(ctx, author.Session, form.Hash, wire.FormApproved); code(t, err) != wire.Forbidden {
			t.Errorf("an auditor approved a form: %v", err)
		}
		before, err := b.Forms(ctx)
		if err != nil || len(before.Forms) != 1 || before.Forms[0].Status != wire.FormProposed || before.Forms[0].Source != nil {
			t.Fatalf("listed as %+v, %v", before, err)
		}
		for range 2 {
			if err := b.SetFormStatus(ctx, lead.Session, form.Hash, wire.FormApproved); err != nil {
				t.Fatal(err)
			}
		}
		after, err := b.Forms(ctx)
		if err != nil || after.Forms[0].Status != wire.FormApproved || after.FormsSeq != before.FormsSeq+1 {
			t.Errorf("listed as %+v, %v", after, err)
		}
		got, err := b.Form(ctx, form.Hash)
		if err != nil || !bytes.Equal(got.Source, form.Source) || got.Title != form.Title {
			t.Errorf("came back as %+v, %v", got, err)
		}
		if _, err := b.Form(ctx, wire.HashOf("none")); code(t, err) != wire.NotFound {
			t.Errorf("a form that there is not: %v", err)
		}
		form.Title = "another"
		form.Hash = wire.HashOf("another")
		if err := b.ProposeForm(ctx, author.Session, form); code(t, err) != wire.HashMismatch {
			t.Errorf("a form under another's hash: %v", err)
		}
	})
}
