package central

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

func (c *call) held() error {
	after, err := c.optionalID("after")
	if err != nil {
		return err
	}
	page, err := c.ledger.HeldChanges(c.r.Context(), c.who, after)
	if err != nil {
		return err
	}
	return lines(c, page)
}

func (c *call) decision() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	var request wire.DecisionRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	decided, err := c.ledger.Decide(c.r.Context(), c.who, id, request)
	if err != nil {
		return err
	}
	return c.json(decided)
}

func (c *call) beginBlob() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	var request wire.BlobRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	state, err := c.ledger.BeginBlob(c.r.Context(), c.who, id, request)
	if err != nil {
		return err
	}
	return c.json(state)
}

// blobPath reads which attachment a path names.
func (c *call) blobPath() (record uuid.UUID, blob wire.Hash, err error) {
	if record, err = c.pathID(); err == nil {
		blob, err = c.pathHash()
	}
	return record, blob, err
}

// chunkPath reads which chunk a path names.
func (c *call) chunkPath() (record uuid.UUID, blob wire.Hash, n int, err error) {
	if record, blob, err = c.blobPath(); err != nil {
		return record, blob, 0, err
	}
	n64, err := number(c.r.PathValue("n"))
	return record, blob, int(min(n64, wire.AttachmentBytes)), err
}

func (c *call) missingChunks() error {
	record, blob, err := c.blobPath()
	if err != nil {
		return err
	}
	state, err := c.ledger.MissingChunks(c.r.Context(), c.who, record, blob)
	if err != nil {
		return err
	}
	return c.json(state)
}

func (c *call) putChunk() error {
	record, blob, n, err := c.chunkPath()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(http.MaxBytesReader(c.w, c.r.Body, wire.ChunkBytes))
	if err != nil {
		return readFault(err)
	}
	if sum := sha256.Sum256(data); c.r.Header.Get(wire.HeaderDigest) != contentDigest(sum[:]) {
		return wire.Refuse(wire.HashMismatch, "A part of the file arrived damaged. The program sends it again.")
	}
	if err := c.ledger.PutChunk(c.r.Context(), c.who, record, blob, n, data); err != nil {
		return err
	}
	return c.none()
}

// contentDigest is the header of RFC 9530.
func contentDigest(sum []byte) string {
	return "sha-256=:" + base64.StdEncoding.EncodeToString(sum) + ":"
}

func (c *call) commitBlob() error {
	record, blob, err := c.blobPath()
	if err != nil {
		return err
	}
	state, err := c.ledger.CommitBlob(c.r.Context(), c.who, record, blob)
	if err != nil {
		return err
	}
	return c.json(state)
}

func (c *call) chunk() error {
	record, blob, n, err := c.chunkPath()
	if err != nil {
		return err
	}
	data, err := c.ledger.Chunk(c.r.Context(), c.who, record, blob, n)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	c.w.Header().Set(wire.HeaderDigest, contentDigest(sum[:]))
	c.w.Header().Set("Content-Type", "application/octet-stream")
	c.w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	c.status, c.bytes = http.StatusOK, len(data)
	_, _ = c.w.Write(data) // that its reader has gone is nobody's fault
	return nil
}

func (c *call) forms() error {
	list, err := c.ledger.Forms(c.r.Context())
	if err != nil {
		return err
	}
	return c.json(list)
}

func (c *call) form() error {
	hash, err := c.pathHash()
	if err != nil {
		return err
	}
	form, err := c.ledger.Form(c.r.Context(), hash)
	if err != nil {
		return err
	}
	return c.json(form)
}

func (c *call) proposeForm() error {
	hash, err := c.pathHash()
	if err != nil {
		return err
	}
	form := wire.Form{Hash: hash}
	if err := c.readJSON(&form, wire.RequestBytes); err != nil {
		return err
	}
	form.Hash = hash
	if err := c.ledger.ProposeForm(c.r.Context(), c.who, form); err != nil {
		return err
	}
	return c.none()
}

func (c *call) formStatus() error {
	hash, err := c.pathHash()
	if err != nil {
		return err
	}
	var request wire.FormStatus
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	if err := c.ledger.SetFormStatus(c.r.Context(), c.who, hash, request.Status); err != nil {
		return err
	}
	return c.none()
}

func (c *call) people() error {
	people, err := c.ledger.People(c.r.Context(), c.who)
	if err != nil {
		return err
	}
	return c.json(people)
}

func (c *call) scopes() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	var request wire.ScopesRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	account, err := c.ledger.SetScopes(c.r.Context(), c.who, id, request.Scopes)
	if err != nil {
		return err
	}
	return c.json(account)
}

func (c *call) assign() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	var request wire.AssignRequest
	if err := c.readJSON(&request, smallJSON); err != nil {
		return err
	}
	if err := c.ledger.Assign(c.r.Context(), c.who, id, request); err != nil {
		return err
	}
	return c.none()
}

func (c *call) revoke() error {
	id, err := c.pathID()
	if err != nil {
		return err
	}
	if err := c.ledger.RevokeDevice(c.r.Context(), c.who, id); err != nil {
		return err
	}
	return c.none()
}
