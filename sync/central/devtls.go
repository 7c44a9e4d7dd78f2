package central

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// The files of a development authority.
const (
	authorityCert = "ca.pem"
	authorityKey  = "ca-key.pem"
)

// authority signs certificates for trying things out.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// developmentCertificate makes a certificate for hosts, signed by the authority of a folder, which is made when it is not
// there. The certificate is good for 90 days and is kept nowhere.
func developmentCertificate(dir string, hosts []string, env Env) (tls.Certificate, error) {
	now := env.Now()
	a, err := loadAuthority(dir)
	if errors.Is(err, fs.ErrNotExist) {
		a, err = makeAuthority(dir, now)
	}
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("development authority in %s: %w", dir, err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := certificate("Plumbline development server", now, 90*24*time.Hour)
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else if !slices.Contains(template.DNSNames, host) {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, &key.PublicKey, a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

func certificate(name string, now time.Time, life time.Duration) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(life), BasicConstraintsValid: true,
	}
}

func makeAuthority(dir string, now time.Time) (authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template := certificate("Plumbline development authority", now, 10*365*24*time.Hour)
	template.IsCA, template.KeyUsage = true, x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return authority{}, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return authority{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return authority{}, err
	}
	err = errors.Join(
		writePEM(filepath.Join(dir, authorityKey), "EC PRIVATE KEY", keyDER, 0o600),
		writePEM(filepath.Join(dir, authorityCert), "CERTIFICATE", der, 0o644),
	)
	if err != nil {
		return authority{}, err
	}
	return loadAuthority(dir)
}

// writePEM writes a file whole: who waits for it never sees a part.
func writePEM(path, kind string, der []byte, mode fs.FileMode) error {
	if err := os.WriteFile(path+".new", pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func loadAuthority(dir string) (authority, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(dir, authorityCert), filepath.Join(dir, authorityKey))
	if err != nil {
		return authority{}, err
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return authority{}, errors.New("its key is not of the kind that this program makes")
	}
	return authority{pair.Leaf, key}, nil
}
