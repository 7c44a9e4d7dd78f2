package replica

import (
	"context"
	"fmt"
)

// Meta returns what was last kept under a key with SetMeta; "" when nothing was.
func (r *Replica) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := r.keeper.view(ctx, func(t tx) (err error) {
		value, err = t.meta(key)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("replica: meta %s: %w", key, err)
	}
	return value, nil
}

// SetMeta keeps a setting of this laptop in the vault. It is not synchronised.
func (r *Replica) SetMeta(ctx context.Context, key, value string) error {
	err := r.keeper.update(ctx, func(t tx) error { return t.setMeta(key, value) })
	if err != nil {
		return fmt.Errorf("replica: set meta %s: %w", key, err)
	}
	return nil
}
