package desktop

import (
	"context"

	"github.com/google/uuid"

	"plumbline/sync/replica"
)

// The places of the rail. A place's name is the title of its screen.
const (
	placeEvaluations = "Evaluations"
	placeForms       = "Forms"
	placeSettings    = "Settings"
)

// place shows a place: as it was left when it lies beneath what is shown, else anew.
func (s *Shell) place(name string, screen func() Screen) {
	if len(s.stack) > 0 && s.stack[0].Title() == name {
		if s.leave(1) {
			s.show()
		}
		return
	}
	s.Go(screen())
}

func (s *Shell) evaluations() {
	s.place(placeEvaluations, func() Screen {
		return newEvaluationsScreen(s, s.desk, s.in.Now, recordActions{
			begin: s.choose, open: s.open, copy: s.duplicate, withdraw: s.withdraw, export: s.exportOf, move: s.moveForm,
			handOver: func(r replica.Row) { s.Over(newHandOverScreen(s, s.desk, r, s.in.Now)) },
		})
	})
}

func (s *Shell) settings() {
	s.place(placeSettings, func() Screen {
		return newSettingsScreen(s, s.desk, settingsWays{
			folder: s.folder(), judge: s.in.Vaults.Judge, open: s.in.Open,
			appearance: s.in.Appearance, wear: s.in.Wear,
			idle: func() { s.idle.limit = s.desk.Idle() }, now: s.in.Now, exports: s.in.Exports,
		})
	})
}

// folder is where the open vault is.
func (s *Shell) folder() string {
	if s.desk.Training() {
		return s.in.Vaults.Places().Training
	}
	return s.in.Vaults.Places().Vault
}

func (s *Shell) help() {
	if _, shown := s.stack.top().(*helpScreen); !shown {
		s.Over(newHelpScreen(s))
	}
}

// fetch gets a record in the background and hands it on; trouble is shown.
func (s *Shell) fetch(get func(context.Context) (Record, error), then func(Record)) {
	var record Record
	s.Background(func(ctx context.Context) (err error) {
		record, err = get(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.Trouble(err)
			return
		}
		then(record)
	})
}

// filling is the record that is open for filling and the page on which that happens.
type filling struct {
	record Record // nil: none yet
	screen Screen
}

// fill shows the page on which a record is filled, over the list.
func (s *Shell) fill(record Record) {
	if !s.leave(1) { // two were asked for, one after the other
		s.Trouble(record.Close())
		return
	}
	s.filling = filling{record, record.Screen(s)}
	s.Over(s.filling.screen)
}

func (s *Shell) open(id uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Resume(ctx, id) }, s.fill)
}

func (s *Shell) duplicate(id uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Copy(ctx, id) }, s.fill)
}

// resume opens the record that was open when the vault was locked, where the person was in it.
func (s *Shell) resume(was whereabouts) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Resume(ctx, was.record) }, func(record Record) {
		if was.place == placeNotebook {
			s.note(record)
			return
		}
		s.fill(record)
		if p, ok := s.stack.top().(Placed); ok {
			p.Return(was.place)
		}
	})
}

// withdraw asks for the reason, and closes the record for good.
func (s *Shell) withdraw(id uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Resume(ctx, id) }, func(record Record) {
		s.Over(newWithdrawScreen(s, record))
	})
}

// exportOf shows the export page for a record of the list.
func (s *Shell) exportOf(id uuid.UUID) {
	s.fetch(func(ctx context.Context) (Record, error) { return s.desk.Resume(ctx, id) }, func(record Record) {
		s.export(record, record.Close)
	})
}

// browse asks for a folder, starting from one.
func (s *Shell) browse(from string, then func(folder string)) {
	s.Over(newFolderScreen(s, from, then))
}
