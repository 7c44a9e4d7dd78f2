package desktop

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
)

// Go implements Host.
func (s *Shell) Go(to Screen) {
	if s.leave(0) {
		s.stack = append(s.stack, to)
		s.show()
	}
}

// Over implements Host.
func (s *Shell) Over(top Screen) {
	s.stack = append(s.stack, top)
	s.show()
}

// Back implements Host.
func (s *Shell) Back() {
	if n := len(s.stack) - 1; n > 0 && s.leave(n) {
		s.show()
	}
}

// Saving implements Host.
func (s *Shell) Saving(status workbench.SaveStatus) {
	s.in.Note(status.Err)
	s.bottom.saving(status)
	s.settle()
}

// Say implements Host.
func (s *Shell) Say(words string) {
	s.bottom.say(words)
	s.settle()
}

// Trouble implements Host.
func (s *Shell) Trouble(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	s.in.Note(err)
	s.banner.show("", err)
}

// Export implements Host.
func (s *Shell) Export(record Exporter) { s.export(record, func() error { return nil }) }

func (s *Shell) export(record Exporter, leave func() error) {
	s.Over(newExportScreen(s, record, exportWays{
		folder: s.in.Exports, browse: s.browse, open: s.in.Open, now: s.in.Now, leave: leave,
	}))
}

// Focus implements Host.
func (s *Shell) Focus(to fyne.Focusable) {
	if to == nil {
		s.window.Canvas().Unfocus()
		return
	}
	s.window.Canvas().Focus(to)
}

// Focused implements Host.
func (s *Shell) Focused() fyne.Focusable { return s.window.Canvas().Focused() }

// OnUI implements Host.
func (s *Shell) OnUI(f func()) { s.in.OnUI(f) }

// Background implements Host.
func (s *Shell) Background(work func(ctx context.Context) error, then func(err error)) {
	ctx := s.sitting
	s.in.Start(func() {
		err := work(ctx)
		s.in.Note(err)
		s.in.OnUI(func() {
			if ctx.Err() == nil {
				then(err)
			}
		})
	})
}
