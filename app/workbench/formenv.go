package workbench

import (
	"plumbline/forms"
	"plumbline/forms/session"
)

// SessionEnv is what every form is opened with.
func (b *Bench) SessionEnv() session.Env {
	return session.Env{
		Now: b.env.Now, Location: b.env.Location,
		NewID: func() string { return b.env.NewID().String() },
	}
}

// Questions counts what a form may ask. Questions in a repeat count once.
func Questions(def *forms.Definition) int {
	n := 0
	def.Root.Walk(func(node *forms.Node) bool {
		if node.Kind.Asked() {
			n++
		}
		return true
	})
	return n
}
