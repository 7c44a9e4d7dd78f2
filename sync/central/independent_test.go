package central_test

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/zstd"
)

// independent is a client that was written from docs/sync-protocol.md alone and shares no code with the program. It
// returns errors as they come.
type independent struct {
	base    string
	http    *http.Client
	device  string
	key     ed25519.PrivateKey
	token   string
	epoch   string
	account string
	cursor  string
	devSeq  int64
	outbox  []independentChange
	records map[string]map[string]independentBody // record -> change -> body
	bodies  map[string]string                     // change -> body as received
	told    map[string]string                     // change -> outcome
}

type independentBody struct {
	V          int      `json:"v"`
	ID         string   `json:"id"`
	Record     string   `json:"record"`
	Path       string   `json:"path"`
	Op         string   `json:"op"`
	Value      string   `json:"value,omitempty"`
	Supersedes []string `json:"supersedes,omitempty"`
	Author     string   `json:"author"`
	Device     string   `json:"device"`
	DevSeq     int64    `json:"dev_seq"`
	Txn        string   `json:"txn"`
	HLC        string   `json:"hlc"`
	Form       string   `json:"form"`

	superseded bool // as the centre said
}

type independentChange struct {
	ID     string `json:"id"`
	Txn    string `json:"txn"`
	DevSeq int64  `json:"dev_seq"`
	Hash   string `json:"hash"`
	Body   string `json:"body"`
}

// refusal is an answer that is no success.
type refusal struct {
	status  int
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.status, r.Code, r.Message) }

func newIndependent(base string, client *http.Client) *independent {
	_, key, _ := ed25519.GenerateKey(nil) // never fails
	return &independent{
		base: base, http: client, device: uuid.Must(uuid.NewV7()).String(), key: key,
		records: map[string]map[string]independentBody{}, bodies: map[string]string{}, told: map[string]string{},
	}
}

// send makes a request and returns the answer's body, unpacked.
func (c *independent) send(method, path string, body []byte, header ...string) ([]byte, error) {
	req, err := http.NewRequest(method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Plumbline-Protocol", "1")
	req.Header.Set("Accept-Encoding", "zstd")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	var in io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "zstd" {
		unpacked, err := zstd.NewReader(res.Body)
		if err != nil {
			return nil, err
		}
		defer unpacked.Close()
		in = unpacked
	}
	answer, err := io.ReadAll(in)
	if err != nil || res.StatusCode < 300 {
		return answer, err
	}
	fault := &refusal{status: res.StatusCode}
	if err := json.Unmarshal(answer, fault); err != nil {
		return nil, fmt.Errorf("status %d without words: %w", res.StatusCode, err)
	}
	return nil, fault
}

func (c *independent) post(path string, request, answer any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return err
	}
	return c.read("POST", path, body, answer)
}

func (c *independent) read(method, path string, body []byte, answer any) error {
	got, err := c.send(method, path, body)
	if err != nil || answer == nil {
		return err
	}
	return json.Unmarshal(got, answer)
}

func (c *independent) sign(lines ...string) []byte {
	return ed25519.Sign(c.key, []byte(strings.Join(lines, "\n")+"\n"))
}

func (c *independent) public() []byte { return c.key.Public().(ed25519.PublicKey) }

type independentAccount struct {
	ID     string   `json:"id"`
	Role   string   `json:"role"`
	Scopes []string `json:"scopes"`
}

// enrol uses a code as it was typed.
func (c *independent) enrol(typed string) error {
	code := strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(typed))
	var answer struct {
		Epoch   string             `json:"epoch"`
		Account independentAccount `json:"account"`
	}
	err := c.post("/v1/enrol", map[string]any{
		"code": code, "device": c.device, "public_key": c.public(), "label": "Laptop", "app": "independent",
		"signature": c.sign("plumbline-enrol-1", code, c.device, base64.StdEncoding.EncodeToString(c.public())),
	}, &answer)
	c.epoch, c.account = answer.Epoch, answer.Account.ID
	return err
}

func (c *independent) signIn() error {
	var hello struct {
		Nonce []byte `json:"nonce"`
	}
	if err := c.read("GET", "/v1/hello", nil, &hello); err != nil {
		return err
	}
	var answer struct {
		Token  string `json:"token"`
		DevSeq int64  `json:"dev_seq"`
	}
	err := c.post("/v1/token", map[string]any{
		"device": c.device, "nonce": hello.Nonce, "app": "independent",
		"signature": c.sign("plumbline-token-1", c.device, base64.StdEncoding.EncodeToString(hello.Nonce)),
	}, &answer)
	if err == nil {
		c.token = answer.Token
	}
	return err
}

