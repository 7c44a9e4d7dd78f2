package client_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"plumbline/sync/central"
	"plumbline/sync/central/ledger"
	"plumbline/sync/central/store"
	"plumbline/sync/central/store/memory"
	"plumbline/sync/client"
	"plumbline/sync/replica"
)

// direction is in which a proxy carries bytes.
type direction int

const (
	up   direction = iota // to the centre
	down                  // to the laptop
)

// fate is what becomes of a connection after some bytes.
type fate int

const (
	goesOn   fate = iota
	isCut         // both ends are told
	vanishes      // nothing is carried any more, and neither end is told
)

// meddler says what of some bytes on their way is carried, and what becomes of the connection then. It is for one
// direction of one connection.
type meddler func(p []byte) (carried []byte, then fate)

// proxy is the network between a laptop and the centre, over TCP.
type proxy struct {
	listener net.Listener
	target   string
	carried  [2]atomic.Int64

	mu     sync.Mutex
	meddle func(d direction) meddler // for every connection that is made; nil: all is carried
	late   time.Duration             // that every byte takes longer, of connections that are made from now on
	open   []net.Conn

	running sync.WaitGroup
}

func newProxy(t testing.TB, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target}
	p.running.Go(p.accept)
	t.Cleanup(p.close)
	return p
}

// set has a network be as a test says from now on. What was connected before is cut.
func (p *proxy) set(meddle func(d direction) meddler) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.meddle = meddle
	p.cut()
}

// cut ends all connections. p.mu is held.
func (p *proxy) cut() {
	for _, c := range p.open {
		_ = c.Close() // it may have ended by itself
	}
	p.open = nil
}

func (p *proxy) close() {
	_ = p.listener.Close() // nothing to do about it
	p.set(nil)
	p.running.Wait()
}

// way is one direction of a connection.
type way struct {
	direction direction
	from, to  net.Conn
	meddle    meddler // nil: all is carried
	late      time.Duration
}

func (p *proxy) accept() {
	for {
		laptop, err := p.listener.Accept()
		if err != nil {
			return
		}
		centre, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = laptop.Close() // which tells the laptop
			continue
		}
		p.mu.Lock()
		p.open = append(p.open, laptop, centre)
		meddlers := [2]meddler{}
		for d := range meddlers {
			if p.meddle != nil {
				meddlers[d] = p.meddle(direction(d))
			}
		}
		late := p.late
		p.mu.Unlock()
		ways := []way{{up, laptop, centre, meddlers[up], late}, {down, centre, laptop, meddlers[down], late}}
		for _, w := range ways {
			p.running.Go(func() { p.carry(w) })
		}
	}
}

// parcel is bytes on their way.
type parcel struct {
	content []byte
	due     time.Time
}

// carry takes bytes off a connection as they come.
func (p *proxy) carry(w way) {
	under := make(chan parcel, 1<<12)
	p.running.Go(func() { p.deliver(w, under) })
	defer close(under)
	for {
		buffer := make([]byte, 4096)
		n, err := w.from.Read(buffer)
		content, then := buffer[:n], goesOn
		if w.meddle != nil && n > 0 {
			content, then = w.meddle(content)
		}
		p.carried[w.direction].Add(int64(len(content)))
		under <- parcel{content, time.Now().Add(w.late)}
		switch {
		case then == vanishes:
			_, _ = io.Copy(io.Discard, w.from) // until the test ends the connection
			return
		case err != nil, then == isCut:
			return
		}
	}
}

// deliver puts bytes on the other connection when they are due, and ends both after the last.
func (p *proxy) deliver(w way, under <-chan parcel) {
	for one := range under {
		if left := time.Until(one.due); left > 0 {
			<-time.After(left)
		}
		if _, err := w.to.Write(one.content); err != nil {
			break
		}
	}
	_, _ = w.from.Close(), w.to.Close() // the other direction may have been first
	for range under {                   // whoever takes bytes off does not wait for room
	}
}

