package journal_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plumbline/sync/journal"
)

func TestHeads(t *testing.T) {
	elsewhere := change(2, "b", "other question", 1)
	otherRecord := change(2, "a", "other record", 1)
	otherRecord.Record = id(1001)
	cleared := change(2, "a", "", 1)
	cleared.Op = journal.Clear
	blank := cleared
	blank.Supersedes = nil

	tests := []struct {
		name     string
		changes  []journal.Change
		current  []int // of path a in the first record
		shown    string
		conflict bool
	}{
		{"nothing", nil, nil, "", false},
		{"one", []journal.Change{change(1, "a", "x")}, []int{1}, "x", false},
		{"edited", []journal.Change{change(1, "a", "x"), change(2, "a", "y", 1)}, []int{2}, "y", false},
		{"cleared", []journal.Change{change(1, "a", "x"), cleared}, []int{2}, "", false},
		{"edited on two laptops", []journal.Change{change(1, "a", "x"), change(2, "a", "y", 1), change(3, "a", "z", 1)}, []int{2, 3}, "z", true},
		{"same answer on two laptops", []journal.Change{change(1, "a", "x"), change(2, "a", "x")}, []int{1, 2}, "x", false},
		{"cleared on one laptop, edited on another", []journal.Change{change(1, "a", "x"), cleared, change(3, "a", "z", 1)}, []int{2, 3}, "z", true},
		{"a value is shown rather than a later blank", []journal.Change{change(1, "a", "x"), blank}, []int{1, 2}, "x", true},
		{"resolved", []journal.Change{change(1, "a", "x"), change(2, "a", "y"), change(3, "a", "z", 1, 2)}, []int{3}, "z", false},
		{"superseded before it came", []journal.Change{change(2, "a", "y", 1)}, []int{2}, "y", false},
		{"named by another question", []journal.Change{change(1, "a", "x"), elsewhere}, []int{1}, "x", false},
		{"named by another record", []journal.Change{change(1, "a", "x"), otherRecord}, []int{1}, "x", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			heads := journal.Heads(tt.changes)[journal.Register{Record: id(1000), Path: "a"}]
			var got, want []uuid.UUID
			for _, c := range heads {
				got = append(got, c.ID)
			}
			for _, n := range tt.current {
				want = append(want, id(n))
			}
			if !slices.Equal(got, want) {
				t.Errorf("heads %v, want %v", got, want)
			}
			if shown, ok := journal.Shown(heads); shown.Value != tt.shown || ok != (len(want) > 0) {
				t.Errorf("shown %q, %v, want %q", shown.Value, ok, tt.shown)
			}
			if got := journal.Conflict(heads); got != tt.conflict {
				t.Errorf("conflict %v, want %v", got, tt.conflict)
			}
		})
	}
}

// arrive keeps heads the way a database does: one change at a time, in any order.
type arrive struct {
	heads      map[uuid.UUID]journal.Change
	superseded map[journal.Register]map[uuid.UUID]bool
}

func (a *arrive) add(c journal.Change) {
	if a.superseded[c.Register()] == nil {
		a.superseded[c.Register()] = map[uuid.UUID]bool{}
	}
	for _, parent := range c.Supersedes {
		a.superseded[c.Register()][parent] = true
		if a.heads[parent].Register() == c.Register() {
			delete(a.heads, parent)
		}
	}
	if !a.superseded[c.Register()][c.ID] {
		a.heads[c.ID] = c
	}
}

func (a *arrive) ids() []uuid.UUID {
	var out []uuid.UUID
	for id := range a.heads {
		out = append(out, id)
	}
	return sorted(out)
}

func ids(heads map[journal.Register][]journal.Change) []uuid.UUID {
	var out []uuid.UUID
	for _, hs := range heads {
		for _, c := range hs {
			out = append(out, c.ID)
		}
	}
	return sorted(out)
}