// set answers a question, on top of the heads that this client has.
func (c *independent) set(record, path, value string) string {
	c.devSeq++
	body := independentBody{
		V: 1, ID: uuid.Must(uuid.NewV7()).String(), Record: record, Path: path, Op: "set", Value: value, Author: c.device[:8],
		Device: c.device, DevSeq: c.devSeq, Txn: uuid.Must(uuid.NewV7()).String(), Form: "f0",
		HLC: fmt.Sprint(time.Now().UnixMilli() << 16),
	}
	for _, h := range c.heads(record, path) {
		body.Supersedes = append(body.Supersedes, h.ID)
	}
	raw, _ := json.Marshal(body) // never fails
	sum := sha256.Sum256(raw)
	c.outbox = append(c.outbox, independentChange{body.ID, body.Txn, body.DevSeq, hex.EncodeToString(sum[:]), string(raw)})
	c.keep(body, string(raw))
	return body.ID
}

func (c *independent) keep(body independentBody, raw string) {
	if c.records[body.Record] == nil {
		c.records[body.Record] = map[string]independentBody{}
	}
	c.records[body.Record][body.ID] = body
	c.bodies[body.ID] = raw
}

func (c *independent) heads(record, path string) []independentBody {
	superseded := map[string]bool{}
	for _, b := range c.records[record] {
		for _, parent := range b.Supersedes {
			superseded[parent] = superseded[parent] || b.Path == path
		}
	}
	var heads []independentBody
	for _, b := range c.records[record] {
		if b.Path == path && !superseded[b.ID] && !b.superseded {
			heads = append(heads, b)
		}
	}
	return heads
}

// lines reads an answer in lines: every line has one member, the last one is "end".
func lines(answer []byte, f func(kind string, content json.RawMessage) error) error {
	in := bufio.NewScanner(bytes.NewReader(answer))
	in.Buffer(nil, 8<<20)
	for in.Scan() {
		var line map[string]json.RawMessage
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			return err
		}
		for kind, content := range line {
			if err := f(kind, content); err != nil || kind == "end" {
				return err
			}
		}
	}
	return io.ErrUnexpectedEOF
}

func (c *independent) push() error {
	var body bytes.Buffer
	packed, err := zstd.NewWriter(&body)
	if err != nil {
		return err
	}
	for _, change := range c.outbox {
		line, _ := json.Marshal(map[string]any{"change": change}) // never fails
		if _, err := packed.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	if err := packed.Close(); err != nil {
		return err
	}
	answer, err := c.send("POST", "/v1/push?epoch="+c.epoch, body.Bytes(), "Content-Type", "application/x-ndjson", "Content-Encoding", "zstd")
	if err != nil {
		return err
	}
	var later []independentChange
	i := 0
	err = lines(answer, func(kind string, content json.RawMessage) error {
		if kind != "result" {
			return nil
		}
		var result struct{ ID, Outcome, Receipt string }
		if err := json.Unmarshal(content, &result); err != nil {
			return err
		}
		c.told[result.ID] = result.Outcome
		if result.Outcome == "gap" || result.Outcome == "forked" {
			later = append(later, c.outbox[i])
		}
		i++
		return nil
	})
	if err == nil {
		c.outbox = later
	}
	return err
}

// pull takes all pages, each whole or not at all.
func (c *independent) pull(path string) error {
	for more := true; more; {
		answer, err := c.send("GET", path+"?cursor="+url.QueryEscape(c.cursor), nil)
		if err != nil {
			return err
		}
		more = false
		err = lines(answer, func(kind string, content json.RawMessage) error {
			var line struct {
				Record, Hash, Body, Cursor string
				More, Superseded           bool
			}
			switch kind {
			case "drop", "change", "end":
				if err := json.Unmarshal(content, &line); err != nil {
					return err
				}
			}
			switch kind {
			case "drop":
				delete(c.records, line.Record)
			case "change":
				sum := sha256.Sum256([]byte(line.Body))
				if hex.EncodeToString(sum[:]) != line.Hash {
					return fmt.Errorf("a body does not have its hash")
				}
				var body independentBody
				if err := json.Unmarshal([]byte(line.Body), &body); err != nil {
					return err
				}
				body.superseded = line.Superseded
				c.keep(body, line.Body)
			case "end":
				c.cursor, more = line.Cursor, line.More
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return c.post("/v1/ack", map[string]string{"cursor": c.cursor}, nil)
}
