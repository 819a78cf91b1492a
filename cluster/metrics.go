package cluster

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sofar/report"
)

// WorkMetrics counts what a worker does. A nil one counts nothing.
type WorkMetrics struct {
	reports, words, aside, failures prometheus.Counter
	seconds                         prometheus.Histogram
}

// NewWorkMetrics registers a worker's metrics.
func NewWorkMetrics(reg prometheus.Registerer) *WorkMetrics {
	m := &WorkMetrics{
		reports:  prometheus.NewCounter(prometheus.CounterOpts{Name: "sofar_work_reports_read_total", Help: "Reports read by this worker."}),
		words:    prometheus.NewCounter(prometheus.CounterOpts{Name: "sofar_work_words_read_total", Help: "Words, by spaces, of the reports read."}),
		aside:    prometheus.NewCounter(prometheus.CounterOpts{Name: "sofar_work_reports_not_read_total", Help: "Reports set aside with their reason."}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{Name: "sofar_work_store_failures_total", Help: "Times that readings could not be stored at once."}),
		seconds:  prometheus.NewHistogram(prometheus.HistogramOpts{Name: "sofar_work_report_seconds", Help: "Time to read one report.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}),
	}
	reg.MustRegister(m.reports, m.words, m.aside, m.failures, m.seconds)
	return m
}

func (m *WorkMetrics) read(rep *report.Report, took time.Duration) {
	if m != nil {
		m.reports.Inc()
		words := 0
		for range strings.FieldsSeq(rep.Text) {
			words++
		}
		m.words.Add(float64(words))
		m.seconds.Observe(took.Seconds())
	}
}

func (m *WorkMetrics) setAside() {
	if m != nil {
		m.aside.Inc()
	}
}

func (m *WorkMetrics) storeFailed() {
	if m != nil {
		m.failures.Inc()
	}
}

// NewRegistry gives a registry with the process's own metrics.
func NewRegistry(version string) *prometheus.Registry {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sofar_info", Help: "Always 1.", ConstLabels: prometheus.Labels{"version": version}}, func() float64 { return 1 }))
	return reg
}

// Gauge registers a figure that is asked for when somebody looks.
func Gauge(reg prometheus.Registerer, name, help string, value func() float64) {
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Monitor serves /healthz (the process answers), /readyz (200 once ready says
// nil, else 503 with the reason) and /metrics.
func Monitor(reg *prometheus.Registry, ready func() error) http.Handler {
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, code int, text string) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(code)
		w.Write([]byte(text + "\n"))
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if err := ready(); err != nil {
			answer(w, http.StatusServiceUnavailable, err.Error())
			return
		}
		answer(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	return mux
}
