package central

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// metrics is what monitoring reads. It names routes and outcomes, never a record or a person.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	changes  *prometheus.CounterVec
	working  prometheus.Gauge
	waiting  prometheus.Gauge
}

func newMetrics(l *ledger.Ledger) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plumbline_requests_total", Help: "Requests, by route and HTTP status.",
		}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "plumbline_request_seconds", Help: "How long requests took, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"route"}),
		changes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plumbline_pushed_changes_total", Help: "Changes that were pushed, by outcome.",
		}, []string{"outcome"}),
		working: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "plumbline_requests_in_work", Help: "Requests that are being worked on.",
		}),
		waiting: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "plumbline_requests_waiting", Help: "Requests that wait for news.",
		}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.changes, m.working, m.waiting, prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "plumbline_log_last_number", Help: "Last number of the log; -1 while the store does not answer.",
	}, func() float64 { return lastSeq(l) }))
	return m
}

func lastSeq(l *ledger.Ledger) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	last, err := l.LastSeq(ctx)
	if err != nil {
		return -1
	}
	return float64(last)
}

func (m *metrics) count(results []wire.Result) {
	for _, r := range results {
		m.changes.WithLabelValues(string(r.Outcome)).Inc()
	}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}
