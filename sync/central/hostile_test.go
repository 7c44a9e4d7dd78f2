package central_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/zstd"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/storetest"
)

// secret is what must never be in a log.
const secret = "canary-Ada-was-not-seen"

// attack is a request that no honest client makes.
type attack struct {
	name   string
	path   string // after METHOD and a space
	body   []byte
	header []string
	want   string // code
}

func packed(t *testing.T, content []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(content, nil)
}

func attacks(t *testing.T, c *independent) []attack {
	t.Helper()
	guess := uuid.Must(uuid.NewV7()).String()
	push := "POST /v1/push?epoch=" + c.epoch
	zst := []string{"Content-Encoding", "zstd"}
	line := `{"change":{"id":"` + guess + `","txn":"` + guess + `","dev_seq":1,"hash":"` + strings.Repeat("0", 64) + `","body":"` + secret + `"}}` + "\n"
	hash := strings.Repeat("ab", 32)
	return []attack{
		{"a guessed record", "GET /v1/records/" + guess + "/history", nil, nil, "not_found"},
		{"a guessed held change", "POST /v1/held/" + guess + "/decision", []byte(`{"accept":true}`), nil, "not_found"},
		{"a guessed attachment", "GET /v1/records/" + guess + "/blobs/" + hash + "/chunks/0", nil, nil, "not_found"},
		{"a guessed form", "GET /v1/forms/" + hash, nil, nil, "not_found"},
		{"a record that is no id", "GET /v1/records/..%2f..%2fetc/history", nil, nil, "malformed"},
		{"SQL for a record", "GET /v1/records/'%20OR%201=1%20--/history", nil, nil, "malformed"},
		{"SQL for a cursor", "GET /v1/pull?cursor=" + c.epoch + ".1'%3BDROP%20TABLE%20change", nil, nil, "malformed"},
		{"a header for a cursor", "GET /v1/pull?cursor=%0d%0aX-Evil:%201", nil, nil, "malformed"},
		{"SQL for an epoch", "POST /v1/push?epoch='%20OR%20''='", nil, nil, "malformed"},
		{"a guessed epoch", "POST /v1/push?epoch=" + guess, nil, nil, "epoch_changed"},
		{"a number beyond all numbers", "GET /v1/pull?limit=99999999999999999999", nil, nil, "malformed"},
		{"a cursor from the future", "GET /v1/pull?cursor=" + c.epoch + ".9223372036854775807", nil, nil, "store_behind"},
		{"an address that there is not", "GET /v1/../admin", nil, nil, "not_found"},
		{"a method that there is not", "DELETE /v1/push", nil, nil, "not_found"},
		{"a bomb", push, packed(t, make([]byte, 512<<20)), zst, "too_large"},
		{"a bomb in a line", push, packed(t, []byte(strings.Repeat("[", 64<<20))), zst, "too_large"},
		{"a million lines", push, packed(t, []byte(strings.Repeat("{}\n", 1_000_000))), zst, "too_large"},
		{"a million lines of changes", push, packed(t, bytes.Repeat([]byte(line), 30_000)), zst, "too_large"},
		{"not unpackable", push, []byte(secret), zst, "malformed"},
		{"cut off", push, packed(t, []byte(line))[:40], zst, "malformed"},
		{"packed in another way", push, []byte(line), []string{"Content-Encoding", "gzip"}, "unsupported"},
		{"no JSON", push, []byte(secret + "\n"), nil, "malformed"},
		{"JSON of another kind", push, []byte(`{"change":["` + secret + `"]}`), nil, "malformed"},
		{"JSON without an end", push, []byte(line[:len(line)-3]), nil, "malformed"},
		{"deep JSON", "POST /v1/ack", []byte(strings.Repeat(`{"cursor":`, 6000)), nil, "malformed"},
		{"much JSON", "POST /v1/ack", []byte(`{"cursor":"` + strings.Repeat("x", 1<<20) + `"}`), nil, "too_large"},
		{"a newer protocol", push, nil, []string{"Plumbline-Protocol", "2"}, "upgrade_needed"},
		{"no protocol", push, nil, []string{"Plumbline-Protocol", "one"}, "upgrade_needed"},
		{"a token that was guessed", "GET /v1/pull", nil, []string{"Authorization", "Bearer " + strings.Repeat("A", 43)}, "unauthorised"},
		{"a token of a megabyte", "GET /v1/pull", nil, []string{"Authorization", "Bearer " + strings.Repeat("A", 10_000)}, "unauthorised"},
		{"another scheme", "GET /v1/pull", nil, []string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte(secret))}, "unauthorised"},
		{"a form under another's hash", "PUT /v1/forms/" + hash, []byte(`{"id":"a","version":"1","title":"t","source":"` + base64.StdEncoding.EncodeToString([]byte(secret)) + `"}`), nil, "hash_mismatch"},
		{"a file of a petabyte", "POST /v1/records/" + guess + "/blobs", []byte(`{"id":"` + hash + `","size":1000000000000000}`), nil, "too_large"},
		{"a reason that no database keeps", "POST /v1/held/" + guess + "/decision", []byte(`{"accept":true,"reason":"a\u0000"}`), nil, "malformed"},
	}
}

