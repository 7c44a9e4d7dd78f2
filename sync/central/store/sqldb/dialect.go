package sqldb

import (
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// dialect is what PostgreSQL and SQLite do differently. Queries are written for PostgreSQL.
type dialect struct {
	postgres  bool
	snapshot  *sql.TxOptions // of transactions that only read
	forUpdate string         // locks the rows of a SELECT
	inIDs     string         // is one of the ids in the second parameter
	inTexts   string
	inInts    string
	classify  func(error) error
}

// query turns a query into that of the dialect.
func (d dialect) query(q string) string {
	if d.postgres {
		return q
	}
	return strings.ReplaceAll(q, "$", "?")
}

// bind turns values into such as the driver takes.
func (d dialect) bind(values ...any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = d.value(v)
	}
	return out
}

func (d dialect) value(v any) any {
	switch v := v.(type) {
	case uuid.UUID:
		if d.postgres {
			return [16]byte(v)
		}
		return v[:]
	case wire.Hash:
		return v[:]
	case time.Time:
		return millis(v)
	case time.Duration:
		return v.Milliseconds()
	case []uuid.UUID:
		return d.ids(v)
	case []string, []int64:
		if d.postgres {
			return v
		}
		return asJSON(v)
	default:
		return v
	}
}

func (d dialect) ids(ids []uuid.UUID) any {
	if d.postgres {
		out := make([][16]byte, len(ids))
		for i, id := range ids {
			out[i] = id
		}
		return out
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = hex.EncodeToString(id[:])
	}
	return asJSON(out)
}

// asJSON writes texts or numbers, which always can be written.
func asJSON(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		return "[]"
	}
	return string(out)
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
