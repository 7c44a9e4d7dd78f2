package ledger

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"

	"github.com/google/uuid"

	"plumbline/sync/central/store"
	"plumbline/sync/wire"
)

// BeginBlob announces an attachment of a record, and says which chunks of it are missing.
func (l *Ledger) BeginBlob(ctx context.Context, who Session, record uuid.UUID, r wire.BlobRequest) (wire.Blob, error) {
	if r.Size < 0 || r.Size > wire.AttachmentBytes {
		return wire.Blob{}, refusef(wire.TooLarge, "A file can have up to %d MiB. Attach a smaller one.", wire.AttachmentBytes>>20)
	}
	return l.blob(ctx, "begin attachment", who, blobKey{record, r.ID}, func(tx store.Tx) (store.Blob, error) {
		b, err := tx.Blob(record, r.ID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			b = store.Blob{Record: record, ID: r.ID, Size: r.Size, Created: l.now()}
			return b, tx.PutBlob(b)
		case err == nil && b.Size != r.Size:
			return b, wire.Refuse(wire.Conflict, "This file was announced with another size. Attach it again.")
		}
		return b, err
	})
}

// blobKey names an attachment.
type blobKey struct {
	record uuid.UUID
	id     wire.Hash
}

// blob runs f on an attachment that an account may add, and says how far the attachment has come.
func (l *Ledger) blob(ctx context.Context, op string, who Session, k blobKey, f func(store.Tx) (store.Blob, error)) (wire.Blob, error) {
	var state wire.Blob
	err := l.update(ctx, op, func(tx store.Tx) error {
		if err := mayAttach(tx, who, k.record); err != nil {
			return err
		}
		b, err := f(tx)
		if errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		} else if err != nil {
			return err
		}
		have, err := tx.Chunks(k.record, k.id)
		state = progress(b, have)
		return err
	})
	return state, err
}

// mayAttach refuses accounts that neither write a record nor have changes of it that are held.
func mayAttach(tx store.Tx, who Session, record uuid.UUID) error {
	tenant, err := tx.Tenant()
	if err != nil {
		return err
	}
	s, err := loadSight(tx, who.Account)
	if err != nil {
		return err
	}
	err = s.open(tx, record, tenant.LastSeq)
	if err == nil || !s.role().writes() {
		return err
	}
	held, herr := tx.HeldFor(record, who.Account)
	if herr != nil || held {
		return herr
	}
	return err
}

// chunksOf is how many chunks a file of a size has.
func chunksOf(size int64) int { return int((size + wire.ChunkBytes - 1) / wire.ChunkBytes) }

func progress(b store.Blob, have []int) wire.Blob {
	state := wire.Blob{
		ID: b.ID, Size: b.Size, ChunkBytes: wire.ChunkBytes, Chunks: chunksOf(b.Size), Complete: b.Complete, Missing: []int{},
	}
	here := map[int]bool{}
	for _, n := range have {
		here[n] = true
	}
	for n := range state.Chunks {
		if !here[n] {
			state.Missing = append(state.Missing, n)
		}
	}
	return state
}

// MissingChunks says how far an attachment has come.
func (l *Ledger) MissingChunks(ctx context.Context, who Session, record uuid.UUID, id wire.Hash) (wire.Blob, error) {
	return l.blob(ctx, "missing chunks", who, blobKey{record, id}, func(tx store.Tx) (store.Blob, error) {
		return tx.Blob(record, id)
	})
}

// PutChunk keeps a chunk of an attachment that is not complete. Of one that is, it changes nothing.
func (l *Ledger) PutChunk(ctx context.Context, who Session, record uuid.UUID, id wire.Hash, n int, data []byte) error {
	_, err := l.blob(ctx, "put chunk", who, blobKey{record, id}, func(tx store.Tx) (store.Blob, error) {
		b, err := tx.Blob(record, id)
		if err != nil || b.Complete {
			return b, err
		}
		if n < 0 || n >= chunksOf(b.Size) || int64(len(data)) != min(wire.ChunkBytes, b.Size-int64(n)*wire.ChunkBytes) {
			return b, wire.Refuse(wire.Malformed, "This part does not belong to the file that was announced. Attach it again.")
		}
		return b, tx.PutChunk(record, id, n, data)
	})
	return err
}

// CommitBlob completes an attachment all of whose chunks are here and whose content is what its id says. Content that is
// not is thrown away, to be sent anew.
func (l *Ledger) CommitBlob(ctx context.Context, who Session, record uuid.UUID, id wire.Hash) (wire.Blob, error) {
	intact := true
	state, err := l.blob(ctx, "commit attachment", who, blobKey{record, id}, func(tx store.Tx) (store.Blob, error) {
		b, err := tx.Blob(record, id)
		if err != nil || b.Complete {
			return b, err
		}
		sum := sha256.New()
		if err := hashChunks(tx, b, sum); err != nil {
			return b, err
		}
		if intact = wire.Hash(sum.Sum(nil)) == id; !intact {
			return b, tx.DropChunks(record, id)
		}
		b.Complete = true
		return b, tx.PutBlob(b)
	})
	if err == nil && !intact {
		err = wire.Refuse(wire.HashMismatch, "The file arrived damaged. The program sends it again.")
	}
	return state, err
}

func hashChunks(tx store.Tx, b store.Blob, sum hash.Hash) error {
	for n := range chunksOf(b.Size) {
		data, err := tx.Chunk(b.Record, b.ID, n)
		if errors.Is(err, store.ErrNotFound) {
			return wire.Refuse(wire.Conflict, "Parts of the file are missing yet. The program sends them.")
		} else if err != nil {
			return err
		}
		sum.Write(data)
	}
	return nil
}

// Chunk returns a chunk of a complete attachment of a record in sight.
func (l *Ledger) Chunk(ctx context.Context, who Session, record uuid.UUID, id wire.Hash, n int) ([]byte, error) {
	var data []byte
	err := l.view(ctx, "chunk", func(tx store.Tx) error {
		if _, err := openFor(tx, who, record); err != nil {
			return err
		}
		b, err := tx.Blob(record, id)
		if err == nil && !b.Complete {
			err = store.ErrNotFound
		}
		if err == nil {
			data, err = tx.Chunk(record, id, n)
		}
		if errors.Is(err, store.ErrNotFound) {
			return errNotFound()
		}
		return err
	})
	return data, err
}
