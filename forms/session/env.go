package session

import (
	"hash/fnv"
	"math/rand/v2"
	"time"

	"plumbline/forms/xpath"
)

// Env is what an open form takes from the machine. Now, Location and NewID are required; the zero value of every other
// field does without.
type Env struct {
	Now      func() time.Time
	Location *time.Location // of dates and times that name no offset
	NewID    func() string  // a new UUID, in its usual text form
	// Random gives numbers in [0,1) for random() and for choices in random order. nil takes them from a generator that
	// a NewID starts: they are not secret.
	Random func() float64
	// Attachment gives the content of what comes with a form or from the machine, by URL: "jr://file-csv/wards.csv",
	// "jr://instance/last-saved". Where it is nil or gives an error, the data is an empty list. See Session.Unread.
	Attachment func(url string) ([]byte, error)
	// Properties are what a form may ask about the person and the machine: "deviceid", "username", "email",
	// "phonenumber". One that is not there is blank.
	Properties map[string]string
	// Functions adds functions to the language by name, beside those of forms/qa.
	Functions map[string]xpath.Function
}

// random returns the source of numbers in [0,1).
func (e Env) random() func() float64 {
	if e.Random != nil {
		return e.Random
	}
	h := fnv.New64a()
	h.Write([]byte(e.NewID()))
	return rand.New(rand.NewPCG(h.Sum64(), 1)).Float64
}
