package paper

// words are what a sheet says beside the form's own wording, in one language.
type words struct {
	page, version       string
	begin, code, needed string // how to fill it in; where to type it in; what an asterisk means
	draft               string
	standard, standards string
	pickOne, pickAny    string
	order, ring, write  string
	confirm, attach     string
	day, month, year    string
	hour, minute        string
	more, of            string // under a repeat; one of its instances
	lists, from         string // the lists at the end; "write one from list A"
	list, meanings      string // the name of such a list; what the grades mean

	only, unless, skip string // when a question is asked, as formats
	depends            string
	and, or            string
	is, isNot          string
	has, hasNot        string
	filled, blank      string
	over, atLeast      string
	under, atMost      string
	either             string // around what is joined by "or" within what is joined by "and"
}

// wordsIn gives the words for a BCP 47 tag; English for languages that there are none in.
func wordsIn(tag string) words {
	if tag == "cy" {
		return welsh()
	}
	return english()
}

func english() words {
	return words{
		page: "Page %d of %d", version: "version %s",
		begin:  "Of round boxes tick one, of square ones all that apply. Leave blank what does not apply. Questions have the same numbers on screen.",
		code:   "To type it in, open Forms and search for the code %s, which stands at the foot of every page.",
		needed: "* Needed before the form can be completed.",
		draft:  "Draft wording, not yet approved",

		standard: "Standard %s", standards: "Standards %s",
		pickOne: "Tick one.", pickAny: "Tick all that apply.",
		order: "Number them in order: 1 is first.", ring: "Ring one.", write: "Write one.",
		confirm: "Confirmed", attach: "Attach it to this sheet, and write here what it is.",
		day: "day", month: "month", year: "year", hour: "hour", minute: "minute",
		more: "For more, copy this page.", of: "%s %d",
		list: "List %s", meanings: "What the grades mean", lists: "Lists to choose from", from: "Write one from list %s, at the end.",

		only: "Only if %s.", unless: "If %s:", skip: "If not, go to %d.", depends: "Depends on %s. Leave it blank if it does not apply.",
		and: " and ", or: " or ", is: "%d is %s", isNot: "%d is not %s", has: "%d includes %s", hasNot: "%d does not include %s",
		filled: "%d is answered", blank: "%d is blank", over: "%d is more than %s", atLeast: "%d is %s or more",
		under: "%d is less than %s", atMost: "%d is %s or less", either: "either %s",
	}
}

func welsh() words {
	return words{
		page: "Tudalen %d o %d", version: "fersiwn %s",
		begin:  "Ticiwch un o'r blychau crwn, a phob blwch sgwâr sy'n berthnasol. Gadewch yn wag yr hyn nad yw'n berthnasol. Mae rhifau'r cwestiynau yr un fath ar y sgrin.",
		code:   "I'w theipio i mewn, agorwch Forms a chwiliwch am y cod %s, sydd ar waelod pob tudalen.",
		needed: "* Mae ei angen cyn y gellir cwblhau'r ffurflen.",
		draft:  "Geiriad drafft, heb ei gymeradwyo eto",

		standard: "Safon %s", standards: "Safonau %s",
		pickOne: "Ticiwch un.", pickAny: "Ticiwch bob un sy'n berthnasol.",
		order: "Rhifwch nhw mewn trefn: 1 yw'r cyntaf.", ring: "Rhowch gylch o amgylch un.", write: "Ysgrifennwch un.",
		confirm: "Wedi'i gadarnhau", attach: "Rhowch ef gyda'r ddalen hon, ac ysgrifennwch yma beth ydyw.",
		day: "diwrnod", month: "mis", year: "blwyddyn", hour: "awr", minute: "munud",
		more: "Am ragor, copïwch y dudalen hon.", of: "%s %d",
		list: "Rhestr %s", meanings: "Ystyr y graddau", lists: "Rhestrau i ddewis ohonynt", from: "Ysgrifennwch un o restr %s, ar y diwedd.",

		only: "Dim ond os yw %s.", unless: "Os yw %s:", skip: "Os na, ewch i %d.", depends: "Yn dibynnu ar %s. Gadewch yn wag os nad yw'n berthnasol.",
		and: " a hefyd ", or: " neu ", is: "%d yn %s", isNot: "%d heb fod yn %s", has: "%d yn cynnwys %s", hasNot: "%d heb gynnwys %s",
		filled: "%d wedi'i ateb", blank: "%d yn wag", over: "%d yn fwy na %s", atLeast: "%d yn %s neu fwy",
		under: "%d yn llai na %s", atMost: "%d yn %s neu lai", either: "naill ai %s",
	}
}

// comparison is the format in which a sign is said of an answer, which may be several choices.
func (w words) comparison(sign string, several bool) string {
	switch sign {
	case "=":
		return w.is
	case "!=":
		return w.isNot
	case includes:
		if several {
			return w.has
		}
		return w.is
	case excludes:
		if several {
			return w.hasNot
		}
		return w.isNot
	case ">":
		return w.over
	case ">=":
		return w.atLeast
	case "<":
		return w.under
	default:
		return w.atMost
	}
}
