package central_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plumbline/sync/central"
)

// made writes a certificate and its key, and returns their files.
func made(t *testing.T, dir, name string, until time.Time, hosts ...string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: until, DNSNames: hosts}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	must(t, err)
	sealed, err := x509.MarshalPKCS8PrivateKey(private)
	must(t, err)
	cert, key = filepath.Join(dir, name+".pem"), filepath.Join(dir, name+"-key.pem")
	must(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600),
		os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: sealed}), 0o600))
	return cert, key
}

// Whatever is wrong with a configuration is said in a sentence, with what to do, and nothing else is complained of.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	text := filepath.Join(dir, "notes.txt")
	must(t, os.WriteFile(text, []byte("Not a database, but notes of a meeting."), 0o600))
	soon := time.Now().Add(100 * 24 * time.Hour)
	cert, key := made(t, dir, "good", soon, "centre.example")
	otherCert, _ := made(t, dir, "other", soon, "centre.example")
	oldCert, oldKey := made(t, dir, "old", time.Now().Add(-time.Hour), "centre.example")
	endingCert, endingKey := made(t, dir, "ending", time.Now().Add(3*24*time.Hour), "centre.example")
	namelessCert, namelessKey := made(t, dir, "nameless", soon)
	good := central.Config{Store: filepath.Join(dir, "central.db"), Listen: "127.0.0.1:0", CertFile: cert, KeyFile: key}
	for _, tt := range []struct {
		name  string
		spoil func(*central.Config)
		part  string // with a problem
		says  string
	}{
		{"as it should be", func(*central.Config) {}, "", ""},
		{"a development authority", func(c *central.Config) { c.CertFile, c.KeyFile, c.DevTLS = "", "", filepath.Join(dir, "tls") }, "", ""},
		{"no store", func(c *central.Config) { c.Store = "" }, "store", "No store is named."},
		{"in memory", func(c *central.Config) { c.Store = "memory:" }, "store", "is gone when the server stops."},
		{"another kind of database", func(c *central.Config) { c.Store = "mysql://a@b/c" }, "store", "Stores at mysql:// are not known."},
		{"a folder that is not there", func(c *central.Config) { c.Store = filepath.Join(dir, "no", "central.db") }, "store", "is not there. Make it, or name another."},
		{"a folder for the file", func(c *central.Config) { c.Store = dir }, "store", "is a folder."},
		{"a file of another kind", func(c *central.Config) { c.Store = text }, "store", "is no SQLite database."},
		{"PostgreSQL that does not run", func(c *central.Config) { c.Store = "postgres://plumbline@127.0.0.1:1/plumbline" }, "store", "PostgreSQL does not answer there."},
		{"a socket that is not there", func(c *central.Config) { c.Store = "host=" + dir + " dbname=none connect_timeout=2" }, "store", "PostgreSQL does not answer there."},
		{"a database that is not there", func(c *central.Config) {
			c.Store = strings.Replace(kinds.Postgres.DSN(t), "dbname=plumbline", "dbname=none", 1)
		}, "store", "PostgreSQL has no database of this name."},
		{"a user who is not there", func(c *central.Config) {
			c.Store = strings.Replace(kinds.Postgres.DSN(t), "user=plumbline", "user=nobody", 1)
		}, "store", "PostgreSQL does not let this user in."},
		{"an address in use", func(c *central.Config) { c.Listen = taken.Addr().String() }, "listen", "Another program answers at"},
		{"an address that is none", func(c *central.Config) { c.Listen = "here" }, "listen", "here is no address with a port."},
		{"a port beyond all ports", func(c *central.Config) { c.Listen = "127.0.0.1:99999" }, "listen", "is no address with a port."},
		{"an address of another machine", func(c *central.Config) { c.Listen = "192.0.2.7:8443" }, "listen", "This machine has not the address 192.0.2.7."},
		{"no TLS", func(c *central.Config) { c.CertFile, c.KeyFile = "", "" }, "TLS", "Laptops only talk to it over TLS."},
		{"a key without a certificate", func(c *central.Config) { c.CertFile = "" }, "TLS", "The certificate of the key is missing."},
		{"a certificate without a key", func(c *central.Config) { c.KeyFile = "" }, "TLS", "The key of the certificate is missing."},
		{"two kinds of TLS", func(c *central.Config) { c.DevTLS = dir }, "TLS", "There are two kinds of TLS."},
		{"a file for the folder", func(c *central.Config) { c.CertFile, c.KeyFile, c.DevTLS = "", "", text }, "TLS", "for a development authority cannot be used"},
		{"a certificate that is not there", func(c *central.Config) { c.CertFile = filepath.Join(dir, "gone.pem") }, "TLS", "gone.pem is not there."},
		{"a certificate that is none", func(c *central.Config) { c.CertFile = text }, "TLS", "is no PEM file."},
		{"another certificate's key", func(c *central.Config) { c.CertFile = otherCert }, "TLS", "The key is not that of the certificate."},
		{"a certificate that ran out", func(c *central.Config) { c.CertFile, c.KeyFile = oldCert, oldKey }, "TLS", "The certificate ran out on"},
		{"a certificate that runs out", func(c *central.Config) { c.CertFile, c.KeyFile = endingCert, endingKey }, "TLS", "Renew it before then."},
		{"a certificate for nobody", func(c *central.Config) { c.CertFile, c.KeyFile = namelessCert, namelessKey }, "TLS", "names no machine"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			config := good
			tt.spoil(&config)
			var parts, said []string
			for _, f := range central.Check(t.Context(), config, central.Env{}) {
				if !strings.HasSuffix(f.Text, ".") || len(f.Text) < 20 {
					t.Errorf("no sentence: %q", f.Text)
				}
				if f.Problem {
					parts, said = append(parts, f.Part), append(said, f.Text)
				}
			}
			if got := strings.Join(parts, " "); got != tt.part || !strings.Contains(strings.Join(said, " "), tt.says) {
				t.Errorf("problems with %q: %q; want %q: %q", got, said, tt.part, tt.says)
			}
		})
	}
}
