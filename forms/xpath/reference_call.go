package xpath

import "strings"

// call locates the nodes that a function gives, and notes what else it reads.
func (t *tracer) call(e *call, at []Reference) []Reference {
	switch e.name {
	case "current":
		return []Reference{{From: FromContext}}
	case "instance":
		return []Reference{{From: FromInstance, Instance: t.text(e.args, 0, at)}}
	case "randomize":
		if len(e.args) > 0 {
			t.readAll(e.args[1:], at)
			return t.locate(e.args[0], at)
		}
	case "if":
		if len(e.args) == 3 {
			t.read(e.args[0], at)
			return t.both(t.locate(e.args[1], at), t.locate(e.args[2], at))
		}
	case "indexed-repeat":
		return t.indexedRepeat(e, at)
	case "count", "position", "boolean", "not":
		for _, a := range e.args {
			t.notePosition(t.locate(a, at))
		}
		return nil
	case "count-non-empty":
		for _, a := range e.args {
			found := t.locate(a, at)
			t.notePosition(found)
			t.noteAll(found)
		}
		return nil
	case "pulldata":
		t.pulldata(e, at)
	case "jr:choice-name":
		t.choiceName(e, at)
	case "string", "number", "normalize-space", "string-length", "name", "local-name", "namespace-uri":
		if len(e.args) == 0 {
			t.noteAll(at)
		}
	}
	t.readAll(e.args, at)
	return nil
}

func (t *tracer) readAll(args []expr, at []Reference) {
	for _, a := range args {
		t.read(a, at)
	}
}

// text is an argument that is written as a text; "" when it is worked out, and then what it reads is noted.
func (t *tracer) text(args []expr, i int, at []Reference) string {
	if i >= len(args) {
		return ""
	}
	if l, ok := args[i].(*literal); ok {
		return l.value.Text()
	}
	t.read(args[i], at)
	return ""
}

func (t *tracer) indexedRepeat(e *call, at []Reference) []Reference {
	for i, a := range e.args {
		switch {
		case i == 0:
		case i%2 == 1:
			t.notePosition(t.locate(a, at))
		default:
			t.read(a, at)
		}
	}
	if len(e.args) == 0 {
		return nil
	}
	return t.locate(e.args[0], at)
}

// pulldata notes the two columns that it looks at; the whole list when they are worked out.
func (t *tracer) pulldata(e *call, at []Reference) {
	item := Reference{From: FromInstance, Instance: t.text(e.args, 0, at)}
	item.Steps = []Step{{Axis: Child, Name: "root"}, {Axis: Child, Name: "item"}}
	for i := 1; i < min(len(e.args), 3); i++ {
		r := item
		column := t.text(e.args, i, at)
		axis := Child
		if name, is := strings.CutPrefix(column, "@"); is {
			column, axis = name, AttributeAxis
		}
		if column != "" {
			r.Steps = append(r.Steps[:2:2], Step{Axis: axis, Name: column})
		}
		t.note(r)
	}
}

// choiceName notes the select whose path is written as a text.
func (t *tracer) choiceName(e *call, at []Reference) {
	if len(e.args) != 2 {
		return
	}
	l, ok := e.args[1].(*literal)
	if !ok {
		return
	}
	if path, err := parse(l.value.Text()); err == nil {
		t.read(path, at)
	}
}
