package session

import "plumbline/forms"

// Saved is an open form as it is kept: what was answered, filled in and worked out.
type Saved struct {
	// Values are by key. A question that is not in it is blank.
	Values map[string]string
	// Instances are the ids of a repeat's instances in their order, by the key of the repeat.
	Instances map[string][]string
}

// Saved gives everything that Load needs to open the form again as it is. Instances that were removed are not in it.
func (s *Session) Saved() Saved {
	saved := Saved{Values: map[string]string{}, Instances: map[string][]string{}}
	each(s.root(), func(n *node) {
		switch {
		case n.isRange():
			ids := []string{}
			for _, instance := range n.set.live {
				ids = append(ids, instance.id())
			}
			saved.Instances[n.name()] = ids
		case n.leaf && (n.typed != "" || defaulted(n.item.node)):
			saved.Values[n.name()] = n.typed
		}
	})
	return saved
}

// defaulted reports whether Load gives a node a value that was not saved.
func defaulted(n *forms.Node) bool { return !n.Kind.Asked() && n.Default != "" && !n.DefaultDynamic }
