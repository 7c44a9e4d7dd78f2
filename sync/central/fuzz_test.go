package central_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plumbline/sync/central/ledger"
	"plumbline/sync/central/storetest"
)

// Whatever comes as a body, to whichever endpoint, is answered or refused, and is never a fault of the centre.
func FuzzBodies(f *testing.F) {
	s := serve(f, storetest.Memory())
	lead := s.laptop(f, "lead", ledger.QALead, "all")
	var posts []string
	for _, e := range s.Endpoints() {
		if !strings.HasPrefix(e, http.MethodGet) {
			posts = append(posts, strings.NewReplacer("{id}", lead.account, "{hash}", strings.Repeat("ab", 32), "{n}", "0").Replace(e))
		}
	}
	lead.set(lead.account, "a", "1") // any id can be a record's
	f.Add(0, []byte(`{"change":`+lead.outbox[0].Body+`}`))
	f.Add(1, []byte(`{"code":"7KQ2-M4XP-9TVD","device":"0199aaaa-0000-7000-8000-000000000001","public_key":"AAAA"}`))
	f.Add(3, []byte(`{"have":{"id":"0199aaaa-0000-7000-8000-000000000001","hash":""}}`))
	f.Add(5, []byte(`{"accept":true,"reason":"\u0000"}`))
	f.Fuzz(func(t *testing.T, which int, body []byte) {
		method, path, _ := strings.Cut(posts[uint(which)%uint(len(posts))], " ")
		r := httptest.NewRequest(method, path+"?epoch="+lead.epoch, bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+lead.token)
		w := httptest.NewRecorder()
		s.pass(100 * time.Millisecond) // so that asking too often is not what it is refused for
		s.Handler().ServeHTTP(w, r)
		if w.Code == http.StatusUnauthorized { // its pass has run out
			must(t, lead.signIn())
		}
		if w.Code == http.StatusInternalServerError {
			t.Errorf("%s %s answered %d", method, path, w.Code)
		}
	})
}
