package xlsform

import (
	"slices"
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	for _, tt := range []struct{ name, orders, want string }{
		{"nothing", "", ""},
		{"one order", "a b c", "a b c"},
		{"orders that lead on from each other", "a b/b c", "a b c"},
		{"what only a later order tells", "b/a/a b", "a b"},
		{"a name put between", "a c/a b c", "a b c"},
		{"names of their own", "a b/c d", "a b c d"},
		{"orders that contradict each other", "a b/b a", "a b"},
		{"a contradiction behind others", "x/a b/b a/x a", "x a b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var orders [][]string
			for _, order := range strings.Split(tt.orders, "/") {
				orders = append(orders, strings.Fields(order))
			}
			if got := merge(orders); !slices.Equal(got, strings.Fields(tt.want)) {
				t.Errorf("got %q, want %s", got, tt.want)
			}
		})
	}
}
