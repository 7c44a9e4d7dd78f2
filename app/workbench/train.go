package workbench

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"

	"plumbline/sync/seal"
)

//go:embed training.json
var trainingRecords []byte

// sample is one invented record of the training vault. Answers are in order; a path may add an instance of a repeat by
// naming the position after the last.
type sample struct {
	Form     string      `json:"form"`
	Complete bool        `json:"complete"`
	Answers  [][2]string `json:"answers"` // path and value
}

// Train opens the training vault, made and filled with invented records when it is not there yet. It is sealed as any
// other, under TrainingPassphrase.
func (b *Bench) Train(ctx context.Context) (*Desk, error) {
	passphrase := []byte(TrainingPassphrase)
	d, err := b.unlock(ctx, b.places.Training, passphrase)
	if !errors.Is(err, seal.ErrNoVault) {
		return d, err
	}
	d, err = b.create(ctx, b.places.Training, Profile{Name: "T. Rainer", Role: "Team Manager"}, passphrase)
	if err != nil {
		return nil, err
	}
	if err := d.train(ctx); err != nil {
		return nil, errors.Join(err, d.Lock())
	}
	return d, nil
}

// train marks the vault as training and puts the samples in.
func (d *Desk) train(ctx context.Context) error {
	if err := d.store.SetMeta(ctx, metaTraining, "1"); err != nil {
		return fmt.Errorf("workbench: mark training vault: %w", err)
	}
	if err := d.load(ctx); err != nil {
		return err
	}
	var samples []sample
	if err := json.Unmarshal(trainingRecords, &samples); err != nil {
		return fmt.Errorf("workbench: read training records: %w", err)
	}
	for i, s := range samples {
		if err := d.fill(ctx, s); err != nil {
			return fmt.Errorf("workbench: training record %d: %w", i+1, err)
		}
	}
	return nil
}

func (d *Desk) fill(ctx context.Context, s sample) error {
	w, err := d.Start(ctx, s.Form)
	if err != nil {
		return err
	}
	for _, answer := range s.Answers {
		key, err := w.LocateOrAdd(answer[0])
		if err != nil {
			return err
		}
		if _, err := w.Set(key, answer[1]); err != nil {
			return err
		}
	}
	if s.Complete {
		if _, err := w.Complete(); err != nil {
			return err
		}
	}
	return w.Close()
}
