package field

import "plumbline/forms"

// acknowledged is the answer of an acknowledge question that is acknowledged.
const acknowledged = "OK"

// newAcknowledge is the control for a question that is only to be confirmed: one box to tick.
func newAcknowledge(q *question) *choices {
	c := newChoices(q, true)
	c.own = []forms.Choice{{Name: acknowledged, Label: forms.Plain("I confirm this")}}
	return c
}
