package forms

// Kind is what a node of a form is.
type Kind uint8

// The kinds of node. The zero Kind is not valid. From String on, a person answers.
const (
	Group Kind = iota + 1
	Repeat
	Note
	Calculate // worked out or fixed, and not shown
	Hidden    // as Calculate, for values that only a default or an action sets
	Meta      // what the program fills in itself: see Node.Type for which
	String    // XLSForm "text"
	Integer
	Decimal
	Range
	Date
	Time
	DateTime
	SelectOne
	SelectMultiple
	Rank
	Acknowledge
	Barcode
	GeoPoint
	GeoTrace
	GeoShape
	Image
	Audio
	Video
	File
)

// kindName returns what the type column of an XLSForm calls a kind.
func kindName(k Kind) string {
	names := [...]string{
		Group: "group", Repeat: "repeat", Note: "note", Calculate: "calculate", Hidden: "hidden", Meta: "metadata",
		String: "text", Integer: "integer", Decimal: "decimal", Range: "range", Date: "date", Time: "time",
		DateTime: "dateTime", SelectOne: "select_one", SelectMultiple: "select_multiple", Rank: "rank",
		Acknowledge: "acknowledge", Barcode: "barcode", GeoPoint: "geopoint", GeoTrace: "geotrace", GeoShape: "geoshape",
		Image: "image", Audio: "audio", Video: "video", File: "file",
	}
	if int(k) < len(names) {
		return names[k]
	}
	return ""
}

// String returns the name that the type column of an XLSForm gives the kind.
func (k Kind) String() string {
	if name := kindName(k); name != "" {
		return name
	}
	return "unknown"
}

// Container reports whether nodes of this kind hold other nodes rather than an answer.
func (k Kind) Container() bool { return k == Group || k == Repeat }

// Asked reports whether a person answers nodes of this kind.
func (k Kind) Asked() bool { return k >= String }

// Select reports whether an answer is one choice or several of a list.
func (k Kind) Select() bool { return k == SelectOne || k == SelectMultiple || k == Rank }

// Several reports whether an answer is a list of names separated by spaces.
func (k Kind) Several() bool { return k == SelectMultiple || k == Rank }
