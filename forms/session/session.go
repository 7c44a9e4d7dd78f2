package session

import (
	"errors"
	"fmt"

	"plumbline/forms"
	"plumbline/forms/internal/slab"
	"plumbline/forms/xpath"
)

// Session is one open form. Its methods are called by one goroutine at a time.
type Session struct {
	form     *Form
	env      Env
	random   func() float64
	language string
	world    world
	context  xpath.Context // of the expression that is being evaluated; its Budget is that of a record that is begun

	memory   slab.Slab[node]
	doc      *node
	singles  []*node         // by index of items that do not stand in a repeat
	found    map[*item]found // of items that do
	shape    uint32          // changes with every change of instances
	numbered uint32          // shape that the nodes were numbered for

	queue   queue
	working reader // the cell that is being worked out
	reading reader // the same, where it may read itself
	edit    edit
	fresh   bool // the record is begun rather than opened again
	awake   bool // loading is done: changes start actions

	sources map[string]xpath.Node // secondary instances by id
	unread  []string
	order   float64 // makes the order of choices random, and the same while the session lasts
	naming  map[*item]map[reader]bool

	written  int    // bytes of the XML that was written last
	restless *node  // what did not come to rest; nil when all did
	costly   reader // what used the budget up; zero when nothing did
	made     int    // nodes, those that are not in the form any more included
	crowded  *node  // a range whose count asks for more than there is room for; nil when there is none
}

// found are the nodes of an item at one shape of the form.
type found struct {
	shape uint32
	nodes []xpath.Node
}

// New begins a record: defaults, what the program fills in, what loading starts. The error is a *FormError.
func New(def *forms.Definition, env Env) (*Session, error) {
	f, err := Compile(def, env.Functions)
	if err != nil {
		return nil, err
	}
	return f.New(env)
}

// Load opens a record that was saved. Answers are those saved, and no others: a question with no saved value is blank,
// whatever its default. What no person answers starts with its default where nothing was saved, and is worked out anew.
// The error is a *FormError.
func Load(def *forms.Definition, env Env, saved Saved) (*Session, error) {
	f, err := Compile(def, env.Functions)
	if err != nil {
		return nil, err
	}
	return f.Load(env, saved)
}

// maxLooks is how many nodes expressions may look at while a record is begun, so that a form that would keep a person
// waiting for minutes is found out before anybody answers it.
const maxLooks = 20_000_000

// New is the function New for a form that is compiled. The functions are those it was compiled with.
func (f *Form) New(env Env) (*Session, error) {
	return f.open(env, origin{element: f.def.Primary, fresh: true})
}

// Load is the function Load for a form that is compiled.
func (f *Form) Load(env Env, saved Saved) (*Session, error) {
	return f.open(env, origin{saved: &saved})
}

func (f *Form) open(env Env, from origin) (*Session, error) {
	s := &Session{
		form: f, env: env, random: env.random(), language: f.firstLanguage(),
		singles: make([]*node, len(f.items)), found: map[*item]found{}, shape: 1,
		fresh: from.fresh, sources: map[string]xpath.Node{}, naming: map[*item]map[reader]bool{},
		queue: make(queue, 0, 2*len(f.items)),
	}
	s.world = world{s}
	s.order = s.random()
	s.doc = &node{item: f.top, session: s, own: true, relevant: true}
	s.doc.self[0] = s.doc
	s.context = xpath.Context{Root: s.doc, World: s.world}
	if from.fresh {
		looks := maxLooks
		s.context.Budget = &looks
	}
	s.doc.kids = []*node{s.build(f.root, s.doc, from)}
	s.preload()
	s.pushAll(s.root())
	s.recalculate()
	s.load()
	s.awake = true
	s.run()
	s.weighAll(s.root())
	s.context.Budget = nil
	if c := s.costly; c.n != nil {
		return nil, &FormError{Path: c.n.item.node.Path, Column: c.what.column(), Words: "Working this out takes too long: a " +
			"path in it goes through the whole form again for each of many questions. Name the questions that are meant."}
	}
	if n := s.restless; n != nil {
		return nil, &FormError{Path: n.item.node.Path, Words: "This reads itself, directly or by way of others, and never comes to rest. Take the reference out."}
	}
	if r := s.crowded; r != nil {
		return nil, &FormError{Path: r.item.node.Path, Column: members.column(), Words: fmt.Sprintf(
			"The counts of the form's repeats make more than %d questions. Lower them.", maxNodes)}
	}
	return s, nil
}

func (s *Session) root() *node { return s.doc.kids[0] }

// Definition returns the form.
func (s *Session) Definition() *forms.Definition { return s.form.def }

// find finds a node by its key.
func (s *Session) find(key string) *node {
	n := s.root()
	for key != "" && n != nil {
		var name string
		name, key = cut(key)
		n = n.child(name)
		if n != nil && n.isRange() && key != "" {
			name, key = cut(key)
			i := n.set.find(name)
			if i < 0 {
				return nil
			}
			n = n.set.live[i]
		}
	}
	return n
}

// child finds what stands directly in a node by the last step of its key.
func (n *node) child(name string) *node {
	if name != "" && name[0] == '@' {
		for _, a := range n.attrs() {
			if a.item.node.Name == name[1:] {
				return a
			}
		}
		return nil
	}
	it := n.item.named[name]
	if it == nil || int(it.slot) >= len(n.kids) || it.node.Name != name {
		return nil
	}
	return n.kids[it.slot]
}

func cut(key string) (name, rest string) {
	for i := range len(key) {
		if key[i] == '/' {
			return key[:i], key[i+1:]
		}
	}
	return key, ""
}

// Children returns the keys of what stands directly in a group, an instance or, at key "", the form, in form order; of a
// repeat its instances. It is nil for every other key.
func (s *Session) Children(key string) []string {
	n := s.find(key)
	switch {
	case n == nil || n.leaf:
		return nil
	case n.isRange():
		return s.Instances(key)
	}
	out := make([]string, 0, len(n.kids))
	for _, kid := range n.kids {
		if !kid.item.spare || kid.typed != "" {
			out = append(out, kid.name())
		}
	}
	return out
}

// Instances returns the keys of a repeat's instances in their order, none as an empty slice; nil when the key is not
// that of a repeat.
func (s *Session) Instances(repeat string) []string {
	n := s.find(repeat)
	if n == nil || !n.isRange() {
		return nil
	}
	out := make([]string, len(n.set.live))
	for i, instance := range n.set.live {
		out[i] = instance.name()
	}
	return out
}

// Supersede makes the record the next version of one that was handed in: it gets an id of its own, and says which it
// supersedes.
func (s *Session) Supersede() Delta {
	now, before := s.added(s.form.added.record), s.added(s.form.added.superseded)
	if now == nil || before == nil {
		return Delta{}
	}
	s.write(before, now.typed)
	s.write(now, "uuid:"+s.env.NewID())
	return s.run()
}

// added finds the node of something that stands in the form's meta group; nil when it does not.
func (s *Session) added(n *forms.Node) *node {
	if n == nil {
		return nil
	}
	return s.find(n.Key())
}

// Unread returns the URLs of data that the form reads and that could not be read, in the order in which it was asked
// for. Such data is an empty list.
func (s *Session) Unread() []string { return s.unread }

var errNoAttachment = errors.New("session: there are no attachments")
