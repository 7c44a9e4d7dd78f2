package pdf_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"plumbline/assets"
	"plumbline/forms/pdf"
	"plumbline/forms/report"
	"plumbline/forms/report/reporttest"
)

var update = flag.Bool("update", false, "write golden files anew")

func fonts(tb testing.TB) pdf.Fonts {
	tb.Helper()
	var out pdf.Fonts
	for face, into := range map[assets.Face]*[]byte{
		assets.Regular: &out.Regular, assets.Bold: &out.Bold, assets.Italic: &out.Italic, assets.BoldItalic: &out.BoldItalic,
	} {
		file, err := assets.Font(face)
		if err != nil {
			tb.Fatal(err)
		}
		*into = file
	}
	return out
}

func newWriter(tb testing.TB) *pdf.Writer {
	tb.Helper()
	w, err := pdf.NewWriter(fonts(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func write(tb testing.TB, w *pdf.Writer, doc report.Document) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := w.Write(&out, doc); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// evaluation is the report on an invented evaluation.
func evaluation(state string, training bool) report.Document {
	return report.Evaluation(reporttest.Evaluation(), report.Meta{
		RecordID: "0193f2c0-7a11-7c3e-9b1d-5a2e6f0c4417", Version: 3, State: state, Training: training,
		ContentHash:  "7c1e09af55d2b34602d1c09be4477a90c3fd5b6e1182aa64f09d7b21c4e8350f",
		Organisation: "Gloucestershire Children\u2019s Social Care", Edited: time.Date(2026, time.November, 23, 16, 5, 0, 0, time.UTC),
	})
}

func words(s string) report.Paragraph { return report.Paragraph{{Words: s}} }

// documents are documents that every rule is held against.
func documents() map[string]report.Document {
	long := strings.TrimSpace(strings.Repeat("She was seen alone at each visit, and her own words are written down. ", 72)) // 5,000 characters
	word := strings.Repeat("abcdefghij", 60)
	inadequate := report.Grade{Letter: "I", Word: "Inadequate", Shape: report.Triangle, Tone: report.Inadequate}
	good := report.Grade{Letter: "G", Word: "Good", Shape: report.Disc, Tone: report.Good}
	titled := func(blocks ...report.Block) report.Document {
		return report.Document{Title: "Test", Language: "en-GB", Blocks: blocks}
	}
	return map[string]report.Document{
		"evaluation":          evaluation("complete", false),
		"draft in training":   evaluation("in_progress", true),
		"nothing":             titled(),
		"no title":            {},
		"a heading alone":     titled(report.Heading{Level: 1, Text: "Alone"}),
		"no heading":          titled(words("Only words.")),
		"levels that skip":    titled(report.Heading{Level: 3, Text: "Three"}, report.Heading{Level: 6, Text: "Six"}, report.Heading{Level: -1, Text: "Less"}, report.Heading{Level: 9, Text: "More"}),
		"empty blocks":        titled(report.List{}, report.Table{}, report.Facts{}, report.Questions{}, report.Paragraph{}, report.Note{}, report.Judgement{}, report.Grade{}),
		"empty items":         titled(report.Questions{{Text: "a", Answer: []report.Block{}}}, report.List{Items: []report.Item{{}, {words("")}}}, report.Facts{{}}, report.Questions{{}}, report.Table{Columns: []report.Paragraph{nil, nil}, Rows: [][]report.Cell{{nil}, {{words("a")}, nil, {words("too many")}}}}),
		"long text":           titled(report.Heading{Level: 1, Text: long[:400]}, words(long), report.Note{words(long), words(long)}, report.List{Numbered: true, Items: []report.Item{{words(long)}, {words("short"), words("more")}}}),
		"a long judgement":    titled(report.Heading{Level: 1, Text: "J"}, report.Judgement{Name: "Overall grade", Grade: inadequate, Reason: []report.Paragraph{words(long), words(long)}}),
		"long facts":          titled(report.Facts{{Name: long[:200], Value: words(long)}, {Name: "Short", Value: words("b")}, {Name: word, Value: words(word)}}),
		"cells over pages":    titled(report.Table{Columns: []report.Paragraph{words("What"), words("Who"), words("Why")}, Rows: [][]report.Cell{{{words(long), words(long)}, {words("One")}, {words(long)}}, {{words("b")}, {words("c")}, {words(long)}}}}),
		"many rows":           titled(report.Table{Columns: []report.Paragraph{words("What"), words("When")}, Rows: rows(120)}),
		"a high table head":   titled(report.Table{Columns: []report.Paragraph{words(long[:900]), words(word), words(word), words(word)}, Rows: [][]report.Cell{{{words(word)}, {words("a")}, {words("b")}, {words("c")}}}}),
		"a word without end":  titled(words(word), report.Heading{Level: 1, Text: word}, report.Questions{{Text: word, Answer: []report.Block{words(word)}}}),
		"long questions":      titled(report.Questions{{Text: long[:600], Standards: strings.Fields("1 2 3 4 5 6 7 8 9 10"), Answer: []report.Block{words(long), report.List{Items: []report.Item{{words("a")}}}, good}}, {Text: "Grade?", Answer: []report.Block{good}}}),
		"grades":              titled(report.Heading{Level: 1, Text: "G", Grade: &good}, report.Heading{Level: 2, Text: long[:300], Grade: &report.Grade{Letter: "R", Word: long[:120], Tone: "unknown", Shape: "star"}}, report.Heading{Level: 2, Text: "None", Grade: &report.Grade{Word: "Not applicable"}}, good, report.Grade{Letter: "\u2713", Word: "\U0001F642"}),
		"symbols":             titled(report.Heading{Level: 1, Text: "\u2192 Symbols \u2713"}, words("\u2190 \u2191 \u2192 \u2193 \u2194 \u2714 \u2717 \u2610 \u2611 \u25A0 \u25A1 \u25CF \u25B2 \u25BC")),
		"marks of every kind": {Title: "Test (draft) \\ \u0175", Subject: long, Author: "A & B <c>", Language: "cy", Footer: "\u2192 " + long, Running: "\u2713 " + long, Marks: []string{"Withdrawn", "Training \U0001F642", "", long[:300]}, Edited: time.Date(2026, 7, 1, 9, 0, 0, 0, time.FixedZone("BST", 3600)), Blocks: []report.Block{words("a")}},
	}
}

func rows(n int) [][]report.Cell {
	var out [][]report.Cell
	for range n {
		out = append(out, []report.Cell{{words("Hold the family network meeting, and ask him whom he would like to be there")}, {words("4 Dec 2026")}})
	}
	return out
}

func TestRules(t *testing.T) {
	w := newWriter(t)
	for name, doc := range documents() {
		t.Run(name, func(t *testing.T) {
			for _, wrong := range check(write(t, w, doc)) {
				t.Error(wrong)
			}
		})
	}
}

func TestSameBytes(t *testing.T) {
	doc := evaluation("in_progress", true)
	first := write(t, newWriter(t), doc)
	if second := write(t, newWriter(t), doc); !bytes.Equal(first, second) {
		t.Error("the same document gives other bytes")
	}
	doc.Edited = doc.Edited.Add(time.Minute)
	if other := write(t, newWriter(t), doc); bytes.Equal(first, other) {
		t.Error("another document gives the same bytes")
	}
}

func TestStructure(t *testing.T) {
	r, err := read(write(t, newWriter(t), evaluation("complete", false)))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "structure.txt", r.outline())
}

// golden compares with a golden file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s; run with -update and look at the difference\n%s", file, got)
	}
}

