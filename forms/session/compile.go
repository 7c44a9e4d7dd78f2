package session

import (
	"errors"
	"regexp"
	"strings"
	"sync"

	"plumbline/forms"
	"plumbline/forms/internal/slab"
	"plumbline/forms/qa"
	"plumbline/forms/xpath"
)

// Form is a Definition made ready to be opened: its expressions compiled, and in the order in which they read each
// other. It does not change, and is safe for use by several goroutines at once.
type Form struct {
	def       *forms.Definition
	functions map[string]xpath.Function
	added     additions
	top       *item // the document, whose one kid is the root
	root      *item
	items     []*item                  // in form order, the root first
	ways      []way                    // that relative paths of expressions lead
	spaces    func() map[string]string // what namespaces gives
	lists     map[string]func() *choiceList
	spoken    map[string][]piece // of wording that expressions ask for by id
	entities  []*entityItem
	limits    map[limits]*limits // each once
	loads     []*action          // what loading starts, in order
	last      int32              // rank of what nothing else reads
	shapes    *xpath.Shapes      // of the expressions; nil once all are compiled
	memory    slab.Slab[item]
}

// Compile prepares a definition, which must not change afterwards. The functions, which may be nil, are added to the
// language by name, beside those of forms/qa. The error is a *FormError.
func Compile(def *forms.Definition, functions map[string]xpath.Function) (*Form, error) {
	f := &Form{
		def: def, functions: qa.With(functions), top: &item{},
		lists: choiceLists(def), spoken: map[string][]piece{}, limits: map[limits]*limits{}, shapes: &xpath.Shapes{},
	}
	f.spaces = sync.OnceValue(f.namespaces)
	f.added = additionsTo(def)
	f.root = f.newItems(def.Root, f.top, false)
	f.top.kids = []*item{f.root}
	f.top.named = map[string]*item{def.Root.Name: f.root}
	for _, it := range f.items {
		if err := f.compileItem(it); err != nil {
			return nil, err
		}
	}
	if err := f.compileSpoken(); err != nil {
		return nil, err
	}
	if err := f.compileActions(); err != nil {
		return nil, err
	}
	f.compileEntities()
	f.shapes = nil
	g, err := f.link()
	if err != nil {
		return nil, err
	}
	return f, f.order(g)
}

// Definition returns what the form was compiled from.
func (f *Form) Definition() *forms.Definition { return f.def }

// compileItem compiles everything that is worked out again and again for a node.
func (f *Form) compileItem(it *item) error {
	n := it.node
	calculation := n.Calculation
	if len(n.Triggers) > 0 || n.Kind.Container() {
		calculation = ""
	}
	for a, src := range [aspects]string{
		members: n.RepeatCount, relevance: n.Relevant, value: calculation,
		readOnly: n.ReadOnly, required: n.Required, constraint: n.Constraint,
	} {
		if err := f.compileAspect(it, aspect(a), src); err != nil {
			return err
		}
	}
	if err := f.compileChoices(it); err != nil {
		return err
	}
	if it.leaf() {
		it.limits = f.limitsOf(n)
	}
	return f.compileWording(it)
}

func (f *Form) compileAspect(it *item, a aspect, src string) error {
	src = strings.TrimSpace(src)
	switch {
	case src == "":
		return nil
	case src == "true()" && a != value && a != members:
		it.always[a] = true
		return nil
	}
	e, err := f.compile(it, a.column(), src)
	it.exprs[a] = e
	return err
}

var choiceName = regexp.MustCompile(`jr:choice-name\s*\([^()]*,\s*(?:'([^']*)'|"([^"]*)")\s*\)`)

// choiceNames checks the paths that an expression gives to jr:choice-name() as texts. It returns one that leads nowhere.
func (f *Form) choiceNames(it *item, src string) (path string, ok bool) {
	if !strings.Contains(src, "jr:choice-name") {
		return "", true
	}
	for _, m := range choiceName.FindAllStringSubmatch(src, -1) {
		path := strings.TrimSpace(m[1] + m[2])
		e, err := xpath.Compile(path, xpath.Options{})
		if err != nil {
			return path, false
		}
		found := false
		for _, r := range e.References() {
			from := place{it, it}
			if r.From == xpath.FromRoot {
				from = place{f.top, f.top}
			}
			found = found || len(f.follow(nil, from, r.Steps)) > 0
		}
		if !found {
			return path, false
		}
	}
	return "", true
}

// compile compiles an expression whose context is a node of the item.
func (f *Form) compile(it *item, column, src string) (*xpath.Expr, error) {
	if path, ok := f.choiceNames(it, src); !ok {
		return nil, &FormError{Path: it.node.Path, Column: column, Words: "jr:choice-name() is asked about " + path +
			", which the form does not have. Correct the name."}
	}
	e, err := xpath.Compile(src, xpath.Options{Functions: f.functions, Bind: f.binder(it), Shapes: f.shapes})
	if err == nil {
		return e, nil
	}
	words := err.Error()
	if syntax := (*xpath.SyntaxError)(nil); errors.As(err, &syntax) {
		words = syntax.Message + " The expression is: " + src
	}
	return nil, &FormError{Path: it.node.Path, Column: column, Words: words, Err: err}
}
