package field_test

import (
	"strings"
	"testing"

	"plumbline/forms"
	"plumbline/forms/guard"
)

// looking is a desk whose fields look for what may tell who somebody is.
func looking(t *testing.T) *desk {
	t.Helper()
	g, err := guard.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	d.marks = g.Check
	d.put(view(forms.String, "q", appearance("multiline")))
	return d
}

func TestNudge(t *testing.T) {
	for _, tt := range []struct{ name, keys, value, shows string }{
		{"nothing to say", "He sleeps well. ", "He sleeps well. ", ""},
		{"a name", "We asked Kayleigh about it.", "We asked Kayleigh about it.", "This looks like a name: Kayleigh."},
		{"a name that is still being typed", "We asked Kayleigh", "We asked Kayleigh", ""},
		{"something else is written", "We asked Kayleigh about it.<Tab><Space>", "We asked the child about it.", ""},
		{"it may stay", "We asked Kayleigh about it.<Tab><Tab><Space>", "We asked Kayleigh about it.", ""},
		{"typing goes on after", "Ring Kayleigh now.<Tab><Space> Soon.", "Ring the child now. Soon.", ""},
		{"a name beside a role", "Her mother Kayleigh rang.<Tab><Space>", "Her mother rang.", ""},
		{"one after the other", "Kayleigh and Tyler said no.<Tab><Tab><Space>", "Kayleigh and Tyler said no.", "This looks like a name: Tyler."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := looking(t)
			d.fields["risk/q"].FocusFirst(d.canvas)
			d.typed(tt.keys)
			if got := d.views["risk/q"].Value; got != tt.value {
				t.Errorf("answer is %q, want %q", got, tt.value)
			}
			if says := d.shows("This looks like"); says != (tt.shows != "") || !strings.Contains(d.markup(), tt.shows) {
				t.Errorf("says anything: %v, want %q", says, tt.shows)
			}
		})
	}
}

func TestNudgeAfterLeaving(t *testing.T) {
	d := looking(t)
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("We asked Kayleigh")
	d.canvas.Unfocus()
	if !d.shows("This looks like a name: Kayleigh.") {
		t.Error("says nothing once the keyboard has left")
	}
	d.update("risk/q", readOnly)
	if d.shows("This looks like") {
		t.Error("says something of an answer that cannot be changed")
	}
}
