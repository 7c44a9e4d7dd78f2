package central_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/postgrestest"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/sqldb"
	"plumbline/sync/central/storetest"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// load is how many laptops work for how long.
type load struct {
	devices, servers int
	last, think      time.Duration // think is the mean time between two rounds of a laptop
}

// BenchmarkDevices has laptops write and synchronise against server processes' worth of centres over one PostgreSQL, as in
// working hours but without a pause: 1,000 for five minutes with PLUMBLINE_LONG=1. It fails when a change is lost.
func BenchmarkDevices(b *testing.B) {
	for _, l := range loads() {
		b.Run(fmt.Sprintf("%d-on-%d", l.devices, l.servers), func(b *testing.B) {
			for b.Loop() { // the time of a run says nothing: it is how long laptops are let work
				l.run(b)
			}
		})
	}
}

func loads() []load {
	if os.Getenv("PLUMBLINE_LONG") != "" {
		return []load{{1000, 1, time.Minute, 10 * time.Second}, {1000, 2, 5 * time.Minute, 10 * time.Second}}
	}
	return []load{{100, 1, 5 * time.Second, time.Second}, {100, 2, 5 * time.Second, time.Second}}
}

// worker is a laptop at work, and what it has seen.
type worker struct {
	*independent
	pushes, pulls []time.Duration
	written, busy int
	fault         error
}

func (l load) run(b *testing.B) {
	cluster := &postgrestest.Cluster{Flush: true}
	defer func() { must(b, cluster.Close()) }()
	servers := l.start(b, cluster)
	workers := make([]*worker, l.devices)
	for i := range workers {
		s := servers[i%len(servers)]
		name := fmt.Sprintf("auditor%d", i)
		_, err := s.AddAccount(b.Context(), ledger.NewAccount{Name: name, Role: ledger.Auditor})
		must(b, err)
		code, _, err := s.EnrolCode(b.Context(), name, central.CodeLife)
		must(b, err)
		c := newIndependent(s.base, &http.Client{Transport: s.http.Transport})
		letPass(servers)
		must(b, c.enrol(code))
		workers[i] = &worker{independent: c}
	}
	for _, w := range workers {
		letPass(servers)
		must(b, w.signIn())
	}
	var working sync.WaitGroup
	over := time.Now().Add(l.last)
	for _, w := range workers {
		working.Go(func() { w.fault = w.work(over, l.think) })
	}
	working.Wait()
	l.report(b, servers[0], workers)
}

// letPass moves the servers' clocks on, so that so many from one address are not too many.
func letPass(servers []*server) {
	for _, s := range servers {
		s.pass(100 * time.Millisecond)
	}
}

func (l load) start(b *testing.B, cluster *postgrestest.Cluster) []*server {
	b.Helper()
	var servers []*server
	tenant := sqldb.Tenant{ID: uuid.Must(uuid.NewV7()), Name: "Gannetshire"}
	for range l.servers {
		s, err := sqldb.OpenPostgres(b.Context(), cluster.DSN(b), tenant)
		must(b, err)
		b.Cleanup(func() { _ = s.Close() }) // the cluster may be gone
		servers = append(servers, serve(b, s))
	}
	return servers
}

// work answers a few questions, pushes and pulls, again and again. It does little more itself than the messages take, so
// that what is measured is the centre.
func (w *worker) work(over time.Time, think time.Duration) error {
	p := &pusher{independent: w.independent, author: "auditor", record: uuid.Must(uuid.NewV7())}
	for {
		pause := time.Duration(rand.ExpFloat64() * float64(think))
		if time.Now().Add(pause).After(over) {
			return nil
		}
		<-time.After(pause)
		n := 1 + rand.IntN(4)
		body, err := p.lines(n)
		if err != nil {
			return err
		}
		began := time.Now()
		answer, err := w.patiently(p, http.MethodPost, "/v1/push?epoch="+p.epoch, body)
		if err != nil {
			return err
		}
		w.pushes = append(w.pushes, time.Since(began))
		if taken := bytes.Count(answer, []byte(`"outcome":"ok"`)); taken != n {
			return fmt.Errorf("%d of %d were taken: %s", taken, n, answer)
		}
		w.written += n
		began = time.Now()
		answer, err = w.patiently(p, http.MethodGet, "/v1/pull?cursor="+p.cursor, nil)
		if err != nil {
			return err
		}
		w.pulls = append(w.pulls, time.Since(began))
		_, end, _ := bytes.Cut(answer, []byte(`"cursor":"`))
		cursor, _, found := bytes.Cut(end, []byte(`"`))
		if !found {
			return fmt.Errorf("a page without a cursor: %s", answer)
		}
		p.cursor = string(cursor)
	}
}

// patiently makes a request again while the centre is busy.
func (w *worker) patiently(p *pusher, method, path string, body []byte) ([]byte, error) {
	for {
		answer, err := p.plain(method, path, body)
		if err == nil || !strings.Contains(err.Error(), "busy") {
			return answer, err
		}
		w.busy++
		<-time.After(rand.N(5 * time.Second))
	}
}

// lines is a small push that is not packed.
func (p *pusher) lines(n int) ([]byte, error) {
	var out bytes.Buffer
	lines, txn := wire.NewWriter(&out), uuid.Must(uuid.NewV7())
	for range n {
		p.devSeq++
		c := journal.Change{
			ID: uuid.Must(uuid.NewV7()), Record: p.record, Path: fmt.Sprintf("section/question_%d", rand.IntN(40)), Op: journal.Set,
			Value: "The plan was seen by the child, who drew it.", Author: p.author, Device: uuid.MustParse(p.device), DevSeq: p.devSeq,
			Txn: txn, HLC: journal.HLC(time.Now().UnixMilli() << 16), FormHash: strings.Repeat("ab", 32),
		}
		body, err := journal.Encode(c)
		if err != nil {
			return nil, err
		}
		line := wire.PushLine{Change: &wire.Pushed{ID: c.ID, Txn: txn, DevSeq: c.DevSeq, Hash: journal.Hash(body), Body: string(body)}}
		if err := lines.Write(line); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// plain makes a request whose answer is not packed.
func (p *pusher) plain(method, path string, body []byte) ([]byte, error) {
	req, err := http.NewRequest(method, p.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+p.token)
	res, err := p.http.Do(req)
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d: %s", res.StatusCode, answer)
	}
	return answer, errors.Join(err, res.Body.Close())
}

func (l load) report(b *testing.B, s *server, workers []*worker) {
	b.Helper()
	var pushes, pulls []time.Duration
	written, busy := 0, 0
	for _, w := range workers {
		must(b, w.fault)
		busy += w.busy
		pushes, pulls, written = append(pushes, w.pushes...), append(pulls, w.pulls...), written+w.written
	}
	rows := s.rows
	must(b, storetest.Check(b.Context(), rows))
	must(b, rows.View(b.Context(), func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		metas, err := tx.Metas(store.Look{Upto: tenant.LastSeq}, 0)
		if lost := written - len(metas); lost != 0 {
			b.Errorf("%d of %d changes are lost", lost, written)
		}
		return err
	}))
	b.ReportMetric(float64(len(pushes)+len(pulls))/l.last.Seconds(), "requests/s")
	b.ReportMetric(float64(busy), "busy")
	b.ReportMetric(quantile(pushes, .5), "push-p50-ms")
	b.ReportMetric(quantile(pushes, .99), "push-p99-ms")
	b.ReportMetric(quantile(pulls, .5), "pull-p50-ms")
	b.ReportMetric(quantile(pulls, .99), "pull-p99-ms")
}
