package central_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/storetest"
	"plumbline/sync/wire"
)

// callers are who tries every endpoint: each role with its own and with another's record, and those who have no right to
// be here.
func callers() []string {
	return []string{"owner", "assigned", "stranger", "manager", "other-manager", "lead", "admin", "dpo", "nobody", "revoked", "closed"}
}

// matrix is what each caller is answered at each endpoint, in the order of callers: "." for done, else the code of the
// refusal, shortened: f forbidden, n not_found, u unauthorised, r device_revoked, c account_closed. The record is the
// owner's, of team east; "assigned" has it assigned, "manager" has the team, "lead" sees all.
func matrix() map[string]string {
	return map[string]string{
		"GET /v1/hello":                                "...........",
		"POST /v1/enrol":                               "...........", // by a code of their own
		"POST /v1/token":                               "........nrc",
		"POST /v1/incarnation":                         "........urc",
		"POST /v1/push":                                "........urc", // what became of the change is another matter: see outcomes
		"GET /v1/pull":                                 "........urc",
		"POST /v1/ack":                                 "........urc",
		"GET /v1/snapshot":                             "........urc",
		"GET /v1/records/{id}/history":                 "..n.n.nnurc",
		"POST /v1/offer":                               "........urc",
		"GET /v1/held":                                 "........urc",
		"POST /v1/held/{id}/decision":                  "nnn.n.nnurc",
		"POST /v1/records/{id}/blobs":                  "..n.n.nnurc",
		"GET /v1/records/{id}/blobs/{hash}/missing":    "..n.n.nnurc",
		"PUT /v1/records/{id}/blobs/{hash}/chunks/{n}": "..n.n.nnurc",
		"POST /v1/records/{id}/blobs/{hash}/commit":    "..n.n.nnurc",
		"GET /v1/records/{id}/blobs/{hash}/chunks/{n}": "..n.n.nnurc",
		"GET /v1/forms":                                "........urc",
		"GET /v1/forms/{hash}":                         "........urc",
		"PUT /v1/forms/{hash}":                         "......ffurc",
		"POST /v1/forms/{hash}/status":                 "fffff.ffurc",
		"GET /v1/wait":                                 "........urc",
		"GET /v1/digest":                               "........urc", // with nothing in it: see outcomes
		"GET /v1/records/{id}/delivery":                "..n.n.nnurc",
		"GET /v1/people":                               "........urc",
		"POST /v1/admin/accounts/{id}/scopes":          "ffffff.furc",
		"POST /v1/admin/records/{id}/assign":           "fff.n..furc",
		"POST /v1/admin/devices/{id}/revoke":           "ffffff.furc",
	}
}

// stage is a centre with all callers and the things that they try to reach.
type stage struct {
	*server
	of       map[string]*independent
	record   string
	held     string
	blob     string
	form     string
	formBody []byte
	victim   *independent
}

func newStage(t *testing.T) *stage {
	t.Helper()
	st := &stage{server: serve(t, storetest.Memory()), of: map[string]*independent{}}
	for name, a := range map[string]ledger.NewAccount{
		"owner": {Role: ledger.Auditor}, "assigned": {Role: ledger.Auditor}, "stranger": {Role: ledger.Auditor},
		"manager": {Role: ledger.Manager, Scopes: []string{"team:east"}}, "other-manager": {Role: ledger.Manager, Scopes: []string{"team:west"}},
		"lead": {Role: ledger.QALead, Scopes: []string{"all"}}, "admin": {Role: ledger.Admin}, "dpo": {Role: ledger.DPO},
		"revoked": {Role: ledger.QALead, Scopes: []string{"all"}}, "closed": {Role: ledger.QALead, Scopes: []string{"all"}},
		"victim": {Role: ledger.Auditor}, "late": {Role: ledger.Auditor},
	} {
		st.of[name] = st.laptop(t, name, a.Role, a.Scopes...)
	}
	st.of["nobody"] = newIndependent(st.base, st.http)
	owner, late := st.of["owner"], st.of["late"]
	st.record = uuid.Must(uuid.NewV7()).String()
	owner.set(st.record, "_state", "in_progress")
	owner.set(st.record, "_team", "east")
	owner.set(st.record, "_assigned/"+st.of["assigned"].account, "1")
	must(t, owner.push())
	st.held = late.set(st.record, "a", "late")
	must(t, late.push())
	sum := sha256.Sum256([]byte("x"))
	st.blob = hex.EncodeToString(sum[:])
	st.formBody = []byte("| survey |")
	sum = sha256.Sum256(st.formBody)
	st.form = hex.EncodeToString(sum[:])
	must(t, st.ApproveForm(t.Context(), wire.Form{Hash: sum, ID: "dip", Version: "1", Title: "Dip audit", Source: st.formBody}))
	st.victim = st.of["victim"]
	must(t, st.RevokeDevice(t.Context(), uuid.MustParse(st.of["revoked"].device)), st.CloseAccount(t.Context(), "closed"))
	return st
}

