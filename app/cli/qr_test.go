package cli

import (
	"strings"
	"testing"
)

func TestQR(t *testing.T) {
	var out strings.Builder
	if err := drawQR(&out, "plumbline:ENROL?code=7KQ2-M4XP-9TVD&url=https%3A%2F%2Fcentre.example"); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	rows := make([][]rune, len(lines))
	for i, l := range lines {
		rows[i] = []rune(strings.TrimSuffix(strings.TrimPrefix(l, "\x1b[30;107m"), "\x1b[0m"))
	}
	side := len(rows[0])
	if side < 21+2*quietZone || (side-2*quietZone-17)%4 != 0 || len(rows) != (side+1)/2 {
		t.Fatalf("%d modules wide in %d lines", side, len(rows))
	}
	// A finder pattern is seven modules wide, in three corners of four.
	const top = "█▀▀▀▀▀█"
	if got := string(rows[quietZone/2][quietZone : quietZone+7]); got != top {
		t.Errorf("the upper left corner begins with %q", got)
	}
	if got := string(rows[quietZone/2][side-quietZone-7 : side-quietZone]); got != top {
		t.Errorf("the upper right corner begins with %q", got)
	}
	for i, r := range rows {
		if string(r[:quietZone]) != strings.Repeat(" ", quietZone) {
			t.Errorf("line %d has no quiet zone", i)
		}
	}
}
