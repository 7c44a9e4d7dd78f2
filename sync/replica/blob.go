package replica

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Attachment is a file of a record.
type Attachment struct {
	Record uuid.UUID
	Hash   wire.Hash // SHA-256 of the content, by which the record's answers name it
	Size   int64     // in bytes
}

// Chunks is how many chunks the content has.
func (a Attachment) Chunks() int { return int((a.Size + wire.ChunkBytes - 1) / wire.ChunkBytes) }

// Attach keeps a file of a record, and has it sent. Errors: ErrNotFound, ErrTooLarge, and those of content.
func (r *Replica) Attach(ctx context.Context, record uuid.UUID, content io.Reader) (Attachment, error) {
	a := Attachment{Record: record}
	n, err := r.beginBlob(ctx, record)
	if err == nil {
		a, err = r.write(ctx, n, a, content)
	}
	if err != nil {
		return Attachment{}, wrap("attach", err)
	}
	err = r.keeper.update(ctx, func(t tx) error {
		_, err := t.blob(record, a.Hash)
		if err == nil {
			return t.deleteBlob(n) // the same file once more
		} else if !errors.Is(err, errNoRow) {
			return err
		}
		_, err = t.putBlob(blobRow{n: n, record: record, hash: a.Hash, size: a.Size, state: blobToSend})
		return err
	})
	if err == nil {
		r.watchers.tell(Event{Records: []uuid.UUID{record}, Local: true})
	}
	return a, wrap("attach", err)
}

func (r *Replica) beginBlob(ctx context.Context, record uuid.UUID) (n int64, err error) {
	err = r.keeper.update(ctx, func(t tx) error {
		if _, err := t.record(record); errors.Is(err, errNoRow) {
			return ErrNotFound
		} else if err != nil {
			return err
		}
		n, err = t.putBlob(blobRow{record: record, size: -1, state: blobWriting})
		return err
	})
	return n, err
}

// write copies content into chunks, each in a transaction of its own, so that others can write meanwhile.
func (r *Replica) write(ctx context.Context, n int64, a Attachment, content io.Reader) (Attachment, error) {
	sum := sha256.New()
	for i := 0; ; i++ {
		data, err := io.ReadAll(io.LimitReader(content, wire.ChunkBytes))
		if err != nil {
			return a, errors.Join(err, r.keeper.update(ctx, func(t tx) error { return t.deleteBlob(n) }))
		}
		if len(data) == 0 {
			break
		}
		a.Size += int64(len(data))
		if a.Size > wire.AttachmentBytes {
			return a, errors.Join(ErrTooLarge, r.keeper.update(ctx, func(t tx) error { return t.deleteBlob(n) }))
		}
		sum.Write(data)
		if err := r.keeper.update(ctx, func(t tx) error { return t.putChunk(n, i, data) }); err != nil {
			return a, err
		}
	}
	a.Hash = wire.Hash(sum.Sum(nil))
	return a, nil
}

// discardUnfinished removes what was being attached when the program ended.
func discardUnfinished(t tx) error {
	rows, err := t.blobsIn(blobWriting)
	for _, row := range rows {
		err = errors.Join(err, t.deleteBlob(row.n))
	}
	return err
}

// OpenAttachment reads a file of a record, or returns ErrNotFound while not all of it is here.
func (r *Replica) OpenAttachment(ctx context.Context, record uuid.UUID, id wire.Hash) (io.Reader, error) {
	row, err := r.blobRow(ctx, record, id)
	if errors.Is(err, errNoRow) || err == nil && row.state != blobToSend && row.state != blobBoth {
		err = ErrNotFound
	}
	if err != nil {
		return nil, wrap("open attachment", err)
	}
	return &blobReader{ctx: ctx, replica: r, row: row}, nil
}

func (r *Replica) blobRow(ctx context.Context, record uuid.UUID, id wire.Hash) (row blobRow, err error) {
	err = r.keeper.view(ctx, func(t tx) error {
		row, err = t.blob(record, id)
		return err
	})
	return row, err
}

// blobReader reads a file chunk by chunk.
type blobReader struct {
	ctx     context.Context // of OpenAttachment, for as long as the file is read
	replica *Replica
	row     blobRow
	next    int
	rest    []byte
}