// try makes a request to an endpoint that is fit to be answered.
func (st *stage) try(t *testing.T, endpoint string, c *independent) error {
	t.Helper()
	method, path, _ := strings.Cut(endpoint, " ")
	path = strings.NewReplacer("records/{id}", "records/"+st.record, "held/{id}", "held/"+st.held, "accounts/{id}", "accounts/"+st.victim.account,
		"devices/{id}", "devices/"+st.victim.device, "blobs/{hash}", "blobs/"+st.blob, "forms/{hash}", "forms/"+st.form, "{n}", "0").Replace(path)
	body := any(map[string]any{})
	switch endpoint {
	case "POST /v1/enrol":
		return st.tryEnrol(t)
	case "POST /v1/token":
		return c.signIn()
	case "POST /v1/incarnation":
		fresh := newIndependent(st.base, st.http)
		key := base64.StdEncoding.EncodeToString(fresh.public())
		body = map[string]any{"device": fresh.device, "public_key": key, "signature": fresh.sign("plumbline-incarnation-1", c.device, fresh.device, key)}
	case "POST /v1/push", "POST /v1/offer":
		path += "?epoch=" + st.of["owner"].epoch + "&done=1"
		body = nil
	case "POST /v1/ack":
		body = map[string]any{"cursor": st.of["owner"].epoch + ".0"}
	case "POST /v1/records/{id}/blobs":
		body = map[string]any{"id": st.blob, "size": 1}
	case "PUT /v1/records/{id}/blobs/{hash}/chunks/{n}":
		sum := sha256.Sum256([]byte("x"))
		_, err := c.send(method, path, []byte("x"), "Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
		return err
	case "POST /v1/held/{id}/decision":
		body = map[string]any{"accept": true, "reason": "agreed"}
	case "PUT /v1/forms/{hash}":
		body = map[string]any{"id": "dip", "version": "1", "title": "Dip audit", "source": st.formBody}
	case "POST /v1/forms/{hash}/status":
		body = map[string]any{"status": "approved"}
	case "POST /v1/admin/accounts/{id}/scopes":
		body = map[string]any{"scopes": []string{"own"}}
	case "POST /v1/admin/records/{id}/assign":
		body = map[string]any{"account": st.of["assigned"].account, "assigned": true}
	case "GET /v1/digest":
		path += "?record=" + st.record
	}
	var raw []byte
	if body != nil && method != "GET" {
		raw, _ = json.Marshal(body) // never fails
	}
	_, err := c.send(method, path, raw)
	return err
}

func (st *stage) tryEnrol(t *testing.T) error {
	t.Helper()
	code, _, err := st.EnrolCode(t.Context(), "victim", 1e12)
	if err != nil {
		t.Fatal(err)
	}
	return newIndependent(st.base, st.http).enrol(code)
}

// Every role, and those without any, at every endpoint there is, on a record that is another's.
func TestMatrix(t *testing.T) {
	st := newStage(t)
	letters := map[string]string{
		"": ".", "forbidden": "f", "not_found": "n", "unauthorised": "u", "not_accepted": "n", "device_revoked": "r", "account_closed": "c",
	}
	want := matrix()
	for _, endpoint := range st.Endpoints() {
		t.Run(endpoint, func(t *testing.T) {
			got := ""
			for _, name := range callers() {
				code := codeOf(t, st.try(t, endpoint, st.of[name]))
				letter, known := letters[code]
				if !known {
					letter = "[" + code + "]"
				}
				got += letter
			}
			if got != want[endpoint] {
				t.Errorf("answered %s, want %s", got, want[endpoint])
			}
		})
		delete(want, endpoint)
	}
	if len(want) > 0 {
		t.Errorf("the matrix has endpoints that there are not: %v", want)
	}
}

// What each role's change to a record, and its look at it, comes to.
func TestMatrixOfOutcomes(t *testing.T) {
	st := newStage(t)
	for name, want := range map[string]string{
		"owner": "ok,sees", "assigned": "ok,sees", "stranger": "held,", "manager": "ok,sees", "other-manager": "held,", "lead": "ok,sees",
		"admin": "held,", "dpo": "held,",
	} {
		t.Run(name, func(t *testing.T) {
			c := st.of[name]
			id := c.set(st.record, "b", name)
			must(t, c.push(), c.pull("/v1/pull"))
			got := c.told[id] + ","
			if len(c.records[st.record]) > 1 { // more than its own change
				got += "sees"
			}
			answer, err := c.send("GET", "/v1/digest?record="+st.record, nil)
			must(t, err)
			if strings.Contains(string(answer), "changes") != strings.HasSuffix(got, "sees") {
				t.Errorf("the digest says %s", answer)
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
