package central_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/postgrestest"
	"plumbline/sync/central/store"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// pusher is a laptop that pushes as fast as it can, with changes of about 1 KB.
type pusher struct {
	*independent
	packer wire.Packer
	record uuid.UUID
	author string
}

func (s *server) pusher(tb testing.TB, name string) *pusher {
	tb.Helper()
	return &pusher{independent: s.laptop(tb, name, ledger.Auditor), author: name}
}

const benchBatch = 500

// batch is a packed push of 500 changes in actions of five, ten to a record.
func (p *pusher) batch(tb testing.TB) []byte {
	tb.Helper()
	var out bytes.Buffer
	packed, err := p.packer.Pack(&out)
	must(tb, err)
	lines := wire.NewWriter(packed)
	var txn uuid.UUID
	for i := range benchBatch {
		if i%5 == 0 {
			txn = uuid.Must(uuid.NewV7())
		}
		if i%10 == 0 {
			p.record = uuid.Must(uuid.NewV7())
		}
		p.devSeq++
		c := journal.Change{
			ID: uuid.Must(uuid.NewV7()), Record: p.record, Path: fmt.Sprintf("section/question_%d", i%10), Op: journal.Set,
			Value: strings.Repeat("The plan was seen by the child. ", 17), Author: p.author, Device: uuid.MustParse(p.device),
			DevSeq: p.devSeq, Txn: txn, HLC: journal.HLC(time.Now().UnixMilli() << 16), FormHash: strings.Repeat("ab", 32),
		}
		body, err := journal.Encode(c)
		must(tb, err)
		must(tb, lines.Write(wire.PushLine{Change: &wire.Pushed{ID: c.ID, Txn: txn, DevSeq: c.DevSeq, Hash: journal.Hash(body), Body: string(body)}}))
	}
	must(tb, packed.Close())
	return out.Bytes()
}

func (p *pusher) sendBatch(tb testing.TB, batch []byte) {
	tb.Helper()
	answer, err := p.send("POST", "/v1/push?epoch="+p.epoch, batch, "Content-Type", "application/x-ndjson", "Content-Encoding", "zstd")
	must(tb, err)
	if n := bytes.Count(answer, []byte(`"outcome":"ok"`)); n != benchBatch {
		tb.Fatalf("%d of %d were taken: %.300s", n, benchBatch, answer)
	}
}

// fetch gets a page and throws it away, so that what is measured is the centre.
func (p *pusher) fetch(tb testing.TB, path string) int {
	tb.Helper()
	req, err := http.NewRequest(http.MethodGet, p.base+path, nil)
	must(tb, err)
	req.Header.Set("Authorization", "Bearer "+p.token)
	req.Header.Set("Accept-Encoding", "zstd")
	res, err := p.http.Do(req)
	must(tb, err)
	n, err := io.Copy(io.Discard, res.Body)
	must(tb, err, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		tb.Fatalf("%s: status %d", path, res.StatusCode)
	}
	return int(n)
}

// flushed opens stores whose commits reach the disk.
func flushed(b *testing.B) map[string]func() store.Store {
	b.Helper()
	cluster := &storetest.Kinds{Postgres: postgrestest.Cluster{Flush: true}}
	b.Cleanup(func() { must(b, cluster.Close()) })
	return map[string]func() store.Store{
		"postgres": func() store.Store { return cluster.OpenPostgres(b) },
		"sqlite":   func() store.Store { return storetest.SQLite(b) },
	}
}

// quantile is of durations that it sorts.
func quantile(all []time.Duration, q float64) float64 {
	slices.Sort(all)
	return float64(all[min(len(all)-1, int(float64(len(all))*q))].Microseconds()) / 1000
}

// BenchmarkPush sends 500 changes of 1 KB over TLS, to the disk.
func BenchmarkPush(b *testing.B) {
	for name, open := range flushed(b) {
		b.Run(name, func(b *testing.B) {
			s := serve(b, open())
			p := s.pusher(b, "auditor")
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				s.pass(time.Second)
				p.stayIn(b, s)
				batch := p.batch(b)
				b.StartTimer()
				began := time.Now()
				p.sendBatch(b, batch)
				took = append(took, time.Since(began))
			}
			b.ReportMetric(quantile(took, .5), "p50-ms")
			b.ReportMetric(quantile(took, .99), "p99-ms")
		})
	}
}

