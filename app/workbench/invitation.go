package workbench

import (
	"net/url"
	"strings"
)

// invitationScheme begins what a QR code holds that lets a laptop in; docs/sync-protocol.md has its form.
const invitationScheme = "plumbline"

// InvitationLink is a centre's address and a one-time code in one text, for a QR code or a message.
func InvitationLink(address, code string) string {
	q := url.Values{"url": {address}, "code": {code}}
	return invitationScheme + ":ENROL?" + q.Encode()
}

// ReadInvitation parts what InvitationLink made; ok is false for every other text.
func ReadInvitation(text string) (address, code string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Scheme != invitationScheme || !strings.EqualFold(u.Opaque, "ENROL") {
		return "", "", false
	}
	q := u.Query()
	address, code = q.Get("url"), q.Get("code")
	return address, code, address != "" && code != ""
}
