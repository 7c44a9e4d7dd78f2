package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// proposeForms gives the centre the forms that records here were started on, so that others can read those.
func (c *Client) proposeForms(ctx context.Context, s *session) error {
	hashes, err := c.replica.FormsToPropose(ctx)
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		if c.line.refused[hash] {
			continue
		}
		if err := c.proposeForm(ctx, s, hash); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) proposeForm(ctx context.Context, s *session, hash string) error {
	f, err := c.replica.Form(ctx, hash)
	if err != nil {
		return err
	}
	if wire.HashOf(string(f.Source)).String() != hash {
		c.line.refused[hash] = true // nothing that a centre knows a form by
		return nil
	}
	err = s.ask(ctx, request{method: http.MethodPut, path: "/v1/forms/" + hash},
		wire.Form{ID: f.ID, Version: f.Version, Title: f.Title, Source: f.Source}, nil)
	if final(codeOf(err)) {
		c.line.refused[hash] = true // records go without it
		return nil
	} else if err != nil {
		return err
	}
	return c.replica.PutCentralForm(ctx, f)
}

// final reports whether asking for the same once more would be answered the same.
func final(code wire.Code) bool {
	switch code {
	case wire.Malformed, wire.Forbidden, wire.NotFound, wire.Conflict, wire.TooLarge, wire.Unsupported, wire.HashMismatch:
		return true
	default:
		return false
	}
}

// formsAt is a state of the centre's list of forms. Its numbers begin anew where the centre is put back to a backup.
type formsAt struct {
	epoch uuid.UUID
	news  int64
}

// fetchForms brings the forms of records that came without them.
func (c *Client) fetchForms(ctx context.Context, s *session) error {
	centre, err := c.replica.Centre(ctx)
	if err != nil {
		return err
	}
	if now := (formsAt{centre.Epoch, centre.FormsNews}); c.line.formsAt != now {
		c.line.lacking, c.line.formsAt = map[string]bool{}, now
	}
	hashes, err := c.replica.FormsToFetch(ctx)
	if err != nil {
		return err
	}
	for _, hash := range hashes {
		if c.line.lacking[hash] {
			continue
		}
		if err := c.fetchForm(ctx, s, hash); err != nil {
			return err
		}
	}
	return nil
}

func (c *Client) fetchForm(ctx context.Context, s *session, hash string) error {
	if err := new(wire.Hash).UnmarshalText([]byte(hash)); err != nil { // a centre has no form of that hash
		c.line.lacking[hash] = true
		return nil //nolint:nilerr // what cannot be asked for is noted as lacking
	}
	var f wire.Form
	err := s.ask(ctx, request{method: http.MethodGet, path: "/v1/forms/" + hash}, nil, &f)
	if final(codeOf(err)) {
		c.line.lacking[hash] = true
		return nil
	} else if err != nil {
		return err
	}
	if wire.HashOf(string(f.Source)).String() != hash {
		return ErrNotCentre
	}
	return c.replica.PutCentralForm(ctx, replica.Form{Hash: hash, ID: f.ID, Version: f.Version, Title: f.Title, Source: f.Source})
}
