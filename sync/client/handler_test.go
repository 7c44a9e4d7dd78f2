package client_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// handler answers for a ledger over HTTP.
type handler struct {
	ledger *ledger.Ledger
	packer wire.Packer
}

func (h *handler) mux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/hello", func(w http.ResponseWriter, r *http.Request) {
		hello, err := h.ledger.Hello(r.Context())
		reply(w, hello, err)
	})
	mux.HandleFunc("POST /v1/enrol", func(w http.ResponseWriter, r *http.Request) {
		replyTo(w, r, h, func(ctx context.Context, in wire.EnrolRequest) (any, error) { return h.ledger.Enrol(ctx, in) })
	})
	mux.HandleFunc("POST /v1/token", func(w http.ResponseWriter, r *http.Request) {
		replyTo(w, r, h, func(ctx context.Context, in wire.TokenRequest) (any, error) { return h.ledger.Token(ctx, in) })
	})
	mux.HandleFunc("POST /v1/incarnation", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyTo(w, r, h, func(ctx context.Context, in wire.IncarnationRequest) (any, error) {
			return h.ledger.Incarnate(ctx, who, in)
		})
	}))
	mux.HandleFunc("POST /v1/push", h.signedIn(h.push))
	mux.HandleFunc("POST /v1/offer", h.signedIn(h.offer))
	mux.HandleFunc("GET /v1/pull", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		replyPage(w, r, h, func(c wire.Cursor) ([]wire.PullLine, error) { return h.ledger.Pull(r.Context(), who, c, limit) })
	}))
	mux.HandleFunc("GET /v1/snapshot", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyPage(w, r, h, func(c wire.Cursor) ([]wire.PullLine, error) { return h.ledger.Snapshot(r.Context(), who, c) })
	}))
	mux.HandleFunc("POST /v1/ack", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyTo(w, r, h, func(ctx context.Context, in wire.Ack) (any, error) {
			c, err := wire.ParseCursor(in.Cursor)
			if err != nil {
				return nil, err
			}
			return struct{}{}, h.ledger.Ack(ctx, who, c)
		})
	}))
	h.look(mux)
	h.files(mux)
	return mux
}

func (h *handler) look(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/wait", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		c, err := wire.ParseCursor(r.URL.Query().Get("cursor"))
		var news wire.News
		if err == nil {
			news.News, err = h.ledger.News(r.Context(), who, c)
		}
		reply(w, news, err)
	}))
	mux.HandleFunc("GET /v1/records/{id}/history", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		after, _ := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
		page, err := h.ledger.History(r.Context(), who, recordOf(r), after)
		replyLines(w, r, h, page, err)
	}))
	mux.HandleFunc("GET /v1/records/{id}/delivery", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		d, err := h.ledger.Delivery(r.Context(), who, recordOf(r))
		reply(w, d, err)
	}))
	mux.HandleFunc("GET /v1/digest", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		after, _ := uuid.Parse(r.URL.Query().Get("after"))
		page, err := h.ledger.Digests(r.Context(), who, nil, after)
		replyLines(w, r, h, page, err)
	}))
	mux.HandleFunc("GET /v1/held", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		after, _ := uuid.Parse(r.URL.Query().Get("after"))
		page, err := h.ledger.HeldChanges(r.Context(), who, after)
		replyLines(w, r, h, page, err)
	}))
	mux.HandleFunc("POST /v1/held/{id}/decision", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyTo(w, r, h, func(ctx context.Context, in wire.DecisionRequest) (any, error) {
			return h.ledger.Decide(ctx, who, recordOf(r), in)
		})
	}))
	mux.HandleFunc("GET /v1/people", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		people, err := h.ledger.People(r.Context(), who)
		reply(w, people, err)
	}))
	mux.HandleFunc("GET /v1/forms/{hash}", h.signedIn(func(w http.ResponseWriter, r *http.Request, _ ledger.Session) {
		form, err := h.ledger.Form(r.Context(), hashOf(r))
		reply(w, form, err)
	}))
	mux.HandleFunc("PUT /v1/forms/{hash}", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyTo(w, r, h, func(ctx context.Context, in wire.Form) (any, error) {
			in.Hash = hashOf(r)
			return struct{}{}, h.ledger.ProposeForm(ctx, who, in)
		})
	}))
}

func (h *handler) files(mux *http.ServeMux) {
	const one = "/v1/records/{id}/blobs/{hash}"
	mux.HandleFunc("POST /v1/records/{id}/blobs", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		replyTo(w, r, h, func(ctx context.Context, in wire.BlobRequest) (any, error) {
			return h.ledger.BeginBlob(ctx, who, recordOf(r), in)
		})
	}))
	mux.HandleFunc("GET "+one+"/missing", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		state, err := h.ledger.MissingChunks(r.Context(), who, recordOf(r), hashOf(r))
		reply(w, state, err)
	}))
	mux.HandleFunc("POST "+one+"/commit", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		state, err := h.ledger.CommitBlob(r.Context(), who, recordOf(r), hashOf(r))
		reply(w, state, err)
	}))
	mux.HandleFunc("PUT "+one+"/chunks/{n}", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		data, err := io.ReadAll(r.Body)
		if err == nil && digestOf(data) != r.Header.Get(wire.HeaderDigest) {
			err = wire.Refuse(wire.HashMismatch, "damaged")
		}
		if err == nil {
			err = h.ledger.PutChunk(r.Context(), who, recordOf(r), hashOf(r), n, data)
		}
		reply(w, struct{}{}, err)
	}))
	mux.HandleFunc("GET "+one+"/chunks/{n}", h.signedIn(func(w http.ResponseWriter, r *http.Request, who ledger.Session) {
		n, _ := strconv.Atoi(r.PathValue("n"))
		data, err := h.ledger.Chunk(r.Context(), who, recordOf(r), hashOf(r), n)
		if err != nil {
			reply(w, nil, err)
			return
		}
		w.Header().Set(wire.HeaderProtocol, "1")
		w.Header().Set(wire.HeaderDigest, digestOf(data))
		_, _ = w.Write(data)
	}))
}

