package central

import (
	"crypto/tls"
	"fmt"
	"net"
	"os"
)

// Config is how a central store is served.
type Config struct {
	Store  string // as Open takes it
	Listen string // address and port, ":8443" when empty

	// A certificate and its key, in PEM; or a folder in which a development authority is made and kept, for trying
	// things out: laptops are given its ca.pem.
	CertFile, KeyFile string
	DevTLS            string
}

func (c Config) listen() string {
	if c.Listen == "" {
		return ":8443"
	}
	return c.Listen
}

// tls makes the configuration of TLS.
func (c Config) tls(env Env) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
	switch {
	case c.DevTLS != "" && c.CertFile+c.KeyFile != "":
		return nil, fmt.Errorf("give either a certificate and its key, or a folder for a development authority")
	case c.DevTLS != "":
		certificate, err := developmentCertificate(c.DevTLS, c.hosts(), env)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{certificate}
	case c.CertFile == "" || c.KeyFile == "":
		return nil, fmt.Errorf("a certificate and its key are needed, or a folder for a development authority")
	default:
		certificate, err := tls.LoadX509KeyPair(c.CertFile, c.KeyFile)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	return config, nil
}

// hosts are the names by which laptops may reach this machine.
func (c Config) hosts() []string {
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, name)
	}
	if host, _, err := net.SplitHostPort(c.listen()); err == nil && host != "" {
		hosts = append(hosts, host)
	}
	return hosts
}
