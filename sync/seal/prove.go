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

// The canary is a text that nobody can know beforehand. Each Create and Open
// writes a new one to see how it comes out on the disk.
const (
	createCanary = `CREATE TABLE seal_canary (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL)`
	putCanary    = `INSERT INTO seal_canary (id, text) VALUES (1, ?) ON CONFLICT DO UPDATE SET text = excluded.text`
	findCanary   = `SELECT rootpage FROM sqlite_schema WHERE name = 'seal_canary'`
)

// plainHeader is how a database starts that is not sealed.
const plainHeader = "SQLite format 3\x00"

// recognise returns ErrDamaged unless the database or its log starts with a
// record that s opens: either can be torn by a crash while the other is whole.
// SQLite must not look at files under a key that fits neither, for it would take
// the log for an empty one and delete it.
func (d database) recognise(s *sealer) error {
	page, err := readRecord(d.path, 0, pageSize)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s is missing", ErrDamaged, databaseName)
	}
	if err != nil {
		return fmt.Errorf("look at database: %w", err)
	}
	header, err := readRecord(d.path+logSuffix, 0, logHeaderSize+recordOverhead)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at log: %w", err)
	}
	if s.open(kindPage, 1, page) || s.open(kindLogHeader, 0, header) {
		return nil
	}
	return fmt.Errorf("%w: %s does not belong to %s", ErrDamaged, databaseName, wrapName)
}

// prove writes a canary and returns ErrNotSealed unless no file of the database
// shows it, and the page that must hold it opens with s and with no other key.
// Nothing may have the database open meanwhile: reading a file by its name ends
// the locks that SQLite has on it.
func (d database) prove(ctx context.Context, s *sealer) error {
	random := make([]byte, 16)
	if _, err := io.ReadFull(s.rand, random); err != nil {
		return fmt.Errorf("canary: %w", err)
	}
	canary := hex.AppendEncode(nil, random)
	root, err := d.commitCanary(ctx, canary)
	if err != nil {
		return fmt.Errorf("test seal: %w", err)
	}
	if _, err := d.provePage(s, 1, canary); err != nil {
		return fmt.Errorf("test seal: %w", err)
	}
	content, err := d.provePage(s, root, canary)
	if err != nil {
		return fmt.Errorf("test seal: %w", err)
	}
	if !bytes.Contains(content, canary) {
		return fmt.Errorf("test seal: %w: the canary is not on page %d", ErrNotSealed, root)
	}
	return nil
}

// commitCanary writes canary, looks at the log that then holds it, and folds the
// log into the database. It returns the number of the page that holds canary then.
func (d database) commitCanary(ctx context.Context, canary []byte) (root uint32, err error) {
	db := d.pool(toWrite, 1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := keepsLog(ctx, db); err != nil {
		return 0, err
	}
	if _, err := db.ExecContext(ctx, putCanary, string(canary)); err != nil {
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
		if shows(content, canary) {
			return 0, fmt.Errorf("%w: %s can be read without a key", ErrNotSealed, databaseName+suffix)
		}
	}
	folded, err := foldLog(ctx, db)
	if err == nil && !folded {
		err = errors.New("somebody else reads the database")
	}
	return root, err
}

// keepsLog reads back that SQLite keeps a log, which it cannot on some network
// drives. Without one it would need files that the VFS refuses.
func keepsLog(ctx context.Context, db *sql.DB) error {
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("%w: journal mode is %s", ErrNotSealed, mode)
	}
	return nil
}

// provePage returns what s opens a page to.
func (d database) provePage(s *sealer, number uint32, canary []byte) ([]byte, error) {
	page, err := readRecord(d.path, int64(number-1)*pageSize, pageSize)
	if err != nil {
		return nil, err
	}
	if shows(page, canary) {
		return nil, fmt.Errorf("%w: page %d can be read without a key", ErrNotSealed, number)
	}
	key := make([]byte, keySize)
	if _, err := io.ReadFull(s.rand, key); err != nil {
		return nil, fmt.Errorf("another key: %w", err)
	}
	other, err := newSealer(key, s.vault, s.rand)
	if err != nil {
		return nil, err
	}
	if other.open(kindPage, uint64(number), bytes.Clone(page)) {
		return nil, fmt.Errorf("%w: page %d opens with another key", ErrNotSealed, number)
	}
	if !s.open(kindPage, uint64(number), page) {
		return nil, fmt.Errorf("%w: page %d does not open with its key", ErrNotSealed, number)
	}
	return page, nil
}

func shows(content, canary []byte) bool {
	return bytes.HasPrefix(content, []byte(plainHeader)) || bytes.Contains(content, canary)
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
