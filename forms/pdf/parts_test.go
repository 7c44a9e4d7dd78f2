package pdf

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		name   string
		levels []int
		want   []place // the last is over all of them
	}{
		{"none", nil, []place{{none, none, none, none, none, 0}}},
		{"one", []int{1}, []place{{1, none, none, none, none, 0}, {none, none, none, 0, 0, 1}}},
		{"two below one", []int{1, 2, 2}, []place{
			{3, none, none, 1, 2, 2}, {0, none, 2, none, none, 0}, {0, 1, none, none, none, 0}, {none, none, none, 0, 0, 3},
		}},
		{"down and up again", []int{1, 2, 3, 2}, []place{
			{4, none, none, 1, 3, 3}, {0, none, 3, 2, 2, 1}, {1, none, none, none, none, 0}, {0, 1, none, none, none, 0}, {none, none, none, 0, 0, 4},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var bookmarks []bookmark
			for _, l := range tt.levels {
				bookmarks = append(bookmarks, bookmark{level: l})
			}
			if got := places(bookmarks); !slices.Equal(got, tt.want) {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestShare(t *testing.T) {
	for _, tt := range []struct {
		name        string
		least, wish []float64
		width       float64
		want        []float64
	}{
		{"room for all", []float64{10, 10}, []float64{20, 60}, 160, []float64{40, 120}},
		{"words whole, the rest by need", []float64{10, 10}, []float64{10, 110}, 70, []float64{10, 60}},
		{"too narrow for two words", []float64{10, 90, 90}, []float64{10, 90, 90}, 110, []float64{10, 50, 50}},
		{"an empty column", []float64{0, 200}, []float64{0, 200}, 100, []float64{tolerance, 100}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := share(tt.least, tt.wish, tt.width); !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

func TestTextString(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"ASCII", "Report (1) \\", `(Report \(1\) \\)`},
		{"beyond ASCII", "\u0175", "<FEFF0175>"},
		{"beyond the basic plane", "\U0001F642", "<FEFFD83DDE42>"},
		{"a line break", "a\nb", "<FEFF0061000A0062>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := textString(tt.text); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

// drawnFile is a file as gofpdf writes it.
func drawnFile(tb testing.TB) []byte {
	tb.Helper()
	out := gofpdf.New("P", "pt", "A4", "")
	out.AddPage()
	out.Rect(10, 10, 10, 10, "F")
	var file bytes.Buffer
	if err := out.Output(&file); err != nil {
		tb.Fatal(err)
	}
	return file.Bytes()
}

func TestReadObjects(t *testing.T) {
	good := drawnFile(t)
	if o, err := readObjects(good); err != nil || len(o.bodies) < 5 || !bytes.Contains(o.bodies[o.root], []byte("/Catalog")) {
		t.Fatalf("a good file: %v", err)
	}
	for _, tt := range []struct {
		name string
		file []byte
	}{
		{"nothing", nil},
		{"cut short", good[:len(good)-40]},
		{"another start", bytes.Replace(good, []byte("startxref\n"), []byte("startxref\n9"), 1)},
		{"no table", bytes.Replace(good, []byte("xref\n0 "), []byte("xfer\n0 "), 1)},
		{"more objects than there are", bytes.Replace(good, []byte("xref\n0 "), []byte("xref\n0 99"), 1)},
		{"no object where one should be", bytes.ReplaceAll(good, []byte(" 0 obj"), []byte(" 0 job"))},
		{"an object without end", bytes.ReplaceAll(good, []byte("endobj"), []byte("endjob"))},
		{"no root", bytes.Replace(good, []byte("/Root"), []byte("/Toor"), 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := readObjects(tt.file); !errors.Is(err, errOtherFile) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func FuzzReadObjects(f *testing.F) {
	f.Add(drawnFile(f))
	f.Add([]byte("xref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		o, err := readObjects(file)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := o.write(&out); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNumberPages(t *testing.T) {
	o, err := readObjects(drawnFile(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range []int{2, 99} {
		tagged := tags{objects: o, pages: []*page{{number: number}}}
		if err := tagged.numberPages(); !errors.Is(err, errOtherFile) {
			t.Errorf("page %d, which there is not: error %v", number, err)
		}
	}
}

// TestTry has a font that other programs can read, and gofpdf cannot.
func TestTry(t *testing.T) {
	for name, file := range map[string]string{"cut short": "\x00\x01\x00\x00\x00\x09", "another kind": "OTTO", "nothing": ""} {
		t.Run(name, func(t *testing.T) {
			broken := *facesOf(t)[regular]
			broken.file = []byte(file)
			some := *facesOf(t)
			some[regular] = &broken
			if err := (&Writer{faces: &some}).try(); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestCutTo(t *testing.T) {
	s := facesOf(t)
	long := strings.Repeat("word ", 50)
	got := s.cutTo(long, smallStyle, 100)
	if !strings.HasSuffix(got, "...") || s.length(got, smallStyle) > 100 {
		t.Errorf("%q", got)
	}
	if got := s.cutTo("short", smallStyle, 100); got != "short" {
		t.Errorf("%q", got)
	}
}
