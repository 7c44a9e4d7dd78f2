package workbench

import (
	"fmt"
	"strconv"
	"time"

	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// LaptopOnly is how the synchronisation stands where there is no centre.
const LaptopOnly = "This laptop only. Nothing is sent anywhere."

// SyncWords tells in one line how what was written here stands to the centre, at a moment and as read in a place. Every face
// says it so.
func SyncWords(s client.Status, now time.Time, location *time.Location) string {
	clock := func(t time.Time) string { return clockWords(t.In(location), now.In(location)) }
	switch {
	case !s.Enrolled:
		return LaptopOnly
	case s.Phase == client.Sending && s.Total > 0:
		return fmt.Sprintf("Sending %s of %s, you can close the lid after this", thousands(min(s.Done+1, s.Total)), thousands(s.Total))
	case s.Phase == client.Attaching && s.Total > 0:
		return fmt.Sprintf("Sending files, %s of %s, you can close the lid after this", SizeWords(s.Done), SizeWords(s.Total))
	case s.Phase == client.Receiving && s.Done > 0:
		return "Receiving what others wrote, " + counted(s.Done, "change", "changes") + " so far"
	case s.Phase == client.Offering:
		return "Making sure that the centre has everything"
	case s.Problem != client.NoProblem:
		return needs(s) + waiting(s, clock) + ", " + problemWords(s, clock)
	case s.Waiting == 1:
		return needs(s) + waiting(s, clock) + ", it will go by itself"
	case s.Waiting > 0:
		return needs(s) + waiting(s, clock) + ", they will go by themselves"
	default:
		return needs(s) + waiting(s, clock)
	}
}

// needs says what a person should look at.
func needs(s client.Status) string {
	words := ""
	if n := s.Bad + s.Rejected; n > 0 {
		words += counted(int64(n), "change needs", "changes need") + " attention · "
	}
	if s.Held > 0 {
		words += counted(int64(s.Held), "change waits", "changes wait") + " for a manager · "
	}
	return words
}

// waiting says what waits, or that all is at the centre.
func waiting(s client.Status, clock func(time.Time) string) string {
	switch {
	case s.Waiting > 0:
		return counted(int64(s.Waiting), "change", "changes") + " waiting"
	case s.Attachments > 0:
		return counted(int64(s.Attachments), "file", "files") + " waiting, " + SizeWords(s.AttachmentBytes)
	case s.SentAt.IsZero():
		return "Nothing to send"
	default:
		return "All sent " + clock(s.SentAt)
	}
}

func problemWords(s client.Status, clock func(time.Time) string) string {
	switch s.Problem {
	case client.NoNetwork:
		return "no network since " + clock(s.Since)
	case client.Intercepted:
		return "this network asks you to sign in first"
	case client.CentreBusy, client.CentreBehind:
		return "the centre has been busy since " + clock(s.Since)
	case client.MustEnrol:
		return "the centre asks for a new code from your administrator"
	case client.Revoked:
		return "the centre does not let this laptop in any more"
	case client.AccountClosed:
		return "your account at the centre is closed"
	case client.MustUpdate:
		return "the centre asks for a newer Plumbline"
	case client.LaptopFault:
		return "this laptop’s disk does not answer"
	default:
		return "the centre refused since " + clock(s.Since)
	}
}

// clockWords says a time of today by the clock, any other with its day. Both times are in the place of the reader.
func clockWords(t, now time.Time) string {
	switch days := dayNumber(now) - dayNumber(t); {
	case days == 0:
		return t.Format("15:04")
	case days > 0 && days < 7:
		return t.Format("Monday 15:04")
	default:
		return t.Format("2 January 15:04")
	}
}

func dayNumber(t time.Time) int {
	year, month, day := t.Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// SizeWords says how big something is.
func SizeWords(bytes int64) string {
	switch {
	case bytes < 1000:
		return counted(bytes, "byte", "bytes")
	case bytes < 1000*1000:
		return fmt.Sprintf("%d KB", (bytes+500)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
	}
}

// SendWords tells how one record stands to the centre; "" when all of it is there.
func SendWords(s replica.SendState) string {
	switch {
	case s.Bad+s.Rejected > 0:
		return counted(int64(s.Bad+s.Rejected), "change needs", "changes need") + " attention"
	case s.Held > 0:
		return counted(int64(s.Held), "change waits", "changes wait") + " for a manager"
	case s.Waiting > 0:
		return counted(int64(s.Waiting), "change", "changes") + " not sent yet"
	default:
		return ""
	}
}

// HandOverWords tells for each person in whose sight a record is whether they have it as it now stands.
func HandOverWords(d wire.Delivery, now time.Time, location *time.Location) []string {
	var out []string
	for _, p := range d.People {
		who := p.Display
		if p.Since.IsZero() {
			out = append(out, "Not yet on "+who+"’s laptop")
		} else {
			out = append(out, "On "+who+"’s laptop since "+clockWords(p.Since.In(location), now.In(location)))
		}
	}
	return out
}
