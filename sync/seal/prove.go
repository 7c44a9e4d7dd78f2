package seal

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The canary is a text that no one can know beforehand, written anew by each
// Create and Open to see how it comes out on the disk.
const (
	createCanary = `CREATE TABLE seal_canary (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL)`
	writeCanary  = `INSERT INTO seal_canary (id, text) VALUES (1, ?) ON CONFLICT DO UPDATE SET text = excluded.text`
	findCanary   = `SELECT rootpage FROM sqlite_schema WHERE name = 'seal_canary'`
)

// plainHeader is how an SQLite database starts that is not sealed.
const plainHeader = "SQLite format 3\x00"

// recognise reads enough of the database to tell whether s is its key. SQLite
// must not look at it otherwise: it would take the log for an empty one, and
// delete it. The first page alone may be torn, and then the log has it whole.
func recognise(path string, s *sealer) error {
	page, err := readRecord(path, 0, pageSize)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is missing", ErrDamaged, databaseName)
	}
	if err != nil {
		return err
	}
	header, err := readRecord(path+logSuffix, 0, logHeaderSize+recordOverhead)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if s.open(kindPage, 1, page) || s.open(kindLogHeader, 0, header) {
		return nil
	}
	return fmt.Errorf("%w: the key does not fit the database", ErrDamaged)
}

// prove writes a canary to the database and returns ErrNotSealed unless every
// file of it on disk hides the canary, and the page that must hold it opens with
// s and with no other key. Nothing else may have the database open.
func (d database) prove(ctx context.Context, s *sealer) error {
	canary, err := newCanary(s.rand)
	if err != nil {
		return err
	}
	root, err := d.writeCanary(ctx, canary)
	if err != nil {
		return fmt.Errorf("test seal: %w", err)
	}
	for _, number := range []int64{1, root} {
		page, err := readRecord(d.path, (number-1)*pageSize, pageSize)
		if err != nil {
			return fmt.Errorf("test seal: %w", err)
		}
		if err := hidden(page, canary); err != nil {
			return fmt.Errorf("page %d: %w", number, err)
		}
		if err := onlyOpensWith(s, uint64(number), page); err != nil {
			return fmt.Errorf("page %d: %w", number, err)
		}
		if number == root && !bytes.Contains(page, canary) {
			return fmt.Errorf("%w: the canary is not where it was put", ErrNotSealed)
		}
	}
	return nil
}

func newCanary(rand io.Reader) ([]byte, error) {
	random := make([]byte, 16)
	if _, err := io.ReadFull(rand, random); err != nil {
		return nil, fmt.Errorf("canary: %w", err)
	}
	return hex.AppendEncode(nil, random), nil
}

// writeCanary commits canary, looks at the log that then holds it, and folds the
// log into the database. It returns the number of the page that holds canary now.
func (d database) writeCanary(ctx context.Context, canary []byte) (root int64, err error) {
	db := d.pool(toWrite, 1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := inLogMode(ctx, db); err != nil {
		return 0, err
	}
	if _, err := db.ExecContext(ctx, writeCanary, string(canary)); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, findCanary).Scan(&root); err != nil {
		return 0, err
	}
	for _, suffix := range []string{logSuffix, indexSuffix} {
		content, err := os.ReadFile(d.path + suffix)
		if err != nil {
			return 0, err
		}
		if err := hidden(content, canary); err != nil {
			return 0, fmt.Errorf("%s: %w", suffix, err)
		}
	}
	return root, checkpoint(ctx, db)
}

// inLogMode reads back that SQLite keeps a log; a folder on some networks
// cannot have one.
func inLogMode(ctx context.Context, db *sql.DB) error {
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("%w: journal mode %s", ErrNotSealed, mode)
	}
	return nil
}

func hidden(content, canary []byte) error {
	if bytes.HasPrefix(content, []byte(plainHeader)) || bytes.Contains(content, canary) {
		return fmt.Errorf("%w: it can be read without a key", ErrNotSealed)
	}
	return nil
}

// onlyOpensWith opens page, which it decrypts in place.
func onlyOpensWith(s *sealer, number uint64, page []byte) error {
	key := make([]byte, keySize)
	if _, err := io.ReadFull(s.rand, key); err != nil {
		return fmt.Errorf("other key: %w", err)
	}
	other, err := newSealer(key, s.vault, s.rand)
	if err != nil {
		return err
	}
	if other.open(kindPage, number, bytes.Clone(page)) {
		return fmt.Errorf("%w: it opens with another key", ErrNotSealed)
	}
	if !s.open(kindPage, number, page) {
		return fmt.Errorf("%w: it does not open with its own key", ErrNotSealed)
	}
	return nil
}

// readRecord reads size bytes at offset, or fewer where the file ends.
func readRecord(path string, offset int64, size int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	record := make([]byte, size)
	n, err := f.ReadAt(record, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return record[:n], nil
}
