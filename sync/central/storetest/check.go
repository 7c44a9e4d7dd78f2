package storetest

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/journal"
	"plumbline/sync/wire"
)

// Check works everything that a store derives from its changes out anew, and reports the first thing that differs; also a
// number of the log that is missing.
func Check(ctx context.Context, s store.Store) error {
	return s.View(ctx, func(tx store.Tx) error {
		tenant, err := tx.Tenant()
		if err != nil {
			return err
		}
		metas, err := tx.Metas(store.Look{Upto: tenant.LastSeq}, 0)
		if err != nil {
			return err
		}
		if err := dense(tx, metas, tenant.LastSeq); err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, m := range metas {
			ids = append(ids, m.Record)
		}
		ids = journal.Union(ids)
		rows, err := tx.Records(ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := checkRecord(tx, rows[id], id, tenant.LastSeq); err != nil {
				return fmt.Errorf("record %s: %w", id, err)
			}
		}
		return nil
	})
}

// dense checks that every number is a change or an event.
func dense(tx store.Tx, metas []store.Meta, last int64) error {
	events, err := tx.Events(0, last)
	if err != nil {
		return err
	}
	numbers := map[int64]int{}
	for _, m := range metas {
		numbers[m.Seq]++
	}
	for _, e := range events {
		numbers[e.Seq]++
	}
	for seq := int64(1); seq <= last; seq++ {
		if numbers[seq] != 1 {
			return fmt.Errorf("number %d stands for %d things", seq, numbers[seq])
		}
	}
	if int64(len(numbers)) != last {
		return fmt.Errorf("%d numbers up to %d", len(numbers), last)
	}
	return nil
}

func checkRecord(tx store.Tx, row store.Record, id uuid.UUID, last int64) error {
	entries, err := tx.RecordEntries(id, 0, last, 0)
	if err != nil {
		return err
	}
	want := store.Record{ID: id, Form: entries[0].Form, Creator: row.Creator, CreatedSeq: entries[0].Seq, Changes: int64(len(entries))}
	changes := make([]journal.Change, len(entries))
	for i, e := range entries {
		if changes[i], err = journal.Decode(e.Body); err != nil {
			return err
		}
		if e.Began {
			want.Form = e.Form
		}
		want.LastSeq = e.Seq
		want.Bytes += int64(len(e.Body))
		want.Digest = want.Digest.Add(e.Hash)
	}
	kept, err := tx.HeadEntries([]uuid.UUID{id})
	if err != nil {
		return err
	}
	var heads []uuid.UUID
	for register, hs := range journal.Heads(changes) {
		for _, h := range hs {
			heads = append(heads, h.ID)
			want.Heads = want.Heads.Add(hashOf(entries, h.ID))
			if register.Path == wire.PathState {
				want.States = append(want.States, h.Value)
			}
		}
	}
	slices.Sort(want.States)
	want.States = slices.Compact(want.States)
	if fmt.Sprint(want) != fmt.Sprint(row) {
		return fmt.Errorf("its row is %v, and should be %v", row, want)
	}
	var have []uuid.UUID
	for _, e := range kept {
		have = append(have, e.ID)
	}
	if !slices.Equal(journal.Union(heads), journal.Union(have)) {
		return fmt.Errorf("its heads are %v, and should be %v", have, heads)
	}
	return nil
}

func hashOf(entries []store.Entry, id uuid.UUID) wire.Hash {
	i := slices.IndexFunc(entries, func(e store.Entry) bool { return e.ID == id })
	return entries[i].Hash
}
