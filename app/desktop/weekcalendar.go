package desktop

import (
	"context"
	"net/mail"
	"strings"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
	"plumbline/forms/schedule"
)

// invited are the two boxes that make an invitation of one visit, to be answered by email.
type invited struct{ from, to *textBox }

func newInvited() invited {
	return invited{
		from: newTextBox("Your email address", "With both addresses the file is an invitation, which is answered by email. Leave both empty for a plain entry."),
		to:   newTextBox("The observer's email address", ""),
	}
}

// addresses reads the boxes, and says under one what is wrong with it.
func (i invited) addresses() (from, to mail.Address, ok bool) {
	ok = true
	read := func(b *textBox) mail.Address {
		b.wrong("")
		typed := strings.TrimSpace(b.text())
		if typed == "" {
			return mail.Address{}
		}
		a, err := mail.ParseAddress(typed)
		if err != nil {
			b.wrong("This is no email address. Write it as name@council.example.")
			ok = false
			return mail.Address{}
		}
		return *a
	}
	from, to = read(i.from), read(i.to)
	if ok && (from.Address == "") != (to.Address == "") {
		missing := i.from
		if from.Address != "" {
			missing = i.to
		}
		missing.wrong("An invitation needs both addresses. Give this one too, or leave both empty.")
		ok = false
	}
	return from, to, ok
}

// newCalendarScreen writes visits as a calendar.
func newCalendarScreen(host Host, desk weekKeeper, name string, visits []schedule.Visit, ways writeWays) *writeScreen {
	about := writeAbout{
		heading: "Calendar file", below: name, name: "practice-week.ics",
		hint: "Calendars read it. It says when and where, to which team and on what theme; never which family, and never whose practice.",
	}
	boxes, parts := newInvited(), []fyne.CanvasObject{}
	if len(visits) == 1 {
		about.name = "practice-week-visit.ics"
		parts = append(parts, boxes.from.content, boxes.to.content)
	}
	calendar := desk.Calendar(name, visits)
	ways.write = func(_ context.Context, path string) error {
		var out strings.Builder
		if _, err := calendar.WriteTo(&out); err != nil {
			return err
		}
		return workbench.ReplaceFile(path, []byte(out.String()))
	}
	s := newWriteScreen(host, about, ways, parts...)
	s.reveal(boxes.from)
	s.reveal(boxes.to)
	s.ready = func() (ok bool) {
		calendar.From, calendar.To, ok = boxes.addresses()
		s.content.Refresh()
		return ok
	}
	return s
}