func recordOf(r *http.Request) uuid.UUID {
	id, _ := uuid.Parse(r.PathValue("id"))
	return id
}

func hashOf(r *http.Request) (h wire.Hash) {
	_ = h.UnmarshalText([]byte(r.PathValue("hash")))
	return h
}

func (h *handler) signedIn(f func(http.ResponseWriter, *http.Request, ledger.Session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, err := h.ledger.Authenticate(r.Context(), strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		if err != nil {
			reply(w, nil, err)
			return
		}
		f(w, r, who)
	}
}

func (h *handler) body(r *http.Request) (io.Reader, error) {
	if r.Header.Get("Content-Encoding") == wire.Zstd {
		return h.packer.Unpack(r.Body)
	}
	return r.Body, nil
}

func readLines[T any](h *handler, r *http.Request) ([]T, error) {
	body, err := h.body(r)
	if err != nil {
		return nil, err
	}
	in := wire.NewReader(body, wire.RequestBounds())
	var all []T
	for {
		var one T
		if err := in.Next(&one); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
}

func (h *handler) push(w http.ResponseWriter, r *http.Request, who ledger.Session) {
	in, err := readLines[wire.PushLine](h, r)
	if err != nil {
		reply(w, nil, err)
		return
	}
	var pushed []wire.Pushed
	for _, l := range in {
		pushed = append(pushed, *l.Change)
	}
	epoch, _ := uuid.Parse(r.URL.Query().Get("epoch"))
	results, end, err := h.ledger.Push(r.Context(), who, epoch, pushed)
	var out []wire.ResultLine
	for i := range results {
		out = append(out, wire.ResultLine{Result: &results[i]})
	}
	replyLines(w, r, h, append(out, wire.ResultLine{End: &end}), err)
}

func (h *handler) offer(w http.ResponseWriter, r *http.Request, who ledger.Session) {
	in, err := readLines[wire.HaveLine](h, r)
	if err != nil {
		reply(w, nil, err)
		return
	}
	q := r.URL.Query()
	o := ledger.Offer{Done: q.Get("done") == "1"}
	o.Epoch, _ = uuid.Parse(q.Get("epoch"))
	o.DevSeq, _ = strconv.ParseInt(q.Get("dev_seq"), 10, 64)
	for _, l := range in {
		o.Have = append(o.Have, *l.Have)
	}
	lacking, end, err := h.ledger.TakeOffer(r.Context(), who, o)
	var out []wire.LackingLine
	for i := range lacking {
		out = append(out, wire.LackingLine{Lacking: &lacking[i]})
	}
	replyLines(w, r, h, append(out, wire.LackingLine{End: &end}), err)
}

func replyTo[T any](w http.ResponseWriter, r *http.Request, h *handler, f func(context.Context, T) (any, error)) {
	body, err := h.body(r)
	var in T
	if err == nil {
		err = json.NewDecoder(body).Decode(&in)
	}
	var out any
	if err == nil {
		out, err = f(r.Context(), in)
	}
	reply(w, out, err)
}

func reply(w http.ResponseWriter, v any, err error) {
	w.Header().Set(wire.HeaderProtocol, "1")
	if err != nil {
		var refusal *wire.Error
		if !errors.As(err, &refusal) {
			refusal = wire.Refuse(wire.Internal, err.Error())
		}
		if refusal.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(refusal.RetryAfter))
		}
		w.WriteHeader(refusal.Code.Status())
		v = refusal
	}
	_ = json.NewEncoder(w).Encode(v)
}

func replyPage(w http.ResponseWriter, r *http.Request, h *handler, f func(wire.Cursor) ([]wire.PullLine, error)) {
	c, err := wire.ParseCursor(r.URL.Query().Get("cursor"))
	var page []wire.PullLine
	if err == nil {
		page, err = f(c)
	}
	replyLines(w, r, h, page, err)
}

func replyLines[T any](w http.ResponseWriter, r *http.Request, h *handler, values []T, err error) {
	if err != nil {
		reply(w, nil, err)
		return
	}
	var out bytes.Buffer
	lines := wire.NewWriter(&out)
	for _, v := range values {
		_ = lines.Write(v)
	}
	w.Header().Set(wire.HeaderProtocol, "1")
	if out.Len() < 1024 || r.Header.Get("Accept-Encoding") != wire.Zstd {
		_, _ = w.Write(out.Bytes())
		return
	}
	w.Header().Set("Content-Encoding", wire.Zstd)
	packed, _ := h.packer.Pack(w)
	_, _ = packed.Write(out.Bytes())
	_ = packed.Close()
}