// stayIn fetches a new token before the old one runs out.
func (p *pusher) stayIn(tb testing.TB, s *server) {
	tb.Helper()
	if p.devSeq%(benchBatch*200) == 0 {
		must(tb, p.signIn())
	}
}

// BenchmarkPull fetches 500 changes of 1 KB, and nothing at all, from a log of 10,000.
func BenchmarkPull(b *testing.B) {
	for name, open := range flushed(b) {
		s := serve(b, open())
		p := s.pusher(b, "auditor")
		for range 20 {
			s.pass(time.Second)
			p.sendBatch(b, p.batch(b))
		}
		last := 1 + 20*benchBatch
		for what, path := range map[string]string{
			"changes":  fmt.Sprintf("/v1/pull?cursor=%s.%d", p.epoch, last-benchBatch),
			"nothing":  fmt.Sprintf("/v1/pull?cursor=%s.%d", p.epoch, last),
			"snapshot": "/v1/snapshot",
		} {
			b.Run(name+"/"+what, func(b *testing.B) {
				var took []time.Duration
				for b.Loop() {
					s.pass(time.Second)
					if len(took)%300 == 299 {
						must(b, p.signIn())
					}
					began := time.Now()
					b.SetBytes(int64(p.fetch(b, path)))
					took = append(took, time.Since(began))
				}
				b.ReportMetric(quantile(took, .5), "p50-ms")
				b.ReportMetric(quantile(took, .99), "p99-ms")
			})
		}
	}
}

// BenchmarkGrowth reports how much longer each request takes on a log of 50,000 changes (1,000,000 with PLUMBLINE_LONG=1)
// than on one of 10,000. The two are asked in turn, so that what else the machine does slows both alike.
func BenchmarkGrowth(b *testing.B) {
	large := 50_000
	if os.Getenv("PLUMBLINE_LONG") != "" {
		large = 1_000_000
	}
	here, there := flushed(b), flushed(b)
	for name := range here {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				few, many := newProbe(b, here[name](), 10_000), newProbe(b, there[name](), large)
				for range 16 {
					few.ask(b)
					many.ask(b)
				}
				for what := range few.took {
					before, after := quantile(few.took[what], .25), quantile(many.took[what], .25)
					b.ReportMetric(after/before, what+"-growth")
					b.ReportMetric(after, what+"-ms")
				}
			}
		})
	}
}

// probe asks a centre that has many changes for one thing after the other, and notes how long each takes.
type probe struct {
	*server
	writer, reader *pusher
	took           map[string][]time.Duration
}

func newProbe(b *testing.B, rows store.Store, changes int) *probe {
	b.Helper()
	s := serve(b, rows)
	p := &probe{server: s, writer: s.pusher(b, "auditor"), took: map[string][]time.Duration{}}
	p.reader = &pusher{independent: s.laptop(b, "lead", ledger.QALead, "all")}
	fill(b, s, s.pusher(b, "filler"), changes)
	must(b, p.writer.signIn(), p.reader.signIn())
	return p
}

func (p *probe) timed(what string, f func()) {
	p.pass(time.Second)
	began := time.Now()
	f()
	p.took[what] = append(p.took[what], time.Since(began))
}

func (p *probe) ask(tb testing.TB) {
	tb.Helper()
	batch := p.writer.batch(tb)
	p.timed("push", func() { p.writer.sendBatch(tb, batch) })
	last := p.lastSeq(tb)
	cursor := func(seq int64) string { return fmt.Sprintf("/v1/pull?cursor=%s.%d", p.reader.epoch, seq) }
	p.timed("pull", func() { p.reader.fetch(tb, cursor(last-benchBatch)) })
	p.timed("idle", func() { p.reader.fetch(tb, cursor(last)) })
	p.timed("history", func() { p.reader.fetch(tb, "/v1/records/"+p.writer.record.String()+"/history") })
	p.timed("snapshot", func() { p.reader.fetch(tb, "/v1/snapshot") })
}

func (p *probe) lastSeq(tb testing.TB) int64 {
	tb.Helper()
	var answer struct {
		End struct{ Seq int64 }
	}
	must(tb, p.reader.read("GET", "/v1/digest?record="+uuid.NewString(), nil, &answer))
	return answer.End.Seq
}

func fill(tb testing.TB, s *server, p *pusher, changes int) {
	tb.Helper()
	for range changes / benchBatch {
		s.pass(time.Second)
		p.stayIn(tb, s)
		p.sendBatch(tb, p.batch(tb))
	}
}
