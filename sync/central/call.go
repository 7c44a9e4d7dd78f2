package central

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/wire"
)

// call is one request being answered.
type call struct {
	*Central
	w      http.ResponseWriter
	r      *http.Request
	who    ledger.Session
	id     uuid.UUID // to quote when asking for help
	status int
	bytes  int
	code   wire.Code
	fault  error // what the person is not told
}

// packFrom is the size from which on an answer is worth compressing.
const packFrom = 1024

// body is the request's body, unpacked. What it takes is bounded by whoever reads it.
func (c *call) body() (io.ReadCloser, error) {
	switch encoding := c.r.Header.Get("Content-Encoding"); encoding {
	case "", "identity":
		return c.r.Body, nil
	case wire.Zstd:
		return c.packer.Unpack(c.r.Body)
	default:
		return nil, wire.Refuse(wire.Unsupported,
			"The centre does not know the way in which this message is packed. Update the program on this laptop.")
	}
}

// readJSON reads a body that is one JSON value of at most so many bytes.
func (c *call) readJSON(v any, most int64) error {
	body, err := c.body()
	if err != nil {
		return err
	}
	content, err := io.ReadAll(io.LimitReader(body, most+1))
	if err = errors.Join(err, body.Close()); err != nil {
		return readFault(err)
	}
	if int64(len(content)) > most {
		return wire.Refuse(wire.TooLarge, "The message is too large. Send less at once.")
	}
	if err := json.Unmarshal(content, v); err != nil {
		return wire.Refuse(wire.Malformed, "The message cannot be read. Update the program on this laptop.")
	}
	return nil
}

// readLines hands the lines of the body to f, one by one.
func readLines[T any](c *call, f func(T)) error {
	body, err := c.body()
	if err != nil {
		return err
	}
	lines := wire.NewReader(body, wire.RequestBounds())
	for {
		var one T
		if err := lines.Next(&one); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return readFault(errors.Join(err, body.Close()))
		}
		f(one)
	}
}

// readFault turns what went wrong while reading a body into a refusal.
func readFault(err error) error {
	var refusal *wire.Error
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal):
		return refusal
	case errors.As(err, &tooLarge):
		return wire.Refuse(wire.TooLarge, "The message is too large. Send it in parts.")
	default:
		return fmt.Errorf("%w: %w", wire.Refuse(wire.Malformed, "The message broke off, or is damaged. The program sends it again."), err)
	}
}

// none answers that it is done.
func (c *call) none() error {
	c.status = http.StatusNoContent
	c.w.WriteHeader(c.status)
	return nil
}

// json answers with a JSON value.
func (c *call) json(v any) error { return c.write(http.StatusOK, wire.TypeJSON, []any{v}) }

// lines answers with lines.
func lines[T any](c *call, all []T) error {
	values := make([]any, len(all))
	for i := range all {
		values[i] = &all[i]
	}
	return c.write(http.StatusOK, wire.TypeLines, values)
}

func (c *call) write(status int, kind string, values []any) error {
	var content bytes.Buffer
	out := wire.NewWriter(&content)
	for _, v := range values {
		if err := out.Write(v); err != nil {
			return err
		}
	}
	c.w.Header().Set("Content-Type", kind)
	c.w.Header().Set("Vary", "Accept-Encoding")
	if content.Len() < packFrom || !accepts(c.r, wire.Zstd) {
		c.w.Header().Set("Content-Length", strconv.Itoa(content.Len()))
		return c.send(status, c.w, &content)
	}
	c.w.Header().Set("Content-Encoding", wire.Zstd)
	packed, err := c.packer.Pack(c.w)
	if err != nil {
		return err
	}
	return errors.Join(c.send(status, packed, &content), packed.Close())
}

// send writes an answer. That its reader has gone is nobody's fault and is not told.
func (c *call) send(status int, w io.Writer, content *bytes.Buffer) error {
	c.status, c.bytes = status, content.Len()
	c.w.WriteHeader(status)
	_, _ = content.WriteTo(w)
	return nil
}

func accepts(r *http.Request, encoding string) bool {
	for _, offered := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(offered), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) && strings.TrimSpace(quality) != "q=0" {
			return true
		}
	}
	return false
}

// refuse answers with an error.
func (c *call) refuse(err error) {
	refusal := &wire.Error{Code: wire.Internal, Message: "Something went wrong at the centre. Nothing is lost; the program tries again."}
	if !errors.As(err, &refusal) || err.Error() != refusal.Error() {
		c.fault = err
	}
	c.code = refusal.Code
	if refusal.Code.Status() == http.StatusUnauthorized {
		c.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	if refusal.RetryAfter > 0 {
		c.w.Header().Set("Retry-After", strconv.Itoa(refusal.RetryAfter))
	}
	if werr := c.write(refusal.Code.Status(), wire.TypeJSON, []any{refusal}); werr != nil {
		c.fault = errors.Join(c.fault, werr)
	}
}

// pathID reads the id in the path.
func (c *call) pathID() (uuid.UUID, error) { return parseID(c.r.PathValue("id")) }

func parseID(text string) (uuid.UUID, error) {
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 || id == uuid.Nil {
		return uuid.Nil, wire.Refuse(wire.Malformed, "This is not the id of anything. Update the program on this laptop.")
	}
	return id, nil
}

// optionalID reads an id from the query; uuid.Nil when there is none.
func (c *call) optionalID(name string) (uuid.UUID, error) {
	if text := c.r.URL.Query().Get(name); text != "" {
		return parseID(text)
	}
	return uuid.Nil, nil
}

// pathHash reads the hash in the path.
func (c *call) pathHash() (wire.Hash, error) {
	h, ok := wire.ParseHash(c.r.PathValue("hash"))
	if !ok {
		return h, wire.Refuse(wire.Malformed, "This is not a fingerprint of anything. Update the program on this laptop.")
	}
	return h, nil
}

// number reads a number from a text; 0 when it is empty.
func number(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, wire.Refuse(wire.Malformed, "A number is missing, or is none. Update the program on this laptop.")
	}
	return n, nil
}

func (c *call) cursor() (wire.Cursor, error) { return wire.ParseCursor(c.r.URL.Query().Get("cursor")) }
