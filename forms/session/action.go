package session

import (
	"slices"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xpath"
)

// action is something that an event starts once.
type action struct {
	events []string
	target *item
	scope  *item       // the target is below the same node of scope as the source
	route  []int       // from scope to target
	where  *xpath.Expr // what picks the target among instances; nil when nothing does
	expr   *xpath.Expr
	text   string // where there is no expression
}

// compileActions compiles what events start, in form order: dynamic defaults, what the form says itself, what its
// questions say.
func (f *Form) compileActions() error {
	for _, it := range f.items {
		if err := f.compileDefault(it); err != nil {
			return err
		}
	}
	for _, a := range slices.Concat(f.def.Actions, f.added.actions) {
		if err := f.compileAction(f.root, &a); err != nil {
			return err
		}
	}
	for _, it := range f.items {
		for i := range it.node.Actions {
			if err := f.compileAction(it, &it.node.Actions[i]); err != nil {
				return err
			}
		}
		if err := f.compileTriggers(it); err != nil {
			return err
		}
	}
	return nil
}

// compileDefault makes a dynamic default an action: of loading, and of the repeat that the node stands in.
func (f *Form) compileDefault(it *item) error {
	if !it.node.DefaultDynamic || strings.TrimSpace(it.node.Default) == "" {
		return nil
	}
	e, err := f.compile(it, "default", it.node.Default)
	if err != nil {
		return err
	}
	f.loads = append(f.loads, f.newAction(f.root, it, e, []string{forms.FirstLoad}))
	if r := it.inRepeat(); r != nil {
		r.repeated.arrivals = append(r.repeated.arrivals, f.newAction(r, it, e, []string{forms.FirstLoad, forms.NewRepeat}))
	}
	return nil
}

// inRepeat is the innermost repeat that the item stands in; nil when it stands in none.
func (it *item) inRepeat() *item {
	for at := it.parent; at != nil; at = at.parent {
		if at.repeat() {
			return at
		}
	}
	return nil
}

// compileTriggers has a node worked out when one of its triggers changes.
func (f *Form) compileTriggers(it *item) error {
	if len(it.node.Triggers) == 0 {
		return nil
	}
	e, err := f.compileOptional(it, value.column(), it.node.Calculation)
	if err != nil {
		return err
	}
	for _, path := range it.node.Triggers {
		source := f.byPath(path)
		if source == nil {
			return &FormError{Path: it.node.Path, Column: "trigger", Words: "The form has no question " + path + ". Correct the trigger."}
		}
		source.start(f.newAction(source, it, e, []string{forms.ValueChanged}))
	}
	return nil
}

func (f *Form) compileAction(source *item, a *forms.Action) error {
	if a.Name != forms.SetValue {
		return nil
	}
	target := f.byPath(a.Target)
	if target == nil {
		return &FormError{Path: source.node.Path, Words: "An action writes to " + a.Target +
			", which the form does not have. Correct its target."}
	}
	e, err := f.compileOptional(target, "action", a.Value)
	if err != nil {
		return err
	}
	where, err := f.compileOptional(source, "action", a.Where)
	if err != nil {
		return err
	}
	act := f.newAction(source, target, e, a.Events)
	act.text, act.where = a.Text, where
	if slices.ContainsFunc(a.Events, isLoad) {
		f.loads = append(f.loads, act)
	}
	if slices.Contains(a.Events, forms.ValueChanged) {
		source.start(act)
	}
	if r := repeatOf(source, target); r != nil && slices.Contains(a.Events, forms.NewRepeat) {
		arrival := f.newAction(r, target, e, a.Events)
		arrival.text = a.Text
		r.repeated.arrivals = append(r.repeated.arrivals, arrival)
	}
	return nil
}

// compileOptional compiles an expression that a form may leave out; nil then.
func (f *Form) compileOptional(it *item, column, src string) (*xpath.Expr, error) {
	if src = strings.TrimSpace(src); src == "" {
		return nil, nil
	}
	return f.compile(it, column, src)
}

func isLoad(event string) bool { return event == forms.FirstLoad || event == forms.Load }

// repeatOf is the repeat whose new instances start an action: the one that the action stands in, or, of an action that
// stands in none, the one that its target does. It is nil when there is none.
func repeatOf(source, target *item) *item {
	switch {
	case source.repeat():
		return source
	case source.nested:
		return source.inRepeat()
	default:
		return target.inRepeat()
	}
}

// start has a change of the item's value start an action.
func (it *item) start(a *action) { it.starts, it.active = append(it.starts, a), true }

func (f *Form) newAction(source, target *item, e *xpath.Expr, events []string) *action {
	scope := source
	for !target.within(scope) {
		scope = scope.parent
	}
	return &action{events: events, target: target, scope: scope, route: target.route(scope), expr: e}
}

// byPath finds an item by its absolute path; nil when the form has none.
func (f *Form) byPath(path string) *item {
	at := f.top
	for _, name := range strings.Split(strings.TrimPrefix(strings.TrimSpace(path), "/"), "/") {
		if rest, ok := strings.CutPrefix(name, "@"); ok {
			i := slices.IndexFunc(at.attrs, func(a *item) bool { return a.node.Name == rest })
			if i < 0 {
				return nil
			}
			at = at.attrs[i]
			continue
		}
		if at = at.child(name); at == nil {
			return nil
		}
	}
	return at
}

// act runs an action that something in a node started. What a load event starts happens in every instance of the
// target. Every other action is for one node, and does nothing where the target is several.
func (s *Session) act(a *action, source *node) {
	var targets []xpath.Node
	if a.where != nil {
		targets = a.where.Eval(s.at(source)).Set()
	} else if at := source.above(a.scope); at != nil {
		s.collect(&targets, at, a.route)
	}
	if len(targets) > 1 && !slices.ContainsFunc(a.events, isLoad) {
		return
	}
	for _, target := range targets {
		if n, ok := target.(*node); ok {
			s.actOn(a, n)
		}
	}
}

func (s *Session) actOn(a *action, n *node) {
	if !n.relevant || !n.leaf {
		return
	}
	typed := a.text
	if a.expr != nil {
		typed = a.expr.Text(s.at(n))
	}
	s.write(n, n.item.limits.calculated(typed))
}

// load runs what loading starts. Each action sees what those before it did.
func (s *Session) load() {
	for _, a := range s.form.loads {
		if s.fresh || slices.Contains(a.events, forms.Load) {
			s.act(a, s.root())
			s.recalculate()
		}
	}
}

// arrive starts what new instances start, in a new instance and all inside it. While a record is begun, what loading
// starts too is left to that.
func (s *Session) arrive(n *node) {
	each(n, func(n *node) {
		if !n.instance() {
			return
		}
		for _, a := range n.item.repeated.arrivals {
			if s.awake || !s.fresh || !slices.Contains(a.events, forms.FirstLoad) {
				s.edit.waiting = append(s.edit.waiting, triggered{a, n})
			}
		}
	})
}
