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

// Exemplar is a complete training record of a form: the answers by the name of their question, of which those inside a
// repeat are its first instance's. It is nil when there is none.
func Exemplar(form string) (map[string]string, error) {
	samples, err := samples()
	if err != nil {
		return nil, err
	}
	for _, s := range samples {
		if s.Form != form || !s.Complete {
			continue
		}
		out := map[string]string{}
		for _, a := range s.Answers {
			_, name := splitPath(a[0])
			if _, known := out[name]; !known {
				out[name] = a[1]
			}
		}
		return out, nil
	}
	return nil, nil
}

func samples() ([]sample, error) {
	var out []sample
	if err := json.Unmarshal(trainingRecords, &out); err != nil {
		return nil, fmt.Errorf("workbench: read training records: %w", err)
	}
	return out, nil
}

// train marks the vault as training and puts the samples in.
func (d *Desk) train(ctx context.Context) error {
	if err := d.store.SetMeta(ctx, metaTraining, "1"); err != nil {
		return fmt.Errorf("workbench: mark training vault: %w", err)
	}
	if err := d.load(ctx); err != nil {
		return err
	}
	all, err := samples()
	if err != nil {
		return err
	}
	for i, s := range all {
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
