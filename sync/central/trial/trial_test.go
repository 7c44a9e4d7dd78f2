package trial

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
	"testing"
)

func TestATrialAnswersUntilItIsStopped(t *testing.T) {
	c, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	code, err := c.Account("a.evaluator", "A. Evaluator")
	if err != nil || len(code) < 12 {
		t.Errorf("code %q, %v", code, err)
	}
	authority, err := os.ReadFile(c.Authority())
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(authority) {
		t.Fatalf("no authority: %v", err)
	}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, c.Address()+"/healthz", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%+v, %v", answer, err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	client.CloseIdleConnections()
	if err := c.Stop(); err != nil {
		t.Error(err)
	}
}
