package replica

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
)

// Row is a record as lists show it.
type Row struct {
	ID                            uuid.UUID
	FormID, FormHash, FormVersion string
	State                         string // in_progress, complete, withdrawn
	Summary
	Version         int       // times completed
	Created, Edited time.Time // UTC, to the millisecond
	Author          string    // who started it
	Conflicts       int       // answers of which there is more than one
	ReadOnly        bool      // what is added here will be held for a manager's decision
	Partial         bool      // older changes are at the central store alone; Version counts those that are here
}

// Query says which records to list.
type Query struct {
	// Words are separated by white space. A record is found when each of them begins a word of it, in a current answer
	// or in its Summary, capitals and accents aside. Words without a letter or a digit are passed over, and so are
	// those after the sixteenth.
	Words         string
	State, FormID string   // "" for any
	Except        []string // ids of forms whose records are left out; nil for none
	Limit         int      // 0 for no limit
	Offset        int
}

// maxWords bounds the work of one search.
const maxWords = 16

// rowColumns are those of Row, in the order in which pointers returns where they go.
const rowColumns = `id, form_id, form_hash, form_version, state, reference, cohort, team, grade, title,
	version, author, conflicts, read_only, partial, created, edited`

// pointers returns where the columns of a row go. Its times go where they are told.
func (r *Row) pointers(created, edited *int64) []any {
	return []any{
		&r.ID, &r.FormID, &r.FormHash, &r.FormVersion, &r.State, &r.Reference, &r.Cohort, &r.Team, &r.Grade, &r.Title,
		&r.Version, &r.Author, &r.Conflicts, &r.ReadOnly, &r.Partial, created, edited,
	}
}

func readRow(rows *sql.Rows) (Row, error) {
	var r Row
	var created, edited int64
	err := rows.Scan(r.pointers(&created, &edited)...)
	r.Created, r.Edited = time.UnixMilli(created).UTC(), time.UnixMilli(edited).UTC()
	return r, err
}

// Records lists the records that a query finds, the last edited first.
func (s *Store) Records(ctx context.Context, q Query) ([]Row, error) {
	where, args := q.conditions()
	limit := q.Limit
	if limit <= 0 {
		limit = -1
	}
	rows, err := collect(ctx, s.db.reader, readRow,
		`SELECT `+rowColumns+` FROM record WHERE `+where+` ORDER BY edited DESC, id DESC LIMIT ? OFFSET ?`,
		append(args, limit, max(0, q.Offset))...)
	if err != nil {
		return nil, fmt.Errorf("replica: list records: %w", err)
	}
	return rows, nil
}

// conditions is the query as SQL. What a person typed goes into arguments only.
func (q Query) conditions() (string, []any) {
	where, args := []string{"true"}, []any{}
	if q.State != "" {
		where, args = append(where, "state = ?"), append(args, q.State)
	}
	if q.FormID != "" {
		where, args = append(where, "form_id = ?"), append(args, q.FormID)
	}
	for _, form := range q.Except {
		where, args = append(where, "form_id <> ?"), append(args, form)
	}
	for _, phrase := range phrases(q.Words) {
		where = append(where, "id IN (SELECT record_id FROM search JOIN passage ON passage.id = search.rowid WHERE search MATCH ?)")
		args = append(args, phrase)
	}
	return strings.Join(where, " AND "), args
}

// phrases turns what a person typed into FTS5 queries, one per word: in quotes, where operators are text.
func phrases(words string) []string {
	words = strings.ReplaceAll(strings.ToValidUTF8(words, " "), "\x00", " ")
	var out []string
	for _, word := range strings.Fields(words) {
		readable := strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		if readable && len(out) < maxWords {
			out = append(out, `"`+strings.ReplaceAll(word, `"`, `""`)+`"*`)
		}
	}
	return out
}
