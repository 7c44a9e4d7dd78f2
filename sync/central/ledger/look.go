package ledger

import (
	"context"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// historyChanges is how many changes one query of a history brings.
const historyChanges = 100

// History returns a page of all changes of a record with numbers above after, its last line an end.
func (l *Ledger) History(ctx context.Context, who Session, record uuid.UUID, after int64) ([]wire.HistoryLine, error) {
	var lines []wire.HistoryLine
	err := l.view(ctx, "history", func(tx store.Tx) error {
		tenant, err := openFor(tx, who, record)
		if err != nil {
			return err
		}
		end := wire.HistoryEnd{After: after, More: true}
		for bytes := 0; end.More && bytes < wire.PageBytes && len(lines) < wire.PageChanges; {
			entries, err := tx.RecordEntries(record, end.After, tenant.LastSeq, historyChanges)
			if err != nil {
				return err
			}
			for _, e := range entries {
				lines = append(lines, wire.HistoryLine{Change: l.pulled(e)})
				bytes += len(e.Body)
				end.After = e.Seq
			}
			end.More = len(entries) == historyChanges
		}
		lines = append(lines, wire.HistoryLine{End: &end})
		return nil
	})
	return lines, err
}

// openFor refuses a record that an account does not see.
func openFor(tx store.Tx, who Session, record uuid.UUID) (store.Tenant, error) {
	tenant, err := tx.Tenant()
	if err != nil {
		return tenant, err
	}
	s, err := loadSight(tx, who.Account)
	if err != nil {
		return tenant, err
	}
	return tenant, s.open(tx, record, tenant.LastSeq)
}

// digestsMost is how many digests one answer has.
const digestsMost = 1000

// Digests returns what to compare replicas by: of the named records that are in sight, or of all in sight with ids above
// after. Its last line is an end.
func (l *Ledger) Digests(ctx context.Context, who Session, named []uuid.UUID, after uuid.UUID) ([]wire.DigestLine, error) {
	var lines []wire.DigestLine
	err := l.view(ctx, "digest", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		s, err := loadSight(tx, who.Account)
		if err != nil {
			return err
		}
		end := wire.DigestEnd{Seq: tenant.LastSeq}
		ids := named
		if len(named) == 0 {
			if ids, err = tx.RecordsIn(s.scopes(), after, digestsMost); err != nil {
				return err
			}
			if end.More = len(ids) == digestsMost; end.More {
				end.After = ids[len(ids)-1]
			}
		}
		known, err := loadRecords(tx, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if r, ok := known.rows[id]; ok && r.Purged == 0 && s.role().writes() && s.sees(known.spans[id], tenant.LastSeq) {
				lines = append(lines, wire.DigestLine{Digest: &wire.RecordDigest{
					Record: r.ID, Changes: r.Changes, LastSeq: r.LastSeq, Digest: r.Digest, Heads: r.Heads,
				}})
			}
		}
		lines = append(lines, wire.DigestLine{End: &end})
		return nil
	})
	return lines, err
}

// Ack notes how far a device has applied the log.
func (l *Ledger) Ack(ctx context.Context, who Session, cursor wire.Cursor) error {
	return l.update(ctx, "ack", func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		if cursor.Epoch != tenant.Epoch {
			return errEpoch(tx, tenant, cursor.Epoch)
		}
		return tx.AddApplied(who.Device, min(cursor.Seq, tenant.LastSeq), l.now())
	})
}

// Delivery says who has a record as it now is, of everyone in whose sight it is and who has a device.
func (l *Ledger) Delivery(ctx context.Context, who Session, record uuid.UUID) (wire.Delivery, error) {
	d := wire.Delivery{People: []wire.Delivered{}}
	err := l.view(ctx, "delivery", func(tx store.Tx) error {
		tenant, err := openFor(tx, who, record)
		if err != nil {
			return err
		}
		known, err := loadRecords(tx, []uuid.UUID{record})
		if err != nil {
			return err
		}
		d.LastSeq = known.rows[record].LastSeq
		since, err := appliedBy(tx, d.LastSeq)
		if err != nil {
			return err
		}
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			at, has := since[a.ID]
			s, err := loadSight(tx, a.ID)
			if err != nil {
				return err
			}
			if has && a.Active && s.sees(known.spans[record], tenant.LastSeq) {
				d.People = append(d.People, wire.Delivered{Account: a.ID, Display: a.Display, Role: a.Role, Since: at})
			}
		}
		return nil
	})
	return d, err
}

// appliedBy tells, for every account with a device in use, when one of its devices first had the log up to a number; the zero
// time when none has.
func appliedBy(tx store.Tx, seq int64) (map[uuid.UUID]time.Time, error) {
	devices, err := tx.Devices()
	if err != nil {
		return nil, err
	}
	applied, err := tx.AppliedSince(seq)
	if err != nil {
		return nil, err
	}
	since := map[uuid.UUID]time.Time{}
	for _, device := range devices {
		if device.Revoked {
			continue
		}
		at, has := applied[device.ID]
		first, seen := since[device.Account]
		if !seen || has && (first.IsZero() || at.Before(first)) {
			since[device.Account] = at
		}
	}
	return since, nil
}
