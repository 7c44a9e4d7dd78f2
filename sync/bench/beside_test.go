package bench_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/sync/replica"
)

// The work that both do: one takes records to the centre, the other brings them; then some of them change.
const (
	records    = 10_000
	changed    = 100
	idleRounds = 21
)

// answerWords is how many words make a record as large as a document of the peer, 1 KB.
const answerWords = 130

// answer is made of words that hardly repeat, so that packing it gains no more than it does with what people write.
func answer() string {
	words := make([]string, answerWords)
	for i := range words {
		words[i] = strconv.FormatInt(26_000_000+rand.Int64N(4000)*997, 27)
	}
	return strings.Join(words, " ")
}

// BenchmarkPlumbline synchronises sealed vaults with a central store that keeps an SQLite file, flushed, over TLS.
func BenchmarkPlumbline(b *testing.B) {
	for b.Loop() { // what counts is parts of a run
		store, codes := invited(b)
		c := serve(b, store)
		writer, reader := c.laptop(b, codes[0]), c.laptop(b, codes[1])
		writer.round(b)
		reader.round(b)
		for range records {
			id, err := writer.start()
			must(b, err, writer.set(id, answer(), "voice/seen"))
		}
		push := writer.round(b)
		pull := reader.round(b)
		arrived, err := reader.vault.Records(b.Context(), replica.Query{})
		must(b, err)
		if len(arrived) != records {
			b.Fatalf("%d of %d records arrived", len(arrived), records)
		}
		var idle []time.Duration
		for range idleRounds {
			idle = append(idle, writer.round(b))
		}
		for _, row := range arrived[:changed] {
			must(b, writer.set(row.ID, "complete", "voice/closing"))
		}
		b.ReportMetric(records/push.Seconds(), "pushed/s")
		b.ReportMetric(records/pull.Seconds(), "pulled/s")
		b.ReportMetric(milliseconds(quantile(idle, .5)), "idle-ms")
		b.ReportMetric(milliseconds(writer.round(b)), "changed-ms")
	}
}

// peerFolder is where the peer's packages are, beside the scripts that use them.
const peerFolder = "../../build/peer"

// BenchmarkPouchDB does the same work with PouchDB and express-pouchdb.
func BenchmarkPouchDB(b *testing.B) {
	if _, err := os.Stat(filepath.Join(peerFolder, "node_modules")); err != nil {
		b.Skip("PouchDB is not installed; \"make bench-sync\" installs it where Node.js is there")
	}
	for b.Loop() {
		dir := b.TempDir()
		serving, working := filepath.Join(dir, "server"), filepath.Join(dir, "client")
		must(b, os.Mkdir(serving, 0o700), os.Mkdir(working, 0o700))
		node := func(script string, args ...string) *exec.Cmd {
			cmd := exec.Command("node", append([]string{script}, args...)...)
			cmd.Dir = peerFolder
			return cmd
		}
		port := start(b, node("server.js", serving))
		out, err := node("client.js", port, working, strconv.Itoa(records), strconv.Itoa(changed)).Output()
		must(b, err)
		var took struct{ Push, Pull, Idle, Changed float64 } // milliseconds
		must(b, json.Unmarshal(out, &took))
		b.ReportMetric(records/took.Push*1000, "pushed/s")
		b.ReportMetric(records/took.Pull*1000, "pulled/s")
		b.ReportMetric(took.Idle, "idle-ms")
		b.ReportMetric(took.Changed, "changed-ms")
	}
}
