package session_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms"
	"plumbline/forms/session"
)

// picture is everything that a session shows.
type picture struct {
	views     map[string]session.View
	instances map[string][]string
	problems  []session.Problem
	xml       string
}

func pictureOf(s *session.Session) picture {
	p := picture{views: map[string]session.View{}, instances: map[string][]string{}, problems: s.Problems(), xml: string(s.XML())}
	p.add(s, "")
	return p
}

func (p picture) add(s *session.Session, key string) {
	v, _ := s.View(key)
	if !v.Relevant && v.Node != nil && v.Node.Kind == forms.Calculate {
		v.Value, v.Stored = "", "" // what it was when it counted last
	}
	v.Node = nil // the definition's, except where the session adds nodes
	p.views[key] = v
	if instances := s.Instances(key); instances != nil {
		p.instances[key] = instances
	}
	for _, child := range s.Children(key) {
		p.add(s, child)
	}
}

// differs returns the keys whose views differ in other, or are only there.
func (p picture) differs(other picture) []string {
	var out []string
	for key, v := range other.views {
		if before, ok := p.views[key]; !ok || !reflect.DeepEqual(before, v) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

func (p picture) same(t *rapid.T, other picture, what string) {
	t.Helper()
	if !reflect.DeepEqual(p, other) {
		for _, key := range slices.Compact(slices.Sorted(slices.Values(append(p.differs(other), other.differs(p)...)))) {
			t.Logf("%s: %+v\nand now %+v", key, p.views[key], other.views[key])
		}
		t.Fatalf("%s:\n%s\n%v\n%v\nand now\n%s\n%v\n%v", what, p.xml, p.instances, p.problems, other.xml, other.instances, other.problems)
	}
}

// edits makes random edits of a session and keeps how to take them back.
type edits struct {
	s    *session.Session
	undo []func() error
}

func (e *edits) one(t *rapid.T) session.Delta {
	now := pictureOf(e.s)
	keys := slices.Sorted(maps.Keys(now.views))
	if len(now.instances) > 0 && rapid.Bool().Draw(t, "of a repeat") {
		keys = slices.Sorted(maps.Keys(now.instances))
	}
	key := rapid.SampledFrom(keys).Draw(t, "key")
	if instances, ok := now.instances[key]; ok {
		return e.instances(t, key, instances)
	}
	value := rapid.SampledFrom([]string{"", "0", "1", "2", "3", "1 3", "2 3 1", "x", "4"}).Draw(t, "value")
	d, err := e.s.Set(key, value)
	if err == nil {
		before := now.views[key].Stored
		e.undo = append(e.undo, func() error { _, err := e.s.Set(key, before); return err })
	}
	return d
}

func (e *edits) instances(t *rapid.T, repeat string, instances []string) session.Delta {
	if len(instances) == 0 || rapid.Bool().Draw(t, "add") {
		key, d, err := e.s.Add(repeat)
		if err == nil {
			e.undo = append(e.undo, func() error { _, err := e.s.Remove(key); return err })
		}
		return d
	}
	from := rapid.IntRange(0, len(instances)-1).Draw(t, "instance")
	key := instances[from]
	if rapid.Bool().Draw(t, "move") {
		d, err := e.s.Move(key, rapid.IntRange(0, len(instances)-1).Draw(t, "to"))
		if err == nil {
			e.undo = append(e.undo, func() error { _, err := e.s.Move(key, from); return err })
		}
		return d
	}
	d, err := e.s.Remove(key)
	if err == nil {
		e.undo = append(e.undo, func() error { _, err := e.s.Restore(key, from); return err })
	}
	return d
}

func beginRandom(t *rapid.T) (*forms.Definition, *session.Session) {
	def := randomForm(t)
	s, err := session.New(def, env())
	if err != nil {
		t.Fatal(err)
	}
	return def, s
}

// changesHold is a delta that names everything that differs.
func changesHold(t *rapid.T) {
	_, s := beginRandom(t)
	e := edits{s: s}
	for range rapid.IntRange(4, 12).Draw(t, "edits") {
		before := pictureOf(s)
		d := e.one(t)
		for _, key := range before.differs(pictureOf(s)) {
			if !slices.Contains(d.Changed, key) {
				after, _ := s.View(key)
				t.Errorf("%s differs and is not named in %v:\n%+v\n%+v", key, d.Changed, before.views[key], after)
			}
		}
	}
}

// answersHold is that working out what changed comes to what working out everything does, and that edits that are taken
// back leave nothing.
func answersHold(t *rapid.T) {
	def, s := beginRandom(t)
	before := pictureOf(s)
	e := edits{s: s}
	for range rapid.IntRange(4, 16).Draw(t, "edits") {
		e.one(t)
	}
	again, err := session.Load(def, env(), s.Saved())
	if err != nil {
		t.Fatal(err)
	}
	pictureOf(s).same(t, pictureOf(again), "a session, and the same loaded")
	for i := len(e.undo) - 1; i >= 0; i-- {
		if err := e.undo[i](); err != nil {
			t.Fatal(err)
		}
	}
	before.same(t, pictureOf(s), "a session, and the same after edits were taken back")
}

func TestADeltaNamesEverythingThatDiffers(t *testing.T) { rapid.Check(t, changesHold) }

func TestWorkingOutWhatChangedIsWorkingOutEverything(t *testing.T) { rapid.Check(t, answersHold) }

// FuzzDeltas and FuzzSession go on where the tests above stop.
func FuzzDeltas(f *testing.F) { fuzz(f, changesHold) }

func FuzzSession(f *testing.F) { fuzz(f, answersHold) }

// fuzz starts from forms of all sizes: each 64 bits decide on one thing.
func fuzz(f *testing.F, property func(*rapid.T)) {
	random := rand.NewChaCha8([32]byte{})
	for _, size := range []int{1 << 8, 1 << 10, 1 << 12, 1 << 14} {
		seed := make([]byte, size)
		_, _ = random.Read(seed) // it never fails
		f.Add(seed)
	}
	f.Fuzz(rapid.MakeFuzz(property))
}
