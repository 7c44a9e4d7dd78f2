package ledger

import (
	"fmt"

	"plumbline/sync/wire"
)

func refusef(code wire.Code, format string, args ...any) *wire.Error {
	return wire.Refuse(code, fmt.Sprintf(format, args...))
}

func errForbidden() *wire.Error {
	return wire.Refuse(wire.Forbidden, "Your account may not do this. Ask an administrator if it should.")
}

func errNotFound() *wire.Error {
	return wire.Refuse(wire.NotFound, "The centre has no such thing, or it is not yours to see.")
}

func errClosed() *wire.Error {
	return wire.Refuse(wire.AccountClosed, "This account was closed. What is on this laptop is kept; speak to an administrator.")
}

func errRevoked() *wire.Error {
	return wire.Refuse(wire.DeviceRevoked, "This laptop was withdrawn by an administrator. Speak to them before you go on.")
}

func errNotAccepted() *wire.Error {
	return wire.Refuse(wire.NotAccepted, "The centre does not know this laptop. Enrol it again with a new code.")
}

func errUnauthorised() *wire.Error {
	return wire.Refuse(wire.Unauthorised, "The laptop's pass has run out. The program fetches a new one by itself.")
}

// explainReason says to the author why a change is held or bad.
func explainReason(r wire.Reason) string {
	switch r {
	case wire.NoRight:
		return "You may not change this record at the moment. What you wrote is kept, and a manager decides."
	case wire.RecordClosed:
		return "The record was closed before this arrived. What you wrote is kept, and a manager decides."
	case wire.RecordFull:
		return "The record holds more than any should. What you wrote is kept, and a manager decides; go on in a new record."
	case wire.FormWithdrawn:
		return "The form was withdrawn before this record was started. What you wrote is kept, and a manager decides."
	case wire.Unreadable:
		return "The centre cannot read this change. It stays on your laptop; export it and tell support."
	case wire.ChangeTooLarge:
		return "This answer is too long for the centre. Shorten it, or attach it as a file."
	case wire.ChangeMismatch:
		return "This change does not match its fingerprint. It stays on your laptop; export it and tell support."
	case wire.EnvelopeMismatch:
		return "This change contradicts itself. It stays on your laptop; export it and tell support."
	case wire.IDReused:
		return "The centre has another change under the same number. It stays on your laptop; export it and tell support."
	case wire.ReceiptInvalid:
		return "The receipt of this change is not the centre's. It stays on your laptop; export it and tell support."
	case wire.ForeignDevice:
		return "This change was made on a laptop of somebody else. It stays on your laptop; export it and tell support."
	case wire.GroupBad:
		return "Another change that belongs with this one cannot be taken. Both stay on your laptop; see the other."
	default:
		return ""
	}
}
