package session

import "plumbline/forms"

// instant is how dateTimes are kept.
const instant = "2006-01-02T15:04:05.000-07:00"

// preload fills in what the program knows about a record. In one that was saved only what has no value yet, and should
// always have one.
func (s *Session) preload() { s.preloadIn(s.root(), s.fresh) }

func (s *Session) preloadIn(n *node, fresh bool) {
	if def := n.item.node; def.Preload != "" && n.leaf {
		if fresh || def.Preload == "uid" && n.typed == "" {
			if typed := s.preloaded(def); typed != "" {
				n.typed = typed
				n.text, n.malformed = n.read()
			}
		}
	}
	for _, kid := range n.kids {
		s.preloadIn(kid, fresh)
	}
	if n.isRange() {
		for _, instance := range n.set.live {
			s.preloadIn(instance, fresh)
		}
	}
}

func (s *Session) preloaded(n *forms.Node) string {
	switch n.Preload {
	case "uid":
		return "uuid:" + s.env.NewID()
	case "timestamp":
		if n.PreloadParams == "start" {
			return s.world.Now().Format(instant)
		}
	case "date":
		if n.PreloadParams == "today" {
			return s.world.Now().Format("2006-01-02")
		}
	case "property":
		return s.env.Properties[n.PreloadParams]
	}
	return ""
}

// Stamp notes the time in questions of the type "end". It is called when the record is completed.
func (s *Session) Stamp() Delta {
	now := s.world.Now().Format(instant)
	for _, it := range s.form.items {
		if it.node.Preload == "timestamp" && it.node.PreloadParams == "end" {
			for _, n := range s.all(it) {
				s.write(n.(*node), now)
			}
		}
	}
	return s.run()
}
