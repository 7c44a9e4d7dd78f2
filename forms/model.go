package forms

// Source is a secondary instance: data that expressions read by instance('ID').
type Source struct {
	ID string
	// URL names data that comes with the form or from the machine: "jr://file-csv/wards.csv", "jr://file/x.xml",
	// "jr://instance/last-saved". "" when the data is Inline.
	URL    string
	Inline *Element // the document element; nil when there is a URL
}

// Element is one element of data that a form carries as it was written.
type Element struct {
	Name     string // with its prefix, where the form gives one
	Attrs    []Attr
	Text     string // of a leaf; "" for an element with children
	Children []*Element
}

// Attr is an attribute of an Element.
type Attr struct{ Name, Value string }

// Events that start actions.
const (
	FirstLoad    = "odk-instance-first-load" // a record is begun
	Load         = "odk-instance-load"       // a record is begun or opened again
	NewRepeat    = "odk-new-repeat"          // an instance is added to the repeat that the action stands in
	ValueChanged = "xforms-value-changed"    // the question that the action stands in has another value
)

// Actions by name.
const (
	SetValue    = "setvalue"
	SetGeoPoint = "odk:setgeopoint" // does nothing on a computer without positioning
	RecordAudio = "odk:recordaudio" // does nothing
)

// Action is something that happens once at an event, and not whenever what it reads changes.
type Action struct {
	Name   string   // SetValue, SetGeoPoint, RecordAudio
	Events []string // any of them starts it
	Target string   // absolute path of the node that it writes to
	// Where is the target as an XForm writes it when that picks among instances of a repeat ("/data/r[2]/x"): an
	// expression seen from the node that the action stands in. "" otherwise.
	Where string
	Value string // expression whose context is the target; "" clears the target, or gives it Text
	Text  string // literal value, where Value is ""
	// Attributes are the action's further attributes, such as "odk:quality".
	Attributes map[string]string
}

// Entity is one row of the entities sheet: a list that completing the form adds to or updates.
type Entity struct {
	List     string // its dataset
	Label    string // expression; "" keeps the label there is
	ID       string // expression of the entity to update; "" when one is made
	CreateIf string // condition; "" is always, unless ID is given
	UpdateIf string // condition; "" is always, when ID is given
	// Container is the path of the node whose meta/entity holds the entity: the root, or a repeat or group.
	Container string
	Row       int // of the entities sheet; 0 when unknown
}

// Notice is something that a form asks for and this program does otherwise, for the person who brings the form in.
type Notice struct {
	Row     int    // of the survey sheet; 0 when it is about the whole form
	Path    string // of the node; "" when it is about the whole form
	Feature string // as forms name it: "geopoint", "background-audio", "encryption"
	Words   string // a sentence: what happens instead
}
