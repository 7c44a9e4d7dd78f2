package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"plumbline/sync/wire"
)

// Assign has a record come into sight of an account, or ends that. The centre must have the record.
func (c *Client) Assign(ctx context.Context, record, account uuid.UUID, assigned bool) error {
	return c.once(ctx, "assign", func(s *session) error {
		r := request{method: http.MethodPost, path: "/v1/admin/records/" + record.String() + "/assign"}
		return s.ask(ctx, r, wire.AssignRequest{Account: account, Assigned: assigned}, nil)
	})
}
