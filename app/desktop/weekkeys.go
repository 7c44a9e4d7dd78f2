package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"plumbline/forms/schedule"
)

// step moves the keyboard from one visit to another: along a day, or to the nearest of another day.
func (s *weekScreen) step(day, visit int, key fyne.KeyName) bool {
	by := 1
	switch key {
	case fyne.KeyUp, fyne.KeyDown:
		if key == fyne.KeyUp {
			by = -1
		}
		if next := visit + by; next >= 0 && next < len(s.cards[day]) {
			s.host.Focus(s.cards[day][next])
		}
		return true
	case fyne.KeyLeft, fyne.KeyRight:
		if key == fyne.KeyLeft {
			by = -1
		}
		for next := day + by; next >= 0 && next < len(s.cards); next += by {
			if n := len(s.cards[next]); n > 0 {
				s.host.Focus(s.cards[next][min(visit, n-1)])
				break
			}
		}
		return true
	}
	return false
}

// shifts are the keys that move a visit: days, and minutes.
func shifts(r rune) (days, minutes int) {
	switch r {
	case '<', ',':
		return -1, 0
	case '>', '.':
		return 1, 0
	case '-', '–':
		return 0, -15
	case '+', '=':
		return 0, 15
	}
	return 0, 0
}

// move moves a visit as a key asks.
func (s *weekScreen) move(v schedule.Visit, r rune) {
	days, minutes := shifts(r)
	if days == 0 && minutes == 0 {
		return
	}
	s.at = v.ID
	s.host.Background(func(ctx context.Context) error { return s.desk.MoveVisit(ctx, v.ID, days, minutes) }, func(err error) {
		if err != nil {
			s.host.Trouble(err)
			return
		}
		day := s.week.Monday
		if !v.Day.IsZero() {
			day = v.Day.AddDate(0, 0, days)
		}
		s.read(day, func() {
			if now, ok := s.week.Visit(v.ID); ok {
				s.host.Say("Moved to " + whenWords(now) + ".")
			}
		})
	})
}

// whenWords are the day of a visit, and the time where it has one.
func whenWords(v schedule.Visit) string {
	if v.Begin.IsZero() {
		return v.Day.Format("Monday 2 January")
	}
	return v.Begin.Format("Monday 2 January, 15:04")
}
