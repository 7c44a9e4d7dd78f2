package pdf_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/library"
	"plumbline/forms/paper"
	"plumbline/forms/pdf"
)

func blank(tb testing.TB, w *pdf.Writer, doc paper.Document) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := w.WriteBlank(&out, doc); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// everyForm calls f for every form of the library in every language.
func everyForm(tb testing.TB, f func(def *forms.Definition, language string)) {
	tb.Helper()
	l, err := library.New()
	if err != nil {
		tb.Fatal(err)
	}
	for _, info := range l.Forms() {
		def, err := l.Form(info.ID)
		if err != nil {
			tb.Fatal(err)
		}
		f(def, "")
		for _, language := range def.Languages {
			f(def, language)
		}
	}
}

func TestEveryFormIsPrintedTagged(t *testing.T) {
	w := newWriter(t)
	everyForm(t, func(def *forms.Definition, language string) {
		t.Run(def.ID+" "+language, func(t *testing.T) {
			file := blank(t, w, paper.New(def, paper.Options{Language: language, Training: true}))
			for _, wrong := range check(file) {
				t.Error(wrong)
			}
		})
	})
}

func TestTheSameFormGivesTheSameBytes(t *testing.T) {
	w, doc := newWriter(t), paper.Document{Title: "Visit", Code: "7K3QM", Page: "Page %d of %d", Parts: []paper.Part{
		paper.Heading{Level: 1, Text: "Visit"}, paper.Question{Number: 1, Text: "Seen?", Room: paper.Lines(40)},
	}}
	if !bytes.Equal(blank(t, w, doc), blank(t, w, doc)) {
		t.Error("other bytes")
	}
}

// TestNumbersOnPaper reads every question of a form with its number back from the file.
func TestNumbersOnPaper(t *testing.T) {
	l, err := library.New()
	if err != nil {
		t.Fatal(err)
	}
	w := newWriter(t)
	for _, id := range []string{"practice_evaluation", "feedback_child", "quarterly_report"} {
		t.Run(id, func(t *testing.T) {
			def, err := l.Form(id)
			if err != nil {
				t.Fatal(err)
			}
			text := poppler(t, "pdftotext", blank(t, w, paper.New(def, paper.Options{})), "-enc", "UTF-8", "-raw")
			one := strings.Join(strings.Fields(text), " ")
			for path, number := range forms.Numbers(def) {
				label := strings.Join(strings.Fields(def.Node(strings.TrimPrefix(path, "/data/")).Label.In(def.Language)), " ")
				if !strings.Contains(one, strconv.Itoa(number)+" "+label) {
					t.Errorf("%d %s is not on paper", number, label)
				}
			}
			code := regexp.MustCompile(regexp.QuoteMeta(paper.Code(def)) + `-\d+`)
			pages := strings.Count(text, "\f")
			if found := code.FindAllString(text, -1); len(found) != pages || found[pages-1] != fmt.Sprintf("%s-%d", paper.Code(def), pages) {
				t.Errorf("codes %v on %d pages", found, pages)
			}
		})
	}
}

func BenchmarkBlank(b *testing.B) {
	w := newWriter(b)
	everyForm(b, func(def *forms.Definition, language string) {
		if language != "" {
			return
		}
		b.Run(def.ID, func(b *testing.B) {
			for b.Loop() {
				blank(b, w, paper.New(def, paper.Options{}))
			}
		})
	})
}
