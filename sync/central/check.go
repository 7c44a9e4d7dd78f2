package central

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Finding is what Check found of one part of a configuration.
type Finding struct {
	Part    string // "store", "listen", "TLS"
	Problem bool
	Text    string // a sentence, and for a problem one more that says what to do
}

// Check tries a configuration out, leaving nothing behind but what serving would make, and says of each part what it
// found.
func Check(ctx context.Context, config Config, env Env) []Finding {
	if env.Now == nil {
		env.Now = time.Now
	}
	findings := []Finding{checkStore(ctx, config, env), checkListen(ctx, config)}
	return append(findings, checkTLS(config, env)...)
}

func problem(part, format string, args ...any) Finding {
	return Finding{Part: part, Problem: true, Text: fmt.Sprintf(format, args...)}
}

func fine(part, format string, args ...any) Finding {
	return Finding{Part: part, Text: fmt.Sprintf(format, args...)}
}

func checkStore(ctx context.Context, config Config, env Env) Finding {
	kind := "The SQLite file"
	if isPostgres(config.Store) {
		kind = "The PostgreSQL database"
	}
	switch {
	case config.Store == "":
		return problem("store", "No store is named. Give --store with the path of a file, or with postgres://USER@HOST/DATABASE.")
	case config.Store == "memory:":
		return problem("store", "A store in memory is gone when the server stops. Give --store with the path of a file.")
	case !isPostgres(config.Store) && strings.Contains(config.Store, "://"):
		scheme, _, _ := strings.Cut(config.Store, "://")
		return problem("store", "Stores at %s:// are not known. Give --store with the path of a file, or with postgres://USER@HOST/DATABASE.", scheme)
	case !isPostgres(config.Store):
		if info, err := os.Stat(filepath.Dir(config.Store)); err != nil || !info.IsDir() {
			return problem("store", "The folder %s is not there. Make it, or name another.", filepath.Dir(config.Store))
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	c, err := Open(ctx, config.Store, env)
	if err != nil {
		return problem("store", "%s", storeProblem(config.Store, err))
	}
	if err := c.Close(); err != nil {
		return problem("store", "%s could not be closed: %v. Check the disk.", kind, err)
	}
	return fine("store", "%s can be used, and its tables are up to date.", kind)
}

func checkListen(ctx context.Context, config Config) Finding {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", config.listen())
	if err != nil {
		return problem("listen", "%s", listenProblem(config.listen(), err))
	}
	if err := l.Close(); err != nil {
		return problem("listen", "The address %s could not be freed: %v.", config.listen(), err)
	}
	return fine("listen", "The address %s is free.", config.listen())
}

func checkTLS(config Config, env Env) []Finding {
	security, err := config.tls(env)
	if err != nil {
		return []Finding{problem("TLS", "%s", tlsProblem(config, err))}
	}
	if config.DevTLS != "" {
		return []Finding{fine("TLS", "A development authority is used. Give laptops %s; do not use it for real records.",
			filepath.Join(config.DevTLS, authorityCert))}
	}
	leaf, err := leafOf(security.Certificates[0])
	if err != nil {
		return []Finding{problem("TLS", "The certificate cannot be read: %v. Give one in PEM.", err)}
	}
	switch left := leaf.NotAfter.Sub(env.Now()); {
	case left <= 0:
		return []Finding{problem("TLS", "The certificate ran out on %s. Renew it.", leaf.NotAfter.Format(time.DateOnly))}
	case left < 14*24*time.Hour:
		return []Finding{problem("TLS", "The certificate runs out on %s. Renew it before then.", leaf.NotAfter.Format(time.DateOnly))}
	case env.Now().Before(leaf.NotBefore):
		return []Finding{problem("TLS", "The certificate is not good before %s. Check this machine's clock.", leaf.NotBefore.Format(time.DateOnly))}
	}
	names := append(leaf.DNSNames, ipNames(leaf.IPAddresses)...)
	if len(names) == 0 {
		return []Finding{problem("TLS", "The certificate names no machine, so that laptops refuse it. Get one with the name by which they reach this one.")}
	}
	return []Finding{fine("TLS", "The certificate is good until %s, for %s.", leaf.NotAfter.Format(time.DateOnly), strings.Join(names, ", "))}
}

func leafOf(c tls.Certificate) (*x509.Certificate, error) {
	if c.Leaf != nil {
		return c.Leaf, nil
	}
	return x509.ParseCertificate(c.Certificate[0])
}

func ipNames(ips []net.IP) []string {
	names := make([]string, len(ips))
	for i, ip := range ips {
		names[i] = ip.String()
	}
	return names
}
