package workbench

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"plumbline/forms/report"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// digestWords is what a digest says, for tests to compare.
func digestWords(g Digest) string {
	var out strings.Builder
	fmt.Fprintln(&out, g.Observations, g.Without, g.Observers, g.Teams, g.Notes, g.Withheld, len(g.Visits))
	for _, t := range append(slices.Clone(g.Standards), append(g.Themes, g.Loose)...) {
		fmt.Fprintln(&out, t.Of.Name, t.Notes, t.Observations, t.Teams, t.ByTag)
		for _, l := range t.Lines {
			fmt.Fprintln(&out, " ", l.Tag, l.Said)
		}
	}
	return out.String()
}

func digested(t *testing.T, d *Desk) Digest {
	t.Helper()
	g, err := d.WeekDigest(t.Context(), tuesday())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func lines(g Digest, standard string) string {
	var out []string
	for _, t := range g.Standards {
		if t.Of.Name == standard {
			for _, l := range t.Lines {
				out = append(out, string(l.Tag)+": "+l.Said)
			}
		}
	}
	return strings.Join(out, " | ")
}

func TestQuotesNeedPermission(t *testing.T) {
	for _, tt := range []struct {
		name    string
		answers []string
		want    string
	}{
		{"given", []string{"visit_consent=given", "consent_from=family", "may_quote=yes"}, "quote: “You always ask.”"},
		{"refused", []string{"visit_consent=given", "consent_from=family", "may_quote=no"}, ""},
		{"not asked", []string{"visit_consent=given", "consent_from=family"}, ""},
		{"given, and then consent taken back", []string{"visit_consent=given", "consent_from=family", "may_quote=yes", "visit_consent=asked"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sit(t, laptop(t))
			observing(t, d, visiting(t, d, tt.answers...), `"You always ask." #1`)
			g := digested(t, d)
			if got := lines(g, "1"); got != tt.want {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
			if g.Notes != 1 || (g.Withheld == 0) != (tt.want != "") || g.Standards[0].ByTag[NoteQuote] != 1 {
				t.Errorf("%d notes, %d withheld", g.Notes, g.Withheld)
			}
		})
	}
}

func TestDigestsTellStrengthsFirstAndNobodysName(t *testing.T) {
	d := sit(t, laptop(t))
	observing(t, d, visiting(t, d), "- late again #1", "asks Jayden first #1", "+ sits on the floor #1 #3", "! name an owner")
	g := digested(t, d)
	if got, want := lines(g, "1"), "strength: sits on the floor | : asks [name] first | worry: late again"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !g.Covered || len(g.Cautions()) != 1 {
		t.Errorf("it does not say that a name is covered: %v", g.Cautions())
	}
	if g.Loose.Notes != 1 || g.Notes != 4 || len(g.Themes) != 1 || g.Themes[0].Notes != 4 {
		t.Errorf("counted as %+v", g)
	}
}

func TestWhoSaidNoIsNotToldOf(t *testing.T) {
	d := sit(t, laptop(t))
	observing(t, d, visiting(t, d, "visit_consent=refused"), "+ unseen #1")
	w := observing(t, d, visiting(t, d), "+ withdrawn #1")
	check(t, w.Withdraw("begun by mistake"))
	g := digested(t, d)
	if g.Observations != 0 || g.Notes != 0 || g.Without != 1 || len(g.Cautions()) != 1 {
		t.Errorf("counted as %+v", g)
	}
}

func TestADayIsOneObservers(t *testing.T) {
	d := sit(t, laptop(t))
	observing(t, d, visiting(t, d), "+ one #1")
	observing(t, d, visiting(t, d, "visit_on=2026-10-14"), "+ two #1")
	day := weekOf(t, d).Monday.AddDate(0, 0, 1)
	for who, want := range map[string]int{"A. Evaluator": 1, "A. Eval": 0, "B. Moderator": 0} {
		g, err := d.DayDigest(t.Context(), who, day)
		if err != nil || g.Notes != want {
			t.Errorf("%s has %d notes, want %d: %v", who, g.Notes, want, err)
		}
	}
}

func TestDigestAsADocument(t *testing.T) {
	d := sit(t, laptop(t))
	observing(t, d, visiting(t, d), "+ sits on the floor #1", `"Not to be told." #1`)
	g := digested(t, d)
	var headings []string
	for _, b := range g.Document("Gannetshire", true).Blocks {
		if h, ok := b.(report.Heading); ok {
			headings = append(headings, h.Text)
		}
	}
	want := "Practice Week, 12 to 16 October 2026|By practice standard|By theme|1 Voices and experiences|Strengths"
	if got := strings.Join(headings, "|"); got != want {
		t.Errorf("headings %s", got)
	}
	first, err := d.DigestPDF(g)
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.DigestPDF(digested(t, d))
	if err != nil || !bytes.Equal(first, second) || !bytes.HasPrefix(first, []byte("%PDF-")) {
		t.Errorf("the PDF differs: %v", err)
	}
	w, err := d.SumUp(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	if got := value(t, w, "week_from") + value(t, w, "week_to") + value(t, w, "week_theme"); got != "2026-10-122026-10-16voice" {
		t.Errorf("the summary begins with %s", got)
	}
}

func TestDays(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		check(t, err)
		return d
	}
	for _, tt := range [][3]string{
		{"2026-10-12", "2026-10-16", "12 to 16 October 2026"},
		{"2026-09-28", "2026-10-02", "28 September to 2 October 2026"},
		{"2026-12-28", "2027-01-01", "28 December 2026 to 1 January 2027"},
		{"2026-10-12", "2026-10-12", "12 October 2026"},
	} {
		if got := Days(day(tt[0]), day(tt[1])); got != tt[2] {
			t.Errorf("got %q, want %q", got, tt[2])
		}
	}
}

// recount counts the notes of a week anew, from the journal's changes and nothing else: by practice standard and tag, as
// "standard tag".
func recount(t *testing.T, d *Desk, from, to string) map[string]int {
	t.Helper()
	rows, err := d.store.Records(t.Context(), replica.Query{FormID: "practice_week_observation"})
	check(t, err)
	out := map[string]int{}
	for _, row := range rows {
		history, err := d.store.History(t.Context(), row.ID, "")
		check(t, err)
		now := map[string]string{}
		for register, heads := range journal.Heads(history) {
			if c, ok := journal.Shown(heads); ok && c.Op == journal.Set {
				now[register.Path] = c.Value
			}
		}
		held, consent := now["header/date_held"], now["header/observation_consent"]
		if held < from || held > to || consent == "declined" || consent == "not_asked" || now["_state"] == "withdrawn" {
			continue
		}
		for path, text := range now {
			note, ok := strings.CutSuffix(path, "/text")
			if !ok || !strings.HasPrefix(path, "_notes/") || text == "" || now[note+"/_deleted"] != "" {
				continue
			}
			out["all"]++
			for _, standard := range strings.Fields(now[note+"/standards"]) {
				out[standard+" "+now[note+"/tag"]]++
			}
		}
	}
	return out
}

// tallied is a digest as recount counts.
func tallied(g Digest) map[string]int {
	out := map[string]int{"all": g.Notes}
	for _, t := range g.Standards {
		for tag, n := range t.ByTag {
			out[t.Of.Name+" "+string(tag)] = n
		}
	}
	return out
}

func TestTheDigestIsARecountOfTheJournal(t *testing.T) {
	d := sit(t, laptop(t))
	w := observing(t, d, visiting(t, d, "visit_consent=staff_only"), "+ one #1 #2", "- two #2", "? three", "taken out #3", "changed #4")
	check(t, w.Notebook().Remove(w.Notebook().Notes()[3].ID))
	check(t, w.Notebook().Retag(w.Notebook().Notes()[3].ID, NoteAction))
	check(t, w.Flush())
	observing(t, d, visiting(t, d, "visit_consent=refused"), "+ not told #1")
	got, want := tallied(digested(t, d)), recount(t, d, "2026-10-12", "2026-10-16")
	if !maps.Equal(got, want) || want["all"] != 4 {
		t.Errorf("counted %v, recounted %v", got, want)
	}
}
