package central

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"plumbline/sync/central/store/sqldb"
)

// PostgreSQL's codes of errors (its manual, appendix A).
const (
	pgNoDatabase     = "3D000"
	pgNoRight        = "42501"
	pgAuthorisations = "28" // the class
)

// storeProblem says why a store cannot be opened, and what to do about it.
func storeProblem(address string, err error) string {
	if errors.Is(err, sqldb.ErrNewerSchema) {
		return "The tables were made by a newer version of this program. Install that version."
	}
	if isPostgres(address) {
		return postgresProblem(err)
	}
	var failure sqlite3.Error
	info, missing := os.Stat(address)
	switch {
	case missing == nil && info.IsDir():
		return fmt.Sprintf("%s is a folder. Give --store with the path of a file in it.", address)
	case errors.As(err, &failure) && failure.Code == sqlite3.ErrNotADB:
		return fmt.Sprintf("The file %s is no SQLite database. Name another; this one is left as it is.", address)
	case errors.As(err, &failure) && failure.Code == sqlite3.ErrCorrupt:
		return fmt.Sprintf("The database %s is damaged. Put a backup in its place, and then run \"plumbline admin epoch\".", address)
	case errors.Is(err, fs.ErrPermission), errors.As(err, &failure) && (failure.Code == sqlite3.ErrReadonly || failure.Code == sqlite3.ErrCantOpen):
		return fmt.Sprintf("This user may not write to %s and its folder. Change their owner, or name another place.", address)
	default:
		return fmt.Sprintf("The SQLite file %s cannot be opened: %v.", address, err)
	}
}

func postgresProblem(err error) string {
	var refusal *pgconn.PgError
	var unknown *net.DNSError
	switch {
	case errors.As(err, &refusal) && refusal.Code == pgNoDatabase:
		return "PostgreSQL has no database of this name. Make it with \"createdb\", or name another."
	case errors.As(err, &refusal) && strings.HasPrefix(refusal.Code, pgAuthorisations):
		return "PostgreSQL does not let this user in. Check the user's name and password, and pg_hba.conf."
	case errors.As(err, &refusal) && refusal.Code == pgNoRight:
		return "The user may not make tables in this database. Make the user its owner."
	case errors.As(err, &unknown):
		return fmt.Sprintf("No machine is known by the name %s. Check the name after the @ in --store.", unknown.Name)
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, fs.ErrNotExist), errors.Is(err, os.ErrDeadlineExceeded), isTimeout(err):
		return "PostgreSQL does not answer there. Check that it runs, and host and port in --store."
	default:
		return fmt.Sprintf("The PostgreSQL database cannot be opened: %v.", err)
	}
}

func isTimeout(err error) bool {
	var late net.Error
	return errors.As(err, &late) && late.Timeout()
}

// listenProblem says why an address cannot be listened on.
func listenProblem(address string, err error) string {
	host, _, faulty := net.SplitHostPort(address)
	var form *net.AddrError
	switch {
	case faulty != nil, errors.As(err, &form):
		return fmt.Sprintf("%s is no address with a port. Give one such as :8443 or 192.0.2.7:8443 with --listen.", address)
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Sprintf("Another program answers at %s already. Stop it, or give another port with --listen.", address)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return fmt.Sprintf("This machine has not the address %s. Give one that it has with --listen, or the port alone.", host)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("This user may not answer at %s. Give a port above 1023 with --listen.", address)
	default:
		return fmt.Sprintf("The address %s cannot be listened on: %v. Give another with --listen.", address, err)
	}
}

// tlsProblem says why TLS cannot be set up.
func tlsProblem(config Config, err error) string {
	var path *fs.PathError
	switch {
	case config.DevTLS != "" && config.CertFile+config.KeyFile != "":
		return "There are two kinds of TLS. Give either --cert and --key, or --dev-tls."
	case config.DevTLS != "":
		return fmt.Sprintf("The folder %s for a development authority cannot be used: %v. Name a folder that this user may write to.",
			config.DevTLS, err)
	case config.CertFile == "" && config.KeyFile == "":
		return "Laptops only talk to it over TLS. Give --cert FILE and --key FILE, or --dev-tls DIR to try things out."
	case config.CertFile == "":
		return "The certificate of the key is missing. Give it with --cert FILE."
	case config.KeyFile == "":
		return "The key of the certificate is missing. Give it with --key FILE."
	case errors.As(err, &path) && errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("The file %s is not there. Check --cert and --key.", path.Path)
	case errors.As(err, &path) && errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("This user may not read %s. Change its owner or its rights.", path.Path)
	case strings.Contains(err.Error(), "does not match"):
		return "The key is not that of the certificate. Give --cert and --key that were made together."
	case strings.Contains(err.Error(), "PEM"):
		return "One of --cert and --key is no PEM file. Give both as PEM: text that has lines such as -----BEGIN CERTIFICATE-----."
	default:
		return fmt.Sprintf("The certificate or its key cannot be read: %v. Give both as PEM files.", err)
	}
}
