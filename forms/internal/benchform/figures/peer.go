package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

//go:embed measure.mjs
var script []byte

// peer takes the figures of ODK's xforms-engine. They are nil where it does not come to an end in time.
func peer(folder string, limit time.Duration, s subject) (*figures, error) {
	temporary, err := os.MkdirTemp("", "benchform")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temporary)
	program, form := filepath.Join(temporary, "measure.mjs"), filepath.Join(temporary, "form.xml")
	if err := errors.Join(os.WriteFile(program, script, 0o600), os.WriteFile(form, s.source, 0o600)); err != nil {
		return nil, err
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return nil, err
	}
	args := []string{"--expose-gc", program, folder, form, "/data/" + s.shape.Result(s.size)}
	for _, question := range s.questions() {
		args = append(args, s.shape.Path(question))
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	node := exec.CommandContext(ctx, "node", args...) //nolint:gosec // the arguments are this program's own
	var wrong bytes.Buffer
	node.Stderr = &wrong
	line, err := node.Output()
	if ctx.Err() != nil {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, wrong.String())
	}
	other := &figures{}
	return other, json.Unmarshal(line, other)
}
