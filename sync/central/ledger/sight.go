package ledger

import (
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
)

// sight is what an account has seen and sees: the stretches of the log during which it had scopes. It sees a record while
// both have a scope in common.
type sight struct {
	account store.Account
	spans   []store.Span
}

func loadSight(tx store.Tx, account uuid.UUID) (sight, error) {
	a, err := tx.Account(account)
	if err != nil {
		return sight{}, err
	}
	spans, err := tx.AccountSpans(account)
	return sight{a, spans}, err
}

// sees reports whether a record with these spans was in sight at a number of the log.
func (s sight) sees(record []store.Span, seq int64) bool { return s.keeps(record, seq, seq) }

// keeps reports whether a record was in sight from one number to another without a break. Where one scope took over from
// another in between it reports a break, which costs a back-fill and loses nothing.
func (s sight) keeps(record []store.Span, from, to int64) bool {
	return slices.ContainsFunc(s.spans, func(mine store.Span) bool {
		return mine.Covers(from) && mine.Covers(to) && slices.ContainsFunc(record, func(its store.Span) bool {
			return its.Scope == mine.Scope && its.Covers(from) && its.Covers(to)
		})
	})
}

// scopes returns the scopes that the account has now.
func (s sight) scopes() []string {
	var open []string
	for _, span := range s.spans {
		if span.To == 0 {
			open = append(open, span.Scope)
		}
	}
	slices.Sort(open)
	return open
}

// since returns the scopes that the account has had at a number of the log or after it; nil when all of the log concerns it.
func (s sight) since(seq int64) []string {
	scopes := []string{}
	for _, span := range s.spans {
		if span.To != 0 && span.To <= seq {
			continue
		}
		if span.Scope == store.ScopeAll {
			return nil
		}
		scopes = append(scopes, span.Scope)
	}
	return scopes
}

func (s sight) role() Role { return Role(s.account.Role) }

// boundary returns the first number above after, up to upto, at which the account's scopes change; 0 when they do not.
func (s sight) boundary(after, upto int64) int64 {
	first := int64(0)
	for _, span := range s.spans {
		for _, at := range []int64{span.From, span.To} {
			if at > after && at <= upto && (first == 0 || at < first) {
				first = at
			}
		}
	}
	return first
}

// changing returns the scopes that the account gains or loses at a number.
func (s sight) changing(at int64) []string {
	var scopes []string
	for _, span := range s.spans {
		if span.From == at || span.To == at {
			scopes = append(scopes, span.Scope)
		}
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// withAll adds the scope that every record has.
func withAll(r store.Record, spans []store.Span) []store.Span {
	return append(slices.Clip(spans), store.Span{Scope: store.ScopeAll, From: r.CreatedSeq})
}

// records holds records with their spans, as far as they were asked for.
type records struct {
	rows  map[uuid.UUID]store.Record
	spans map[uuid.UUID][]store.Span
}

func loadRecords(tx store.Tx, ids []uuid.UUID) (records, error) {
	rows, err := tx.Records(ids)
	if err != nil {
		return records{}, err
	}
	spans, err := tx.RecordSpans(ids)
	if err != nil {
		return records{}, err
	}
	for id, row := range rows {
		spans[id] = withAll(row, spans[id])
	}
	return records{rows, spans}, nil
}

// writable reports whether an account may add answers to a record now.
func (r records) writable(s sight, id uuid.UUID, now int64) bool {
	row := r.rows[id]
	return s.account.Active && s.role().writes() && row.Purged == 0 && !closed(row.States) && s.sees(r.spans[id], now)
}

// open refuses a record that the account does not see now.
func (s sight) open(tx store.Tx, id uuid.UUID, now int64) error {
	known, err := loadRecords(tx, []uuid.UUID{id})
	if err != nil {
		return err
	}
	row, ok := known.rows[id]
	if !ok || row.Purged != 0 || !s.role().writes() || !s.sees(known.spans[id], now) {
		return errNotFound()
	}
	return nil
}
