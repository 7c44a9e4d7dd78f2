package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"plumbline/sync/wire"
)

// link is the way to one centre. It is for one goroutine at a time.
type link struct {
	base   *url.URL
	trip   http.RoundTripper
	packer *wire.Packer
}

// newLink checks the address of a centre. Without a lock on the way, only this machine itself may be reached.
func newLink(address string, trip http.RoundTripper, packer *wire.Packer) (*link, error) {
	base, err := url.Parse(strings.TrimRight(strings.TrimSpace(address), "/"))
	if err != nil || base.Host == "" || base.RawQuery != "" || base.User != nil {
		return nil, fmt.Errorf("%w: %q is not the address of a centre", ErrAddress, address)
	}
	if base.Scheme != "https" && (base.Scheme != "http" || !loopback(base.Hostname())) {
		return nil, fmt.Errorf("%w: %q does not begin with https://", ErrAddress, address)
	}
	return &link{base: base, trip: trip, packer: packer}, nil
}

// ErrAddress says that something cannot be the address of a centre.
var ErrAddress = errors.New("not an address of a centre")

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// request is one request to be made, perhaps more than once.
type request struct {
	method string
	path   string
	query  url.Values
	kind   string // content type; "" without a body
	body   []byte
	packed []byte // the body as it travels, where pack has made it smaller
	token  string
	digest string // Content-Digest
}

// packFrom is the size from which a body is packed.
const packFrom = 1 << 10

// do makes a request and returns the answer's body, unpacked, which the caller closes. Errors are ErrNoContact,
// ErrNotCentre and *wire.Error.
func (l *link) do(ctx context.Context, r request) (io.ReadCloser, http.Header, error) {
	httpRequest, err := l.prepare(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	answer, err := l.trip.RoundTrip(httpRequest)
	var untrusted *tls.CertificateVerificationError
	if errors.As(err, &untrusted) {
		return nil, nil, fmt.Errorf("%w: %w", ErrNotCentre, err)
	} else if err != nil {
		return nil, nil, fmt.Errorf("%w: %s %s: %w", ErrNoContact, r.method, r.path, err)
	}
	body, err := l.unpacked(answer)
	if err == nil && answer.Header.Get(wire.HeaderProtocol) == "" {
		err = fmt.Errorf("%w: %s %s: status %d", ErrNotCentre, r.method, r.path, answer.StatusCode)
	}
	if err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = refusal(answer, body)
	}
	if err != nil {
		_ = answer.Body.Close() // err tells more
		return nil, nil, err
	}
	return body, answer.Header, nil
}

func (l *link) prepare(ctx context.Context, r request) (*http.Request, error) {
	address := *l.base
	address.Path += r.path
	address.RawQuery = r.query.Encode()
	if err := l.pack(&r); err != nil {
		return nil, err
	}
	body, encoding := r.body, ""
	if r.packed != nil {
		body, encoding = r.packed, wire.Zstd
	}
	httpRequest, err := http.NewRequestWithContext(ctx, r.method, address.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	h := httpRequest.Header
	h.Set(wire.HeaderProtocol, strconv.Itoa(wire.Protocol))
	h.Set("Accept-Encoding", wire.Zstd)
	for name, value := range map[string]string{"Content-Type": r.kind, "Content-Encoding": encoding, wire.HeaderDigest: r.digest} {
		if value != "" {
			h.Set(name, value)
		}
	}
	if r.token != "" {
		h.Set("Authorization", "Bearer "+r.token)
	}
	return httpRequest, nil
}

// pack packs the body of a request where that is worth it and has not been done. It may be called while another request
// is on its way.
func (l *link) pack(r *request) error {
	if len(r.body) < packFrom || r.digest != "" || r.packed != nil {
		return nil
	}
	var packed bytes.Buffer
	w, err := l.packer.Pack(&packed)
	if err != nil {
		return err
	}
	_, err = w.Write(r.body)
	err = errors.Join(err, w.Close())
	r.packed = packed.Bytes()
	return err
}

// unpacked returns the content of an answer.
func (l *link) unpacked(answer *http.Response) (io.ReadCloser, error) {
	switch encoding := answer.Header.Get("Content-Encoding"); encoding {
	case "":
		return answer.Body, nil
	case wire.Zstd:
		unpacker, err := l.packer.Unpack(answer.Body)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoContact, err)
		}
		return &packedBody{unpacker, answer.Body}, nil
	default:
		return nil, fmt.Errorf("%w: content encoded as %q", ErrNotCentre, encoding)
	}
}

type packedBody struct {
	io.ReadCloser
	under io.Closer
}

func (b *packedBody) Close() error { return errors.Join(b.ReadCloser.Close(), b.under.Close()) }

// refusalBytes is how long the words of a refusal can be.
const refusalBytes = 64 << 10

func refusal(answer *http.Response, body io.Reader) error {
	text, err := io.ReadAll(io.LimitReader(body, refusalBytes))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoContact, err)
	}
	r := new(wire.Error)
	if json.Unmarshal(text, r) != nil || r.Code == "" {
		return fmt.Errorf("%w: status %d", ErrNotCentre, answer.StatusCode)
	}
	if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil {
		r.RetryAfter = min(max(0, seconds), int(time.Hour/time.Second))
	}
	return r
}

// answerBytes is how large an answer of one object can be: that of a form in base64, and some.
const answerBytes = 8 << 20

// json makes a request with an object, or without one when in is nil, and reads an object into out, or nothing when out is
// nil.
func (l *link) json(ctx context.Context, r request, in, out any) error {
	if in != nil {
		body, err := json.Marshal(in)
		if err != nil {
			return err
		}
		r.kind, r.body = wire.TypeJSON, body
	}
	body, _, err := l.do(ctx, r)
	if err != nil {
		return err
	}
	defer body.Close() // all of it was read
	text, err := io.ReadAll(io.LimitReader(body, answerBytes))
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrNoContact, r.path, err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrNotCentre, r.path, err)
	}
	return nil
}

// linesBytes is how large an answer in lines can be, unpacked.
const linesBytes = 256 << 20

// lines makes a request and reads the lines of its answer up to its end. An answer that was cut is ErrNoContact.
func lines[T any](ctx context.Context, l *link, r request, isEnd func(T) bool) ([]T, error) {
	body, _, err := l.do(ctx, r)
	if err != nil {
		return nil, err
	}
	defer body.Close() // what counts was read
	all, err := wire.ReadAll(wire.NewReader(body, wire.Bounds{Bytes: linesBytes}), isEnd)
	if err != nil {
		return nil, fmt.Errorf("%w: %s %s: %w", ErrNoContact, r.method, r.path, withoutRefusal(err))
	}
	return all, nil
}

// withoutRefusal keeps a fault that this side found in the lines from being taken for the centre's refusal.
func withoutRefusal(err error) error {
	var r *wire.Error
	if errors.As(err, &r) {
		return errors.New(r.Error())
	}
	return err
}

// inLines writes values as lines.
func inLines[T any](values []T) ([]byte, error) {
	var out bytes.Buffer
	w := wire.NewWriter(&out)
	for _, v := range values {
		if err := w.Write(v); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