func (b *blobReader) Read(p []byte) (int, error) {
	if len(b.rest) == 0 {
		if int64(b.next)*wire.ChunkBytes >= b.row.size {
			return 0, io.EOF
		}
		err := b.replica.keeper.view(b.ctx, func(t tx) (err error) {
			b.rest, err = t.chunk(b.row.n, b.next)
			return err
		})
		if err != nil {
			return 0, wrap("read attachment", err)
		}
		b.next++
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// WantAttachment has a file of a record fetched that is not here.
func (r *Replica) WantAttachment(ctx context.Context, record uuid.UUID, id wire.Hash) error {
	err := r.keeper.update(ctx, func(t tx) error {
		if _, err := t.record(record); errors.Is(err, errNoRow) {
			return ErrNotFound
		}
		_, err := t.blob(record, id)
		if errors.Is(err, errNoRow) {
			_, err = t.putBlob(blobRow{record: record, hash: id, size: -1, state: blobWanted})
		}
		return err
	})
	return wrap("want attachment", err)
}

// AttachmentsToSend lists the files that are here alone.
func (r *Replica) AttachmentsToSend(ctx context.Context) ([]Attachment, error) {
	return r.attachments(ctx, blobToSend)
}

// AttachmentsToFetch lists the files that are wanted and not here. Their Size is -1 before anything of them came.
func (r *Replica) AttachmentsToFetch(ctx context.Context) ([]Attachment, error) {
	return r.attachments(ctx, blobWanted)
}

func (r *Replica) attachments(ctx context.Context, s blobState) ([]Attachment, error) {
	var out []Attachment
	err := r.keeper.view(ctx, func(t tx) error {
		rows, err := t.blobsIn(s)
		for _, row := range rows {
			out = append(out, Attachment{Record: row.record, Hash: row.hash, Size: row.size})
		}
		return err
	})
	return out, wrap("attachments", err)
}

// Chunk returns a chunk of a file that is here.
func (r *Replica) Chunk(ctx context.Context, a Attachment, n int) ([]byte, error) {
	var data []byte
	err := r.keeper.view(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err == nil {
			data, err = t.chunk(row.n, n)
		}
		return err
	})
	if errors.Is(err, errNoRow) {
		err = ErrNotFound
	}
	return data, wrap("chunk", err)
}

// AttachmentSent notes that the central store has a file. Of a record that has left this account's sight it goes.
func (r *Replica) AttachmentSent(ctx context.Context, a Attachment) error {
	err := r.keeper.update(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err != nil {
			return orGone(err)
		}
		if _, err := t.record(a.Record); errors.Is(err, errNoRow) {
			return t.deleteBlob(row.n)
		}
		row.state = blobBoth
		_, err = t.putBlob(row)
		return err
	})
	return wrap("attachment sent", err)
}

// orGone passes over what was erased meanwhile.
func orGone(err error) error {
	if errors.Is(err, errNoRow) {
		return nil
	}
	return err
}

// ChunksHere returns which chunks of a wanted file have come.
func (r *Replica) ChunksHere(ctx context.Context, a Attachment) ([]int, error) {
	var here []int
	err := r.keeper.view(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err == nil {
			here, err = t.chunks(row.n)
		}
		return orGone(err)
	})
	return here, wrap("chunks", err)
}

// PutChunk keeps a chunk of a wanted file, whose Size is known by now.
func (r *Replica) PutChunk(ctx context.Context, a Attachment, n int, data []byte) error {
	err := r.keeper.update(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err != nil || row.state != blobWanted {
			return orGone(err)
		}
		row.size = a.Size
		if _, err := t.putBlob(row); err != nil {
			return err
		}
		return t.putChunk(row.n, n, data)
	})
	return wrap("put chunk", err)
}

// AttachmentFetched checks a wanted file all of whose chunks have come, and makes it readable. It reports false, and
// forgets the chunks, where the content is not what its name says.
func (r *Replica) AttachmentFetched(ctx context.Context, a Attachment) (intact bool, err error) {
	err = r.keeper.update(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err != nil || row.state != blobWanted {
			return orGone(err)
		}
		sum := sha256.New()
		if err := hashChunks(t, row, sum); err != nil {
			return err
		}
		if intact = wire.Hash(sum.Sum(nil)) == a.Hash; !intact {
			return t.dropChunks(row.n)
		}
		row.state = blobBoth
		_, err = t.putBlob(row)
		return err
	})
	return intact, wrap("attachment fetched", err)
}

func hashChunks(t tx, row blobRow, sum hash.Hash) error {
	for n := range (Attachment{Size: row.size}).Chunks() {
		data, err := t.chunk(row.n, n)
		if errors.Is(err, errNoRow) {
			return nil // the sum will not be right
		} else if err != nil {
			return err
		}
		sum.Write(data)
	}
	return nil
}

// ForgetWanted gives up a wanted file that the central store does not have.
func (r *Replica) ForgetWanted(ctx context.Context, a Attachment) error {
	err := r.keeper.update(ctx, func(t tx) error {
		row, err := t.blob(a.Record, a.Hash)
		if err != nil || row.state != blobWanted {
			return orGone(err)
		}
		return t.deleteBlob(row.n)
	})
	return wrap("forget wanted", err)
}
