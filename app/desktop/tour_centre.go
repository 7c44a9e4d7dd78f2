package desktop

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"plumbline/app/workbench"
	"plumbline/sync/replica"
)

// TourCentre is a central store on this machine, as a council runs one, for the length of the tour.
type TourCentre interface {
	Address() string   // https://…
	Authority() string // the file of its authority's certificate, in PEM; it is there soon
	// Account adds a person who sees everything, and returns a code for their laptop.
	Account(name, display string) (code string, err error)
	Stop() error
}

// secondLaptop is the laptop of the moderator, without a window.
type secondLaptop struct {
	desk *workbench.Desk
	work *workbench.Work
}

// tourModerator is the person at the second laptop.
const tourModerator = "M. Moderator"

// openSecondLaptop makes a vault on another laptop and enrols it at the same centre.
func openSecondLaptop(bench *workbench.Bench, dir string, c TourCentre) (*secondLaptop, error) {
	ctx := context.Background()
	code, err := c.Account("m.moderator", tourModerator)
	if err != nil {
		return nil, err
	}
	bench = bench.At(workbench.Places{Vault: filepath.Join(dir, "second"), Training: filepath.Join(dir, "second-training")})
	desk, err := bench.Create(ctx, workbench.Profile{Name: tourModerator, Role: "Group Manager"}, []byte(tourPassphrase))
	if err != nil {
		return nil, err
	}
	authority, err := readWhenThere(c.Authority())
	if err == nil {
		_, err = desk.Enrol(ctx, c.Address(), code, authority)
	}
	if err == nil {
		err = desk.SyncNow(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, desk.Lock())
	}
	return &secondLaptop{desk: desk}, nil
}

// open opens the record of a reference for moderation.
func (l *secondLaptop) open(reference string) error {
	ctx := context.Background()
	rows, err := l.desk.Records(ctx, replica.Query{Words: reference, Limit: 1})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("%s did not arrive on the second laptop", reference)
	}
	if l.work, err = l.desk.Open(ctx, rows[0].ID); err != nil {
		return err
	}
	return l.work.Reopen("Moderated.")
}

// answer gives an answer on the second laptop and sends it.
func (l *secondLaptop) answer(key, value string) error {
	if _, err := l.work.Set(key, value); err != nil {
		return err
	}
	return l.desk.SyncNow(context.Background())
}

// receive brings what the first laptop sent, and returns the answer to a question.
func (l *secondLaptop) receive(key string) (string, error) {
	if err := l.desk.SyncNow(context.Background()); err != nil {
		return "", err
	}
	if _, err := l.work.Merge(context.Background()); err != nil {
		return "", err
	}
	v, _ := l.work.Session().View(key)
	return v.Value, nil
}
