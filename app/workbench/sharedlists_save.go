package workbench

import (
	"bytes"
	"context"
	"fmt"

	"plumbline/forms/library"
)

// SaveList writes the list that is in use to a workbook that ReadListFile reads as it was, for somebody to edit. The file is
// there whole or not at all. Errors are library.ErrUnknownList and those of the file system.
func (d *Desk) SaveList(ctx context.Context, name, file string) error {
	now, err := d.SharedList(ctx, name)
	if err != nil {
		return err
	}
	var content bytes.Buffer
	if err := library.WriteListBook(&content, now.List); err != nil {
		return fmt.Errorf("workbench: write list %s: %w", name, err)
	}
	if err := ReplaceFile(file, content.Bytes()); err != nil {
		return fmt.Errorf("workbench: write list %s: %w", name, err)
	}
	return nil
}
