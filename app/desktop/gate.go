package desktop

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// whereabouts is where a person was when the vault was locked. It is kept in memory alone.
type whereabouts struct {
	record   uuid.UUID // Nil: no record was open
	place    string
	training bool
}

// gateway is where the pages before a vault lead to.
type gateway struct {
	create  func()      // to the page that makes a vault
	train   func()      // into the training vault
	enter   func(Desk)  // into a vault that has just been opened
	trouble func(error) // to the page that says why a vault cannot be opened
}

func (s *Shell) gateway() gateway {
	return gateway{
		create:  func() { s.Over(newCreateScreen(s, s.in.Vaults, s.enter)) },
		train:   s.train,
		enter:   s.enter,
		trouble: func(err error) { s.troubled(err, s.in.Vaults.Places().Vault) },
	}
}

// gate shows the page that leads into a vault.
func (s *Shell) gate() {
	if s.in.Vaults.HasVault() {
		s.Go(newUnlockScreen(s, s.in.Vaults, s.gateway(), s.in.Now))
		return
	}
	s.Go(newWelcomeScreen(s, s.gateway()))
}

func (s *Shell) troubled(err error, folder string) {
	s.Go(newTroubleScreen(s, err, troubleWays{
		folder: folder, again: s.gate, train: s.train, show: func() {
			if s.in.Open(folder) != nil {
				s.banner.tell("No program on this laptop opened the folder.")
			}
		},
	}))
}

// train opens the training vault.
func (s *Shell) train() {
	s.Go(newWaitScreen("Opening the training vault", "Everyone in it is invented. This takes a moment."))
	var desk Desk
	s.Background(func(ctx context.Context) (err error) {
		desk, err = s.in.Vaults.Train(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.troubled(err, s.in.Vaults.Places().Training)
			return
		}
		s.enter(desk)
	})
}

// enter begins a sitting at an open vault, where the person was when it was locked.
func (s *Shell) enter(desk Desk) {
	s.desk = desk
	s.idle = idleClock{limit: desk.Idle()}
	s.idle.touch(s.in.Now())
	s.connect()
	s.evaluations()
	was := s.was
	s.was = whereabouts{}
	if was.record != uuid.Nil && was.training == desk.Training() {
		s.resume(was)
	}
}

// Lock saves everything, closes the vault and blanks the window. When something cannot be saved, the vault stays open
// and the window says so.
func (s *Shell) Lock() {
	if s.desk == nil {
		return
	}
	was := s.whereabouts()
	if err := s.seal(); err != nil {
		s.Trouble(err)
		return
	}
	s.was = was
	s.gate()
}

func (s *Shell) whereabouts() whereabouts {
	was := whereabouts{training: s.desk.Training()}
	if s.filling.record == nil || !slices.Contains(s.stack, s.filling.screen) {
		return was
	}
	was.record = s.filling.record.ID()
	if p, ok := s.filling.screen.(Placed); ok {
		was.place = p.Place()
	}
	return was
}