func TestNewWriter(t *testing.T) {
	good := fonts(t)
	for _, tt := range []struct {
		name  string
		fonts pdf.Fonts
		want  []string
	}{
		{"no font", pdf.Fonts{}, []string{"regular font is missing", "bold font is missing", "italic font is missing", "bold italic font is missing"}},
		{"one is missing", pdf.Fonts{Regular: good.Regular, Bold: good.Bold, Italic: good.Italic}, []string{"bold italic font is missing"}},
		{"no font at all", pdf.Fonts{Regular: []byte("PK\x03\x04"), Bold: good.Bold, Italic: good.Italic, BoldItalic: good.BoldItalic}, []string{"regular font cannot be read"}},
		{"half a font", pdf.Fonts{Regular: good.Regular[:len(good.Regular)/2], Bold: good.Bold, Italic: good.Italic, BoldItalic: good.BoldItalic}, []string{"regular font"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := pdf.NewWriter(tt.fonts)
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("error %v, want one about %q", err, want)
				}
			}
		})
	}
}

func TestTableHeadIsRepeated(t *testing.T) {
	r, err := read(write(t, newWriter(t), documents()["many rows"]))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.pages) < 3 {
		t.Fatalf("%d pages", len(r.pages))
	}
	for i, p := range r.pages {
		heads := map[string]int{}
		for _, m := range p.sequences {
			if strings.Contains(p.text(m), "When") {
				heads[string(m.tag)]++
			}
		}
		want := "Artifact"
		if i == 0 {
			want = "TH"
		}
		if len(heads) != 1 || heads[want] != 1 {
			t.Errorf("page %d has the head as %v, want it once as %s", i+1, heads, want)
		}
	}
}

