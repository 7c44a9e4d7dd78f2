package client_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"plumbline/sync/central/ledger"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// photograph is content of a size that compresses badly.
func photograph(size int) []byte {
	content := make([]byte, size)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(content) // never fails
	return content
}

func (l *laptop) read(t *testing.T, a replica.Attachment) ([]byte, error) {
	t.Helper()
	r, err := l.OpenAttachment(t.Context(), a.Record, a.Hash)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestAttachments(t *testing.T) {
	for _, size := range []int{0, 1, wire.ChunkBytes, 2*wire.ChunkBytes + 7} {
		each(t, func(t *testing.T, k keeping) {
			c := newCentre(t)
			c.account(t, "auditor", ledger.Auditor)
			one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
			record := one.start(t)
			content := photograph(size)
			a, err := one.Attach(t.Context(), record, bytes.NewReader(content))
			if err != nil || a.Size != int64(size) || a.Hash != wire.HashOf(string(content)) {
				t.Fatalf("attached %+v, %v", a, err)
			}
			if again, err := one.Attach(t.Context(), record, bytes.NewReader(content)); err != nil || again != a {
				t.Fatalf("attached again %+v, %v", again, err)
			}
			if o := one.overview(t); o.Attachments != 1 || o.AttachmentBytes != int64(size) {
				t.Errorf("before it was sent: %+v", o)
			}
			one.sync(t)
			if o := one.overview(t); o.Attachments != 0 {
				t.Errorf("after it was sent: %+v", o)
			}
			other.sync(t)
			if _, err := other.read(t, a); !errors.Is(err, replica.ErrNotFound) {
				t.Fatalf("before it was wanted: %v", err)
			}
			if err := other.WantAttachment(t.Context(), record, a.Hash); err != nil {
				t.Fatal(err)
			}
			other.sync(t)
			if got, err := other.read(t, a); err != nil || !bytes.Equal(got, content) {
				t.Errorf("%d bytes elsewhere, want %d (%v)", len(got), size, err)
			}
		})
	}
}

// Sending and fetching a file is cut after every request in turn. What has come over stays over.
func TestAttachmentsResume(t *testing.T) {
	const chunks = 4
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		one.sync(t)
		other.sync(t)
		a, err := one.Attach(t.Context(), record, bytes.NewReader(photograph(chunks*wire.ChunkBytes)))
		if err != nil {
			t.Fatal(err)
		}
		if err := other.WantAttachment(t.Context(), record, a.Hash); err != nil {
			t.Fatal(err)
		}
		for _, l := range []*laptop{one, other} {
			moved := 0
			done := func() bool {
				_, err := l.read(t, a)
				return err == nil && l.overview(t).Attachments == 0
			}
			for rounds := 0; !done(); rounds++ {
				if rounds > 3*chunks {
					t.Fatal("it does not get through")
				}
				once := false
				l.wires.after = func(r *http.Request, body []byte) ([]byte, error) {
					if !strings.Contains(r.URL.Path, "/chunks/") {
						return body, nil
					}
					moved++
					if once {
						return nil, errCut // one chunk to a round gets through, and one comes over without anybody hearing
					}
					once = true
					return body, nil
				}
				_ = l.Round(t.Context())
			}
			if moved > 2*chunks {
				t.Errorf("%d chunks moved for %d", moved, chunks)
			}
		}
	})
}

// A chunk that arrives damaged is not kept.
func TestDamagedChunk(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		c.account(t, "auditor", ledger.Auditor)
		one, other := k.enrolled(t, c, "auditor"), k.enrolled(t, c, "auditor")
		record := one.start(t)
		a, err := one.Attach(t.Context(), record, strings.NewReader("a child's drawing"))
		if err != nil {
			t.Fatal(err)
		}
		one.sync(t)
		other.sync(t)
		if err := other.WantAttachment(t.Context(), record, a.Hash); err != nil {
			t.Fatal(err)
		}
		other.wires.after = func(r *http.Request, body []byte) ([]byte, error) {
			if strings.Contains(r.URL.Path, "/chunks/") {
				body = bytes.ToUpper(body)
			}
			return body, nil
		}
		if err := other.Round(t.Context()); !errors.Is(err, client.ErrNoContact) {
			t.Fatalf("error %v", err)
		}
		if _, err := other.read(t, a); !errors.Is(err, replica.ErrNotFound) {
			t.Fatalf("it can be read: %v", err)
		}
		other.wires.after = nil
		other.sync(t)
		if got, err := other.read(t, a); err != nil || string(got) != "a child's drawing" {
			t.Errorf("read %q, %v", got, err)
		}
	})
}

func TestAttachRefuses(t *testing.T) {
	each(t, func(t *testing.T, k keeping) {
		c := newCentre(t)
		l := k.make(t, c, t.TempDir())
		record := l.start(t)
		if _, err := l.Attach(t.Context(), newID(), strings.NewReader("")); !errors.Is(err, replica.ErrNotFound) {
			t.Errorf("to no record: %v", err)
		}
		broken := errors.New("the memory stick was pulled out")
		if _, err := l.Attach(t.Context(), record, io.MultiReader(bytes.NewReader(photograph(2<<20)), failing{broken})); !errors.Is(err, broken) {
			t.Errorf("from a source that fails: %v", err)
		}
		endless := io.LimitReader(zeros{}, wire.AttachmentBytes+1)
		if _, err := l.Attach(t.Context(), record, endless); !errors.Is(err, replica.ErrTooLarge) {
			t.Errorf("too large: %v", err)
		}
		if o := l.overview(t); o.Attachments != 0 {
			t.Errorf("%+v", o)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