// cutAt cuts a connection once, after so many bytes in a direction, and says whether it did.
func (p *proxy) cutAt(d direction, n int, then fate) (done *atomic.Bool) {
	var taken atomic.Bool
	done = new(atomic.Bool)
	p.set(func(of direction) meddler {
		if of != d || taken.Swap(true) {
			return nil
		}
		seen := 0
		return func(b []byte) ([]byte, fate) {
			if seen+len(b) <= n {
				seen += len(b)
				return b, goesOn
			}
			done.Store(true)
			return b[:n-seen], then
		}
	})
	return done
}

// exchanged is a store that a test exchanges under a centre that is being served.
type exchanged struct{ atomic.Pointer[memory.Store] }

func (e *exchanged) View(ctx context.Context, f func(store.Tx) error) error {
	return e.Load().View(ctx, f)
}

func (e *exchanged) Update(ctx context.Context, f func(store.Tx) error) error {
	return e.Load().Update(ctx, f)
}

func (e *exchanged) Extend(ctx context.Context, f func(store.Tx) error) error {
	return e.Load().Extend(ctx, f)
}

func (e *exchanged) Close() error { return nil }

// far is a centre at the other end of a proxy.
type far struct {
	*centre
	*proxy
	rows        *exchanged
	authorities []byte
	stall       time.Duration // after which laptops give a network up
}

func newFar(t testing.TB) *far {
	t.Helper()
	f := &far{centre: newCentre(t), rows: new(exchanged), stall: 20 * time.Second}
	f.rows.Store(f.store)
	var err error
	if f.ledger, err = ledger.Open(t.Context(), f.rows, ledger.Env{Now: f.tick}); err != nil {
		t.Fatal(err)
	}
	served, err := central.New(t.Context(), f.rows, central.Env{Env: ledger.Env{Now: f.tick}})
	if err != nil {
		t.Fatal(err)
	}
	config := central.Config{Listen: "127.0.0.1:0", DevTLS: t.TempDir()}
	listener, err := served.Listen(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- served.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	f.proxy = newProxy(t, listener.Addr().String())
	if f.authorities, err = os.ReadFile(filepath.Join(config.DevTLS, "ca.pem")); err != nil {
		t.Fatal(err)
	}
	return f
}

// settle has the network be whole again, and laptops do what is left to do.
func (f *far) settle(t testing.TB, laptops ...*laptop) {
	t.Helper()
	f.set(nil)
	for _, l := range laptops {
		for range 5 { // a connection that was cut may be noticed only when it is used
			if l.Round(t.Context()) == nil {
				break
			}
		}
		l.sync(t)
	}
}

// put has the centre's rows be others.
func (f *far) put(rows *memory.Store) {
	f.store = rows
	f.rows.Store(rows)
}

// at makes a laptop of what a memory keeps, and says how to end its connections.
func (f *far) at(t testing.TB, m *replica.Memory) (l *laptop, leave func()) {
	t.Helper()
	l = inMemory(t, f.centre, m)
	trip, err := client.TransportStalling(f.authorities, f.stall)
	if err != nil {
		t.Fatal(err)
	}
	l.Client = client.New(l.Replica, client.Env{
		Now: f.tick, Jitter: func(d time.Duration) time.Duration { return d / 2 }, App: "plumbline test", Label: "Laptop 14",
		Dial: func([]byte) (http.RoundTripper, error) { return trip, nil },
	})
	return l, trip.(interface{ CloseIdleConnections() }).CloseIdleConnections
}

// enrolledAt makes a laptop of a new account.
func (f *far) enrolledAt(t testing.TB, name string) *laptop {
	t.Helper()
	f.account(t, name, ledger.Auditor)
	return f.enrolledOf(t, name)
}

// enrolledOf makes a laptop of an account.
func (f *far) enrolledOf(t testing.TB, name string) *laptop {
	t.Helper()
	l, leave := f.at(t, replica.NewMemory())
	t.Cleanup(leave)
	_, err := l.Enrol(t.Context(), client.Invitation{
		URL: "https://" + f.listener.Addr().String(), Code: f.code(t, name), Authorities: f.authorities,
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}
