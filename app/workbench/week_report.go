package workbench

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"plumbline/forms/report"
	"plumbline/forms/schedule"
)

// Heading is what the digest is of, in words.
func (g Digest) Heading() string {
	if g.Observer != "" {
		return g.Observer + ", " + g.From.Format("Monday 2 January 2006")
	}
	return "Practice Week, " + Days(g.From, g.To)
}

// Days are the days from one to another in words: "12 to 16 October 2026".
func Days(from, to time.Time) string {
	before := "2 January 2006"
	switch {
	case from.Equal(to):
		return to.Format(before)
	case from.Year() == to.Year() && from.Month() == to.Month():
		before = "2"
	case from.Year() == to.Year():
		before = "2 January"
	}
	return from.Format(before) + " to " + to.Format("2 January 2006")
}

// InShort is how much was seen, in a sentence or two.
func (g Digest) InShort() string {
	words := "No observations."
	if g.Observations > 0 {
		words = numbered(g.Observations, "observation", "observations") + " in " + numbered(g.Teams, "team", "teams")
		if g.Observer == "" {
			words += " by " + numbered(g.Observers, "observer", "observers")
		}
		words += ", with " + numbered(g.Notes, "note", "notes") + "."
	}
	if g.Discussions > 0 {
		words += " " + numbered(g.Discussions, "reflective discussion", "reflective discussions") + "."
	}
	return words
}

// Cautions are what a reader has to know of what is not in the digest; nil where nothing is left out.
func (g Digest) Cautions() []string {
	var out []string
	if g.Withheld > 0 {
		out = append(out, numbered(g.Withheld, "quote is", "quotes are")+" counted and not shown: nobody gave permission to quote.")
	}
	if g.Without > 0 {
		out = append(out, numbered(g.Without, "observation", "observations")+" went on without consent, and nothing of it is here.")
	}
	if g.Covered {
		out = append(out, coveredWords)
	}
	return out
}

func numbered(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// From is what the notes of a tally rest on, in words.
func (t Tally) From() string {
	words := numbered(t.Notes, "note", "notes") + " from " + numbered(t.Observations, "observation", "observations")
	if t.Teams > 1 {
		words += " in " + numbered(t.Teams, "team", "teams")
	}
	return words
}

// Under are the lines of one tag, in order.
func (t Tally) Under(tag NoteTag) []string {
	var out []string
	for _, l := range t.Lines {
		if l.Tag == tag {
			out = append(out, l.Said)
		}
	}
	return out
}

// TagHeading names notes of a tag, several of them.
func TagHeading(tag NoteTag) string {
	if tag == NotePlain {
		return "Other notes"
	}
	if tag == NoteWorry {
		return "Worries"
	}
	return tag.Word() + "s"
}

// Tags are those of notes, in the order in which digests tell them: strengths first.
func (g Digest) Tags() []NoteTag { return digestTags() }

// Document is the digest as a document: what was seen in short, the numbers, and then the notes by practice standard,
// strengths first.
func (g Digest) Document(organisation string, training bool) report.Document {
	b := &digestBuilder{}
	if organisation != "" {
		b.add(report.Paragraph{{Words: organisation, As: report.Quiet}})
	}
	b.add(report.Heading{Level: 1, Text: g.Heading()}, saying(g.InShort()))
	var marks []string
	if training {
		marks = []string{"Training data: everybody in it is invented"}
	}
	for _, c := range g.Cautions() {
		b.add(report.Note{saying(c)})
	}
	if g.Observer != "" {
		b.visits(g.Visits)
	}
	b.numbers("By practice standard", "Practice standard", g.Standards)
	b.numbers("By theme", "Theme", g.Themes)
	for _, t := range g.Standards {
		b.lines(t.Of.Label, t)
	}
	b.lines("Of no practice standard", g.Loose)
	return report.Document{
		Title: g.Heading(), Subject: "What was seen in Practice Week", Author: organisation, Language: "en-GB",
		Edited: g.To, Running: g.Heading(), Marks: marks, Blocks: b.blocks,
		Footer: "Drawn from the observers' notes. It grades nobody.",
	}
}

type digestBuilder struct{ blocks []report.Block }

func (b *digestBuilder) add(blocks ...report.Block) { b.blocks = append(b.blocks, blocks...) }

func saying(words string) report.Paragraph { return report.Paragraph{{Words: words}} }

func (b *digestBuilder) visits(visits []schedule.Visit) {
	if len(visits) == 0 {
		return
	}
	table := report.Table{Columns: []report.Paragraph{inCell("Time"), inCell("What"), inCell("Team")}}
	for _, v := range visits {
		at := "No time yet"
		if !v.Begin.IsZero() {
			at = v.Begin.Format("15:04") + " to " + v.End.Format("15:04")
		}
		table.Rows = append(table.Rows, []report.Cell{{inCell(at)}, {inCell(v.Observed.Label)}, {inCell(v.Team.Label)}})
	}
	b.add(report.Heading{Level: 2, Text: "Visits"}, table)
}

// numbers is a table of how many notes there are of each.
func (b *digestBuilder) numbers(heading, of string, tallies []Tally) {
	if len(tallies) == 0 {
		return
	}
	table := report.Table{Columns: []report.Paragraph{inCell(of)}}
	for _, tag := range digestTags() {
		table.Columns = append(table.Columns, inCell(TagHeading(tag)))
	}
	table.Columns = append(table.Columns, inCell("Observations"))
	for _, t := range tallies {
		row := []report.Cell{{inCell(t.Of.Label)}}
		for _, tag := range digestTags() {
			row = append(row, report.Cell{inCell(strconv.Itoa(t.ByTag[tag]))})
		}
		table.Rows = append(table.Rows, append(row, report.Cell{inCell(strconv.Itoa(t.Observations))}))
	}
	b.add(report.Heading{Level: 2, Text: heading}, table)
}

// lines are the notes of one tally.
func (b *digestBuilder) lines(heading string, t Tally) {
	if t.Notes == 0 {
		return
	}
	b.add(report.Heading{Level: 2, Text: heading}, report.Paragraph{{Words: t.From() + ".", As: report.Quiet}})
	for _, tag := range digestTags() {
		list := report.List{}
		for _, said := range t.Under(tag) {
			list.Items = append(list.Items, report.Item{saying(strings.Join(strings.Fields(said), " "))})
		}
		if len(list.Items) > 0 {
			b.add(report.Heading{Level: 3, Text: TagHeading(tag)}, list)
		}
	}
}

// DigestPDF renders a digest. The same digest gives the same bytes.
func (d *Desk) DigestPDF(g Digest) ([]byte, error) {
	def, err := formOf(d.Library(), sumUpForm)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := d.bench.pdf.Write(&out, g.Document(def.Setting("organisation"), d.Training())); err != nil {
		return nil, fmt.Errorf("workbench: %s: %w", g.Heading(), err)
	}
	return out.Bytes(), nil
}

// ExportDigest writes a digest to a file, whole or not at all.
func (d *Desk) ExportDigest(_ context.Context, g Digest, file string) error {
	content, err := d.DigestPDF(g)
	if err != nil {
		return err
	}
	if err := ReplaceFile(file, content); err != nil {
		return fmt.Errorf("workbench: export %s: %w", g.Heading(), err)
	}
	return nil
}

// FileName suggests a name for the file of a digest. It names nobody.
func (g Digest) FileName() string {
	if g.Observer != "" {
		return "practice-week-day-" + g.From.Format(time.DateOnly) + ".pdf"
	}
	return "practice-week-" + g.From.Format(time.DateOnly) + ".pdf"
}
