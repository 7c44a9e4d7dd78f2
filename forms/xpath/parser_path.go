package xpath

func (p *parser) location() (expr, error) {
	t := p.peek()
	path := p.paths.One()
	path.pos, path.Steps = t.pos, p.steps.Take(p.stepsAhead())[:0]
	if t.is("/") || t.is("//") {
		path.Absolute = true
		if t.is("/") && !p.stepAhead() {
			p.take()
			return path, nil
		}
		return path, p.follow(path)
	}
	if err := p.step(path); err != nil {
		return nil, err
	}
	return path, p.follow(path)
}

// follow reads steps that each begin with a slash.
func (p *parser) follow(path *Path) error {
	for {
		switch {
		case p.sign("//"):
			path.Steps = append(path.Steps, Step{Axis: DescendantOrSelf, Test: AnyNode})
		case p.sign("/"):
		default:
			return nil
		}
		if err := p.step(path); err != nil {
			return err
		}
	}
}

// stepsAhead is how many steps the location path that is next has, as far as it has no predicate.
func (p *parser) stepsAhead() int {
	n := 0
	for _, t := range p.tokens[p.at:] {
		switch {
		case t.kind == tokenName || t.is(".") || t.is(".."):
			n++
		case t.is("/") || t.is("@"):
		default:
			return n
		}
	}
	return n
}

// stepAhead reports whether a step follows the slash that is next.
func (p *parser) stepAhead() bool {
	t := p.ahead(1)
	return t.kind == tokenName || t.is(".") || t.is("..") || t.is("@")
}

func (p *parser) step(path *Path) error {
	t := p.peek()
	s := Step{}
	switch {
	case p.sign("."):
		s.Axis, s.Test = Self, AnyNode
		path.Steps = append(path.Steps, s)
		return nil
	case p.sign(".."):
		s.Axis, s.Test = Parent, AnyNode
		path.Steps = append(path.Steps, s)
		return nil
	case p.sign("@"):
		s.Axis = AttributeAxis
	case t.kind == tokenName && p.ahead(1).is("::"):
		axis, ok := axisNamed(t.text)
		if !ok {
			return mistake(t.pos, "There is no axis %q.", t.text)
		}
		s.Axis = axis
		p.take()
		p.take()
	}
	err := p.test(&s)
	if err == nil {
		s.predicates, err = p.predicates()
	}
	path.Steps = append(path.Steps, s)
	return err
}

// test reads what follows the axis of a step.
func (p *parser) test(s *Step) error {
	t := p.take()
	switch {
	case t.kind == tokenEnd:
		return mistake(t.pos, "The expression ends where a value is expected. Add it.")
	case t.kind != tokenName:
		return mistake(t.pos, "%q stands where a value is expected.", t.text)
	case !p.peek().is("("):
		s.Name = t.text
		return nil
	case !nodeType(t.text):
		return mistake(t.pos, "The function %s() cannot be a step of a path.", t.text)
	}
	p.take()
	s.Test = testNamed(t.text)
	if name := p.peek(); s.Test == AnyInstruction && name.kind == tokenString {
		p.take()
		s.Test, s.Name = InstructionName, name.text
	}
	return p.expect(")")
}

func nodeType(name string) bool { return testNamed(name) != ByName }

// testNamed is the node test that a word before an opening bracket stands for; ByName when it is no such word.
func testNamed(word string) Test {
	switch word {
	case "node":
		return AnyNode
	case "text":
		return AnyText
	case "comment":
		return AnyComment
	case "processing-instruction":
		return AnyInstruction
	default:
		return ByName
	}
}

func axisNamed(name string) (Axis, bool) {
	for axis, n := range [...]string{
		Child: "child", Parent: "parent", Self: "self", DescendantOrSelf: "descendant-or-self", Descendant: "descendant",
		Ancestor: "ancestor", AncestorOrSelf: "ancestor-or-self", FollowingSibling: "following-sibling",
		PrecedingSibling: "preceding-sibling", Following: "following", Preceding: "preceding",
		AttributeAxis: "attribute", NamespaceAxis: "namespace",
	} {
		if n == name {
			return Axis(axis), true
		}
	}
	return 0, false
}
