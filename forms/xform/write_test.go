package xform_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/xform"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t *testing.T, def *forms.Definition) string {
	t.Helper()
	var out strings.Builder
	if err := xform.Write(&out, def); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWriteGolden writes Definitions as a workbook's reader would make them.
func TestWriteGolden(t *testing.T) {
	for _, tt := range []struct {
		name string
		def  *forms.Definition
	}{
		{"plain", plainForm()},
		{"everything", fullForm()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := written(t, tt.def)
			golden := filepath.Join("testdata", tt.name+".xml")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs; run with -update to take what is written now:\n%s", golden, got)
			}
			if _, report, err := xform.Read(golden, []byte(got)); err != nil || len(report.Warnings) > 0 {
				t.Errorf("reading it: %v, warnings %v", err, report.Warnings)
			}
		})
	}
}

// TestWriteIsTheSameEachTime writes a form with many maps twenty times.
func TestWriteIsTheSameEachTime(t *testing.T) {
	want := written(t, fullForm())
	for range 20 {
		if got := written(t, fullForm()); got != want {
			t.Fatal("two writings of one form differ")
		}
	}
}

// full is a writer that has no room.
type full struct{}

var errFull = errors.New("no room")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWritePassesErrorsOn(t *testing.T) {
	if err := xform.Write(full{}, plainForm()); !errors.Is(err, errFull) {
		t.Errorf("%v", err)
	}
}