func sorted(ids []uuid.UUID) []uuid.UUID {
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func newArrive() *arrive {
	return &arrive{map[uuid.UUID]journal.Change{}, map[journal.Register]map[uuid.UUID]bool{}}
}

func TestHeadsDependOnTheSetAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := journals(20).Draw(t, "changes")
		want := journal.Heads(changes)
		again := shuffled(t, changes)

		if got := journal.Heads(again); !reflect.DeepEqual(got, want) {
			t.Fatalf("other order, duplicates: %v, want %v", got, want)
		}
		one := newArrive()
		for _, c := range again {
			one.add(c)
		}
		if got := one.ids(); !slices.Equal(got, ids(want)) {
			t.Fatalf("one at a time: %v, want %v", got, ids(want))
		}
		cut := rapid.IntRange(0, len(again)).Draw(t, "cut")
		merged, err := journal.Merge(again[cut:], again[:cut])
		if err != nil {
			t.Fatal(err)
		}
		if got := journal.Heads(merged); !reflect.DeepEqual(got, want) {
			t.Fatalf("split and merged: %v, want %v", got, want)
		}
	})
}

func TestHeadsIgnoreClocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := journals(12).Draw(t, "changes")
		want := ids(journal.Heads(changes))
		for i := range changes {
			changes[i].HLC = journal.HLC(rapid.Int64().Draw(t, "hlc"))
		}
		if got := ids(journal.Heads(changes)); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestHeadsOfEveryHistory goes through every way in which up to four changes of a register can supersede earlier ones,
// and every order of each.
func TestHeadsOfEveryHistory(t *testing.T) {
	for n := range 5 {
		pairs := n * (n - 1) / 2
		for history := range 1 << pairs {
			everyOrder(t, graph(n, history))
		}
	}
}

func TestHeadsOfEveryOrderOfSix(t *testing.T) {
	for _, history := range []int{0, 0b000000000000001, 0b111111111111111, 0b010000010001001, 0b100010101000011, 0b000001110101010} {
		everyOrder(t, graph(6, history))
	}
}

// graph makes n changes; the bits of history say which supersede which earlier ones.
func graph(n, history int) []journal.Change {
	var changes []journal.Change
	for i := 1; i <= n; i++ {
		c := change(i, "a", string(rune('a'+i)))
		for parent := 1; parent < i; parent++ {
			if history&1 == 1 {
				c.Supersedes = append(c.Supersedes, id(parent))
			}
			history >>= 1
		}
		changes = append(changes, c)
	}
	return changes
}

func everyOrder(t *testing.T, changes []journal.Change) {
	t.Helper()
	want := journal.Heads(changes)
	permute(changes, 0, func(order []journal.Change) {
		if got := journal.Heads(order); !reflect.DeepEqual(got, want) {
			t.Fatalf("order %v: %v, want %v", order, got, want)
		}
		one := newArrive()
		for _, c := range order {
			one.add(c)
		}
		if got := one.ids(); !slices.Equal(got, ids(want)) {
			t.Fatalf("one at a time in order %v: %v, want %v", order, got, ids(want))
		}
	})
}

func permute(changes []journal.Change, from int, visit func([]journal.Change)) {
	if from == len(changes) {
		visit(changes)
		return
	}
	for i := from; i < len(changes); i++ {
		changes[from], changes[i] = changes[i], changes[from]
		permute(changes, from+1, visit)
		changes[from], changes[i] = changes[i], changes[from]
	}
}

func TestMerge(t *testing.T) {
	forged := change(1, "a", "something else")
	unsound := change(1, "", "x")
	tests := []struct {
		name string
		sets [][]journal.Change
		want []int
		err  error
	}{
		{"nothing", nil, nil, nil},
		{"union", [][]journal.Change{{change(3, "a", "z")}, {change(1, "a", "x"), change(2, "b", "y")}}, []int{1, 2, 3}, nil},
		{"duplicates", [][]journal.Change{{change(1, "a", "x", 8, 9)}, {change(1, "a", "x", 9, 8), change(1, "a", "x", 8, 9)}}, []int{1}, nil},
		{"one id, two contents", [][]journal.Change{{change(1, "a", "x")}, {forged}}, nil, journal.ErrIDReused},
		{"unsound", [][]journal.Change{{unsound}, {unsound}}, nil, journal.ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			merged, err := journal.Merge(tt.sets...)
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if len(merged) != len(tt.want) {
				t.Fatalf("merged %v, want %v", merged, tt.want)
			}
			for i, n := range tt.want {
				if merged[i].ID != id(n) {
					t.Errorf("%d: %v, want %v", i, merged[i].ID, id(n))
				}
			}
		})
	}
}
