package central_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
)

// Two laptops of a client that was written from the document alone work at the same record, and come to the same.
func TestIndependentClientConverges(t *testing.T) {
	kinds.Each(t, func(t *testing.T, rows store.Store) {
		s := serve(t, rows)
		auditor := s.laptop(t, "auditor", ledger.Auditor)
		manager := s.laptop(t, "manager", ledger.Manager, "team:east")
		record := uuid.Must(uuid.NewV7()).String()
		auditor.set(record, "_state", "in_progress")
		auditor.set(record, "summary", "Plans are <clear> & kept – “good”.")
		for i := range 300 {
			auditor.set(record, fmt.Sprintf("q/%d", i), strings.Repeat("words ", 20))
		}
		auditor.set(record, "_team", "east")
		must(t, auditor.push(), manager.pull("/v1/pull"))
		if got := len(manager.records[record]); got != 303 {
			t.Fatalf("the manager has %d changes", got)
		}
		manager.set(record, "summary", "Plans are not kept.")
		auditor.set(record, "summary", "Plans are mostly kept.")
		must(t, manager.push(), auditor.push(), manager.pull("/v1/pull"), auditor.pull("/v1/pull"))
		for name, c := range map[string]*independent{"auditor": auditor, "manager": manager} {
			if heads := c.heads(record, "summary"); len(heads) != 2 {
				t.Errorf("the %s sees %d heads of the conflict", name, len(heads))
			}
		}
		manager.set(record, "summary", "Agreed: some plans are kept.")
		must(t, manager.push(), auditor.pull("/v1/pull"))
		if heads := auditor.heads(record, "summary"); len(heads) != 1 || heads[0].Value != "Agreed: some plans are kept." {
			t.Errorf("the auditor sees %v", heads)
		}
		fresh := s.enrol(t, "auditor")
		must(t, fresh.pull("/v1/snapshot"), fresh.pull("/v1/pull"))
		if got := len(fresh.records[record]); got != 303 {
			t.Errorf("a new laptop has %d heads", got)
		}
		for id, body := range fresh.bodies {
			if auditor.bodies[id] != body {
				t.Errorf("change %s has another body", id)
			}
		}
		if _, err := s.SetScopes(context.Background(), "manager", []string{"own"}); err != nil {
			t.Fatal(err)
		}
		must(t, manager.pull("/v1/pull"))
		if len(manager.records) != 0 {
			t.Error("the manager keeps what is no more theirs to see")
		}
		manager.set(record, "summary", "Late.")
		must(t, manager.push())
		if got := manager.told[lastID(manager)]; got != "held" {
			t.Errorf("the late change is %s", got)
		}
	})
}

func lastID(c *independent) string {
	last := ""
	for id := range c.told {
		last = max(last, id)
	}
	return last
}

func TestIndependentClientAttaches(t *testing.T) {
	s := serve(t, kinds.OpenPostgres(t))
	c := s.laptop(t, "auditor", ledger.Auditor)
	record := uuid.Must(uuid.NewV7()).String()
	c.set(record, "_state", "in_progress")
	must(t, c.push())
	content := []byte(strings.Repeat("a child's drawing ", 100_000))
	sum := sha256.Sum256(content)
	id := hex.EncodeToString(sum[:])
	base := "/v1/records/" + record + "/blobs"
	var state struct {
		ChunkBytes int `json:"chunk_bytes"`
		Missing    []int
		Complete   bool
	}
	must(t, c.post(base, map[string]any{"id": id, "size": len(content)}, &state))
	for _, n := range state.Missing {
		part := content[n*state.ChunkBytes : min(len(content), (n+1)*state.ChunkBytes)]
		path := fmt.Sprintf("%s/%s/chunks/%d", base, id, n)
		if _, err := c.send("PUT", path, part, "Content-Digest", "sha-256=:AAAA:"); codeOf(t, err) != "hash_mismatch" {
			t.Errorf("a damaged part: %v", err)
		}
		digest := sha256.Sum256(part)
		_, err := c.send("PUT", path, part, "Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(digest[:])+":")
		must(t, err)
	}
	must(t, c.post(base+"/"+id+"/commit", map[string]any{}, &state))
	if !state.Complete {
		t.Error("it is not complete")
	}
	got, err := c.send("GET", base+"/"+id+"/chunks/1", nil)
	if err != nil || string(got) != string(content[state.ChunkBytes:]) {
		t.Errorf("it came back as %d bytes, %v", len(got), err)
	}
}
