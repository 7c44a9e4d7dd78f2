package client

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// sendAttachments takes files to the centre, from where they had come to.
func (c *Client) sendAttachments(ctx context.Context, s *session) error {
	files, err := c.replica.AttachmentsToSend(ctx)
	if err != nil {
		return err
	}
	meter := c.meter(files)
	for _, a := range files {
		if err := c.sendAttachment(ctx, s, a, meter); err != nil && !later(err) {
			return err
		}
	}
	if len(files) == 0 {
		return nil
	}
	return c.count(ctx)
}

// later reports whether a file waits for a later round, with which nothing else has to: the centre does not know its record
// yet, or got it damaged.
func later(err error) bool {
	return final(codeOf(err))
}

// meter returns what tells how many bytes of files have gone.
func (c *Client) meter(files []replica.Attachment) func(bytes int64) {
	var done, total int64
	for _, a := range files {
		total += max(0, a.Size)
	}
	return func(bytes int64) {
		done += bytes
		c.phase(Attaching, done, total)
	}
}

func blobPath(a replica.Attachment, rest string) string {
	return "/v1/records/" + a.Record.String() + "/blobs" + rest
}

func (c *Client) sendAttachment(ctx context.Context, s *session, a replica.Attachment, meter func(int64)) error {
	var state wire.Blob
	err := s.ask(ctx, request{method: http.MethodPost, path: blobPath(a, "")}, wire.BlobRequest{ID: a.Hash, Size: a.Size}, &state)
	if err != nil {
		return err
	}
	meter(max(0, a.Size-int64(len(state.Missing))*wire.ChunkBytes))
	for _, n := range state.Missing {
		data, err := c.replica.Chunk(ctx, a, n)
		if errors.Is(err, replica.ErrNotFound) {
			return nil // erased meanwhile
		} else if err != nil {
			return err
		}
		if err := s.putChunk(ctx, a, n, data); err != nil {
			return err
		}
		meter(int64(len(data)))
	}
	if !state.Complete {
		if err := s.ask(ctx, request{method: http.MethodPost, path: blobPath(a, "/"+a.Hash.String()+"/commit")}, nil, &state); err != nil {
			return err
		}
	}
	return c.replica.AttachmentSent(ctx, a)
}

func (s *session) putChunk(ctx context.Context, a replica.Attachment, n int, data []byte) error {
	return s.ask(ctx, request{
		method: http.MethodPut, path: chunkPath(a, n), kind: "application/octet-stream", body: data, digest: digestOf(data),
	}, nil, nil)
}

func chunkPath(a replica.Attachment, n int) string {
	return blobPath(a, fmt.Sprintf("/%s/chunks/%d", a.Hash, n))
}

// digestOf is the value of Content-Digest (RFC 9530).
func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"
}

// fetchAttachments brings files that somebody wants to see, from where they had come to.
func (c *Client) fetchAttachments(ctx context.Context, s *session) error {
	files, err := c.replica.AttachmentsToFetch(ctx)
	if err != nil {
		return err
	}
	meter := c.meter(files)
	for _, a := range files {
		if err := c.fetchAttachment(ctx, s, a, meter); err != nil && !later(err) {
			return err
		}
	}
	return nil
}

func (c *Client) fetchAttachment(ctx context.Context, s *session, a replica.Attachment, meter func(int64)) error {
	var state wire.Blob
	err := s.ask(ctx, request{method: http.MethodGet, path: blobPath(a, "/"+a.Hash.String()+"/missing")}, nil, &state)
	if err != nil || !state.Complete {
		return err
	}
	if a.Size = state.Size; a.Size < 0 || a.Size > wire.AttachmentBytes {
		return ErrNotCentre
	}
	here, err := c.replica.ChunksHere(ctx, a)
	if err != nil {
		return err
	}
	for n := range a.Chunks() {
		if slices.Contains(here, n) {
			continue
		}
		data, err := s.getChunk(ctx, a, n)
		if err != nil {
			return err
		}
		if err := c.replica.PutChunk(ctx, a, n, data); err != nil {
			return err
		}
		meter(int64(len(data)))
	}
	_, err = c.replica.AttachmentFetched(ctx, a)
	return err
}

// getChunk fetches a chunk whole, or not at all.
func (s *session) getChunk(ctx context.Context, a replica.Attachment, n int) ([]byte, error) {
	var data []byte
	err := s.authorised(ctx, func(token string) error {
		body, header, err := s.do(ctx, request{method: http.MethodGet, path: chunkPath(a, n), token: token})
		if err != nil {
			return err
		}
		defer body.Close() // all of it was read
		data, err = io.ReadAll(io.LimitReader(body, wire.ChunkBytes+1))
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", ErrNoContact, err)
		case header.Get(wire.HeaderDigest) != digestOf(data):
			return fmt.Errorf("%w: chunk %d of %s arrived damaged", ErrNoContact, n, a.Hash)
		}
		return nil
	})
	return data, err
}
