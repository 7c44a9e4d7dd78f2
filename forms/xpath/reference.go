package xpath

import (
	"slices"
	"strings"
)

// maxWork bounds how many steps are noted for one expression: sets inside the predicates of sets multiply.
const maxWork = 1 << 20

// tracer finds the paths that an expression reads, of one after the other.
type tracer struct {
	out  []Reference
	seen map[string]bool // keys of out, when they are many; else nil
	work int             // steps noted
	here [1]Reference    // to the context node
}

// references finds the paths that an expression reads. They are good until the next is asked about.
func (t *tracer) references(e expr) ([]Reference, error) {
	*t = tracer{out: t.out[:0]}
	t.read(e, t.here[:])
	if t.work > maxWork {
		return nil, mistake(0, "The expression combines too many paths. Split it into calculations.")
	}
	return t.out, nil
}

// few is up to how many references looking at each is faster than a map.
const few = 16

// spend counts what it takes to go on from places, and says whether that is still within bounds.
func (t *tracer) spend(on []Reference) bool {
	for i := range on {
		t.work += len(on[i].Steps) + 1
	}
	return t.work <= maxWork
}

// read notes what an expression reads where the context node is one of those at the places.
func (t *tracer) read(e expr, at []Reference) {
	if p, ok := e.(*Path); ok {
		if r, ok := p.reference(at); ok {
			if t.work += len(r.Steps) + 1; t.work <= maxWork {
				t.note(r)
			}
			return
		}
	}
	t.noteAll(t.locate(e, at))
}

func (t *tracer) noteAll(refs []Reference) {
	if t.spend(refs) {
		for _, r := range refs {
			t.note(r)
		}
	}
}

func (t *tracer) note(r Reference) {
	if t.noted(r) {
		return
	}
	t.out = append(t.out, r)
	if t.seen == nil && len(t.out) == few {
		t.seen = make(map[string]bool, 2*few)
		for i := range t.out {
			t.seen[t.out[i].key()] = true
		}
	}
}

// noted reports whether a reference is there already.
func (t *tracer) noted(r Reference) bool {
	if t.seen == nil {
		return slices.ContainsFunc(t.out, r.same)
	}
	key := r.key()
	there := t.seen[key]
	t.seen[key] = true
	return there
}

func (r *Reference) same(other Reference) bool {
	return r.From == other.From && r.Instance == other.Instance && r.Position == other.Position &&
		slices.EqualFunc(r.Steps, other.Steps, func(a, b Step) bool { return a.Axis == b.Axis && a.Test == b.Test && a.Name == b.Name })
}

// notePosition notes that the places or the number of nodes are read.
func (t *tracer) notePosition(of []Reference) {
	if t.spend(of) {
		for _, r := range of {
			r.Position = true
			t.note(r)
		}
	}
}

func (r *Reference) key() string {
	var b strings.Builder
	b.WriteByte(byte('0' + r.From))
	b.WriteString(r.Instance)
	if r.Position {
		b.WriteByte('#')
	}
	for _, s := range r.Steps {
		b.WriteByte('/')
		b.WriteByte(byte('A' + s.Axis))
		b.WriteByte(byte('a' + s.Test))
		b.WriteString(s.Name)
	}
	return b.String()
}

// locate says where the nodes stand that an expression gives, and notes what it reads to find them. It gives nothing
// for an expression of another type, all of which it notes.
func (t *tracer) locate(e expr, at []Reference) []Reference {
	switch e := e.(type) {
	case *negate:
		t.read(e.of, at)
	case *infix:
		if e.op == "|" {
			return t.both(t.locate(e.left, at), t.locate(e.right, at))
		}
		t.read(e.left, at)
		t.read(e.right, at)
	case *call:
		return t.call(e, at)
	case *filter:
		from := t.locate(e.of, at)
		for _, p := range e.predicates {
			t.predicate(p, from)
		}
		if e.rest != nil {
			from = t.walk(e.rest.Steps, from)
		}
		return from
	case *Path:
		if r, ok := e.reference(at); ok {
			return []Reference{r}
		}
		if e.Absolute {
			at = []Reference{{From: FromRoot}}
		}
		return t.walk(e.Steps, at)
	}
	return nil
}

// reference is the path as it stands, where it begins at one node of the form and has no predicates, which is so of most.
func (p *Path) reference(at []Reference) (Reference, bool) {
	r := Reference{From: FromRoot}
	if !p.Absolute {
		if len(at) != 1 || len(at[0].Steps) > 0 {
			return r, false
		}
		r = at[0]
	}
	r.Steps = p.Steps
	return r, bare(p.Steps)
}

func (t *tracer) both(a, b []Reference) []Reference {
	if !t.spend(a) || !t.spend(b) {
		return nil
	}
	return append(a[:len(a):len(a)], b...)
}

// walk goes along steps from places.
func (t *tracer) walk(steps []Step, from []Reference) []Reference {
	for _, s := range steps {
		if !t.spend(from) {
			return nil
		}
		if bare := s.bare(); !bare.stays() {
			next := make([]Reference, len(from))
			for i, r := range from {
				r.Steps = append(r.Steps[:len(r.Steps):len(r.Steps)], bare)
				next[i] = r
			}
			from = next
		}
		for _, p := range s.predicates {
			t.predicate(p, from)
		}
	}
	return from
}

// bare reports whether steps are such that a Reference can have them as they are.
func bare(steps []Step) bool {
	return !slices.ContainsFunc(steps, func(s Step) bool { return s.stays() || len(s.predicates) > 0 })
}

// bare is the step without predicates.
func (s Step) bare() Step { return Step{Axis: s.Axis, Test: s.Test, Name: s.Name} }

// predicate notes what a predicate on nodes reads. One that can be a number picks nodes by their place.
func (t *tracer) predicate(p expr, of []Reference) {
	t.read(p, of)
	if picks(p) {
		t.notePosition(of)
	}
}

// picks reports whether a predicate may depend on the place of a node among others.
func picks(p expr) bool {
	switch e := p.(type) {
	case *literal:
		return e.value.kind == numberKind
	case *negate:
		return true
	case *infix:
		switch e.op {
		case "or", "and", "=", "!=", "<", "<=", ">", ">=":
			return counts(e.left) || counts(e.right)
		case "|":
			return false
		}
		return true
	case *call:
		switch e.name {
		case "not", "boolean", "contains", "starts-with", "ends-with", "selected", "regex", "true", "false":
			return counts(e)
		}
		return true
	default:
		return false
	}
}

// counts reports whether an expression asks for position() or last() of its own context.
func counts(e expr) bool {
	switch e := e.(type) {
	case *negate:
		return counts(e.of)
	case *infix:
		return counts(e.left) || counts(e.right)
	case *call:
		if e.name == "last" || e.name == "position" && len(e.args) == 0 {
			return true
		}
		for _, a := range e.args {
			if counts(a) {
				return true
			}
		}
	case *filter:
		return counts(e.of)
	}
	return false
}
