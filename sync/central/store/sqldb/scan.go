package sqldb

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"plumbline/sync/wire"
)

var errDamaged = errors.New("a value of the database is not what it should be")

// asTime scans milliseconds since 1970.
type asTime struct{ to *time.Time }

// Scan implements sql.Scanner.
func (t asTime) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return errDamaged
	}
	*t.to = time.Time{}
	if ms != 0 {
		*t.to = time.UnixMilli(ms).UTC()
	}
	return nil
}

// asDuration scans milliseconds.
type asDuration struct{ to *time.Duration }

// Scan implements sql.Scanner.
func (d asDuration) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return errDamaged
	}
	*d.to = time.Duration(ms) * time.Millisecond
	return nil
}

// asHash scans a hash.
type asHash struct{ to *wire.Hash }

// Scan implements sql.Scanner.
func (h asHash) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok || len(b) != len(h.to) {
		return errDamaged
	}
	*h.to = wire.Hash(b)
	return nil
}

// asList scans a JSON list of texts; nil when it is empty.
type asList struct{ to *[]string }

// Scan implements sql.Scanner.
func (l asList) Scan(v any) error {
	var text sql.NullString
	if err := text.Scan(v); err != nil {
		return err
	}
	*l.to = nil
	if err := json.Unmarshal([]byte(text.String), l.to); err != nil {
		return errDamaged
	}
	if len(*l.to) == 0 {
		*l.to = nil
	}
	return nil
}