func TestPagesAreNumbered(t *testing.T) {
	r, err := read(write(t, newWriter(t), documents()["many rows"]))
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range r.pages {
		var all strings.Builder
		for _, m := range p.sequences {
			all.WriteString(p.text(m))
		}
		if want := fmt.Sprintf("Page %d of %d", i+1, len(r.pages)); !strings.Contains(all.String(), want) {
			t.Errorf("%q is not on its page", want)
		}
	}
}

func TestMetadata(t *testing.T) {
	r, err := read(write(t, newWriter(t), documents()["marks of every kind"]))
	if err != nil {
		t.Fatal(err)
	}
	info := r.dict(r.trailer["Info"])
	metadata := string(r.get(r.dict(r.trailer["Root"])["Metadata"]).(*stream).data)
	for _, tt := range []struct{ name, got, want string }{
		{"title", r.words(info["Title"]), "Test (draft) \\ \u0175"},
		{"author", r.words(info["Author"]), "A & B <c>"},
		{"created", r.words(info["CreationDate"]), "D:20260701090000+01'00'"},
		{"title in XMP", metadata, `<rdf:li xml:lang="x-default">Test (draft) \ ` + "\u0175</rdf:li>"},
		{"author in XMP", metadata, "A &amp; B &lt;c&gt;"},
		{"created in XMP", metadata, "<xmp:CreateDate>2026-07-01T09:00:00+01:00</xmp:CreateDate>"},
		{"language", r.words(r.dict(r.trailer["Root"])["Lang"]), "cy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.got, tt.want) {
				t.Errorf("%q, want %q", tt.got, tt.want)
			}
		})
	}
}

func TestManyAtOnce(t *testing.T) {
	w, doc := newWriter(t), evaluation("complete", false)
	want := write(t, w, doc)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var got bytes.Buffer
			if err := w.Write(&got, doc); err != nil || !bytes.Equal(got.Bytes(), want) {
				t.Errorf("another file, error %v", err)
			}
		})
	}
	wait.Wait()
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriteFails(t *testing.T) {
	if err := newWriter(t).Write(full{}, evaluation("complete", false)); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v", err)
	}
}

func BenchmarkWrite(b *testing.B) {
	w, doc := newWriter(b), evaluation("complete", false)
	for b.Loop() {
		write(b, w, doc)
	}
}

func BenchmarkNewWriter(b *testing.B) {
	f := fonts(b)
	for b.Loop() {
		if _, err := pdf.NewWriter(f); err != nil {
			b.Fatal(err)
		}
	}
}
