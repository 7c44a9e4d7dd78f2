package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// Times after which a network counts as gone.
const (
	dialTime   = 15 * time.Second
	stallTime  = 40 * time.Second // without a byte of an answer; more than the centre keeps those who wait
	idleOnHold = 90 * time.Second // that a connection is kept for the next request
)

// slowest is the slowest network that what is sent is waited for, in bytes a second.
const slowest = 8 << 10

// ErrAuthorities says that a file of authorities has none.
var ErrAuthorities = errors.New("no certificate of an authority in it")

// Transport is the way to a centre over the network. With authorities, in PEM, the centre's certificate has to be signed
// by one of them; without, by one that the machine trusts. The proxy that the machine names is used.
func Transport(authorities []byte) (http.RoundTripper, error) {
	return transport(authorities, stallTime)
}

// transport is Transport where a network counts as gone after a time. Over HTTP/2 a connection on which nothing comes is
// tried out before that, so that one whose other end has vanished is not used again.
func transport(authorities []byte, stall time.Duration) (http.RoundTripper, error) {
	secure := &tls.Config{MinVersion: tls.VersionTLS12}
	if authorities != nil {
		secure.RootCAs = x509.NewCertPool()
		if !secure.RootCAs.AppendCertsFromPEM(authorities) {
			return nil, fmt.Errorf("client: authorities: %w", ErrAuthorities)
		}
	}
	return &patience{limit: stall, next: &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: dialTime}).DialContext, TLSClientConfig: secure,
		TLSHandshakeTimeout: min(dialTime, stall), IdleConnTimeout: idleOnHold, ForceAttemptHTTP2: true,
		HTTP2: &http.HTTP2Config{SendPingTimeout: stall / 2, PingTimeout: stall / 4},
	}}, nil
}

// patience ends requests that do not come through, and those whose answers have stopped coming: a network that is gone may
// never say so.
type patience struct {
	next  http.RoundTripper
	limit time.Duration
}

// RoundTrip implements http.RoundTripper.
func (p *patience) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(r.Context())
	sending := time.Duration(max(0, r.ContentLength)) * time.Second / slowest
	timer := time.AfterFunc(p.limit+sending, cancel)
	answer, err := p.next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		timer.Stop()
		cancel()
		return nil, err
	}
	timer.Reset(p.limit)
	answer.Body = &impatientBody{ReadCloser: answer.Body, limit: p.limit, cancel: cancel, timer: timer}
	return answer, nil
}

// CloseIdleConnections ends the connections that are kept for the next request.
func (p *patience) CloseIdleConnections() {
	if c, ok := p.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

type impatientBody struct {
	io.ReadCloser
	limit  time.Duration
	timer  *time.Timer
	cancel context.CancelFunc
}

func (b *impatientBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.timer.Reset(b.limit)
	}
	return n, err
}

func (b *impatientBody) Close() error {
	b.timer.Stop()
	defer b.cancel()
	return b.ReadCloser.Close()
}
