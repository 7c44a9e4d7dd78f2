package framework

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	rows, err := parse([]byte("\ufeffrole,name\nlado,\"Officer, designated \"\nteam,\n"))
	if err != nil || len(rows) != 2 || rows[0]["role"] != "lado" || rows[0]["name"] != "Officer, designated" || rows[1]["name"] != "" {
		t.Errorf("%v, %v", rows, err)
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ name, content, says string }{
		{"nothing", "", "name the columns"},
		{"a column twice", "a,a\n1,2\n", `called "a"`},
		{"a row too short", "a,b\n1\n", "wrong number of fields"},
		{"a quote without an end", "a\n\"x\n", "quote"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if rows, err := parse([]byte(tt.content)); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v, %v; want an error with %s", rows, err, tt.says)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("role,name\nlado,\"Officer, designated\"\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		rows, err := parse(content)
		if err != nil {
			return
		}
		for _, r := range rows {
			if len(r) != len(rows[0]) {
				t.Errorf("rows of %d and of %d cells", len(rows[0]), len(r))
			}
		}
	})
}
