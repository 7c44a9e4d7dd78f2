package central

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits is how often who may ask.
type limits struct {
	now     func() time.Time
	devices *buckets // requests of a device
	doors   *buckets // requests without a token, by address
	guesses *buckets // enrolments that failed, by address
	room    chan struct{}
	append  chan struct{} // room for those who append to the log
}

// roomFor is how many requests are worked on at once, besides those that only wait for news.
const roomFor = 64

// appendFor is how many of them may be appending: they go one after the other, and leave room for those who read.
const appendFor = 16

// roomWait is how long a request waits for its turn.
const roomWait = 5 * time.Second

func newLimits(now func() time.Time) *limits {
	return &limits{
		now:     now,
		devices: newBuckets(10, 40),
		doors:   newBuckets(50, 200),
		guesses: newBuckets(rate.Every(30*time.Second), 10), // ten in five minutes
		room:    make(chan struct{}, roomFor),
		append:  make(chan struct{}, appendFor),
	}
}

// buckets are token buckets, one to a name.
type buckets struct {
	mu    sync.Mutex
	of    map[string]*rate.Limiter
	rate  rate.Limit
	burst int
}

// bucketsMost is how many buckets are kept before full ones, which say nothing, are thrown away.
const bucketsMost = 10_000

func newBuckets(r rate.Limit, burst int) *buckets {
	return &buckets{of: map[string]*rate.Limiter{}, rate: r, burst: burst}
}

// take takes a token, and returns how to give it back; false when there is none.
func (b *buckets) take(name string, now time.Time) (giveBack func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	bucket := b.of[name]
	if bucket == nil {
		if len(b.of) >= bucketsMost {
			b.sweep(now)
		}
		bucket = rate.NewLimiter(b.rate, b.burst)
		b.of[name] = bucket
	}
	taken := bucket.ReserveN(now, 1)
	if taken.DelayFrom(now) > 0 {
		taken.CancelAt(now)
		return func() {}, false
	}
	return func() { taken.CancelAt(now) }, true
}

func (b *buckets) sweep(now time.Time) {
	for name, bucket := range b.of {
		if bucket.TokensAt(now) >= float64(b.burst) {
			delete(b.of, name)
		}
	}
}

// addressOf is what requests from one place have in common: an IPv4 address, or the network of an IPv6 one.
func addressOf(remote string) string {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Unmap().Is4() {
		return host
	}
	network, err := addr.Prefix(64)
	if err != nil {
		return host
	}
	return network.String()
}