// Each is refused in words and logged without content, and honest work goes on.
func TestHostileRequests(t *testing.T) {
	s := serve(t, storetest.SQLite(t))
	c := s.laptop(t, "attacker", ledger.QALead)
	honest := s.laptop(t, "honest", ledger.Auditor)
	record := uuid.Must(uuid.NewV7()).String()
	for _, a := range attacks(t, c) {
		t.Run(a.name, func(t *testing.T) {
			s.pass(time.Second) // so that asking too often is not what it is refused for
			method, path, _ := strings.Cut(a.path, " ")
			began := time.Now()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := c.send(method, path, a.body, a.header...)
			runtime.ReadMemStats(&after)
			if got := codeOf(t, err); got != a.want {
				t.Errorf("answered %q (%v), want %q", got, err, a.want)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 100 {
				t.Errorf("took %d MiB", used)
			}
			id := honest.set(record, "a", secret)
			must(t, honest.push())
			if honest.told[id] != "ok" {
				t.Errorf("honest work was answered %q", honest.told[id])
			}
		})
	}
	s.pass(15 * time.Minute)
	if _, err := c.send("GET", "/v1/pull", nil); codeOf(t, err) != "unauthorised" {
		t.Errorf("an old token: %v", err)
	}
	checkLogs(t, s, secret, c.token, honest.token)
}

// checkLogs holds the logs against what must not be there.
func checkLogs(t *testing.T, s *server, words ...string) {
	t.Helper()
	logs := s.logs.String()
	for _, word := range words {
		if strings.Contains(logs, word) {
			t.Errorf("the logs have %q", word)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(logs), "\n") {
		var parsed map[string]any
		if err := json.Unmarshal([]byte(line), &parsed); err != nil {
			t.Errorf("a line of the logs is %q", line)
		}
	}
}

// What is newer than this version is passed over, and does no harm.
func TestFutureMessages(t *testing.T) {
	s := serve(t, storetest.Memory())
	c := s.laptop(t, "auditor", ledger.Auditor)
	c.set(uuid.Must(uuid.NewV7()).String(), "a", "1")
	change, _ := json.Marshal(c.outbox[0]) // never fails
	body := `{"poem":{"a":1}}` + "\n" + `{"change":` + strings.TrimSuffix(string(change), "}") + `,"mood":"calm"}}` + "\n" + `{"end":{}}` + "\n"
	answer, err := c.send("POST", "/v1/push?epoch="+c.epoch+"&hurry=yes", []byte(body))
	if err != nil || !strings.Contains(string(answer), `"outcome":"ok"`) {
		t.Errorf("answered %s, %v", answer, err)
	}
}

// Ten thousand guesses at enrolment codes, a hundred thousand with PLUMBLINE_LONG=1, fail, and leave everybody else alone.
func TestEnrolmentGuesses(t *testing.T) {
	s := serve(t, storetest.Memory())
	honest := s.laptop(t, "honest", ledger.Auditor)
	code, _, err := s.EnrolCode(t.Context(), "honest", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	guesses, addresses := 10_000, 100
	if os.Getenv("PLUMBLINE_LONG") != "" {
		guesses, addresses = 100_000, 1000
	}
	outcomes := map[int]int{}
	c := newIndependent("", nil)
	for i := range guesses {
		guess := fmt.Sprintf("%012d", i)
		body, _ := json.Marshal(map[string]any{"code": guess, "device": c.device, "public_key": c.public()}) // never fails
		r := httptest.NewRequest(http.MethodPost, "/v1/enrol", bytes.NewReader(body))
		r.RemoteAddr = fmt.Sprintf("10.0.%d.%d:4444", i%addresses/250, i%addresses%250)
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		outcomes[w.Code]++
	}
	if outcomes[http.StatusOK] > 0 || outcomes[http.StatusForbidden]+outcomes[http.StatusTooManyRequests] != guesses {
		t.Errorf("answered %v", outcomes)
	}
	if outcomes[http.StatusForbidden] > 20*addresses {
		t.Errorf("%d guesses were looked at", outcomes[http.StatusForbidden])
	}
	honest.set(uuid.Must(uuid.NewV7()).String(), "a", "1")
	must(t, honest.push(), newIndependent(s.base, s.http).enrol(code))
	checkLogs(t, s, code, "000000000001")
}

func TestTooManyRequests(t *testing.T) {
	s := serve(t, storetest.Memory())
	c := s.laptop(t, "busy", ledger.Auditor)
	other := s.laptop(t, "other", ledger.Auditor)
	slowed := 0
	for range 200 {
		if _, err := c.send("GET", "/v1/people", nil); codeOf(t, err) == "slow_down" {
			slowed++
		}
		_, err := other.send("GET", "/v1/hello", nil)
		must(t, err)
		s.pass(50 * time.Millisecond) // twenty a second
	}
	if slowed == 0 || slowed > 150 {
		t.Errorf("%d of 200 were slowed", slowed)
	}
	must(t, other.pull("/v1/pull"))
}
