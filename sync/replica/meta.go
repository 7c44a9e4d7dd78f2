package replica

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"plumbline/sync/seal"
)

// Meta returns what was last kept under a key with SetMeta; "" when nothing was.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := s.reader.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("replica: meta %s: %w", key, seal.Classify(err))
	}
	return value, nil
}

// SetMeta keeps a setting of this laptop in the vault. It is not synchronised.
func (s *Store) SetMeta(ctx context.Context, key, value string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO meta (key, value) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("replica: set meta %s: %w", key, err)
	}
	return nil
}
