package workbench

import "testing"

func TestInvitations(t *testing.T) {
	const address, code = "https://centre.example:8443/a?b=c&d", "7KQ2-M4XP-9TVD"
	for _, tt := range []struct {
		name, text string
		ok         bool
	}{
		{"as it is made", InvitationLink(address, code), true},
		{"with what a mail puts round it", " \t" + InvitationLink(address, code) + "\n", true},
		{"in small letters", "plumbline:enrol?url=https%3A%2F%2Fcentre.example%3A8443%2Fa%3Fb%3Dc%26d&code=7KQ2-M4XP-9TVD", true},
		{"the address alone", address, false},
		{"the code alone", code, false},
		{"without a code", "plumbline:ENROL?url=https%3A%2F%2Fcentre.example", false},
		{"another's link", "mailto:ENROL?url=a&code=b", false},
		{"no link at all", "plumbline:ENROL?url=%zz&code=b", false},
		{"nothing", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			gotAddress, gotCode, ok := ReadInvitation(tt.text)
			if ok != tt.ok || ok && (gotAddress != address || gotCode != code) {
				t.Errorf("%q gives %q, %q, %v", tt.text, gotAddress, gotCode, ok)
			}
		})
	}
}
