// Package guard looks in free text for what may tell who somebody is: names, dates of birth, NHS numbers, unique pupil
// numbers, telephone numbers, postcodes and addresses of electronic mail.
//
// It says why it marks what it marks, and what could be written instead. It is a help and no lock: it refuses nothing,
// changes nothing, and leaves a judgement to the person who writes. It works by lists that anybody can read and edit
// (lists/*.csv) and by rules that can be told in a sentence; it keeps nothing, and asks nobody.
package guard

import (
	"cmp"
	"slices"
	"strings"
)

// Kind says what a mark may be. Its value is stable, and is kept with answers.
type Kind string

// The kinds.
const (
	Name     Kind = "name"
	Birth    Kind = "birth"    // a date of birth
	NHS      Kind = "nhs"      // an NHS number whose check digit is right
	UPN      Kind = "upn"      // a unique pupil number whose check letter is right
	Phone    Kind = "phone"    // a telephone number of the United Kingdom
	Postcode Kind = "postcode" // a full postcode of the United Kingdom
	Email    Kind = "email"
)

// Words is the kind with its article, as a sentence has it: "a name".
func (k Kind) Words() string {
	switch k {
	case Name:
		return "a name"
	case Birth:
		return "a date of birth"
	case NHS:
		return "an NHS number"
	case UPN:
		return "a unique pupil number"
	case Phone:
		return "a telephone number"
	case Postcode:
		return "a postcode"
	case Email:
		return "an email address"
	default:
		return "something that identifies a person"
	}
}

// Mark is a place in a text that may tell who somebody is.
type Mark struct {
	Start, End int // bytes: the marked words are text[Start:End]
	Kind       Kind
	Text       string // the marked words
	Why        string // what it was known by, as a sentence
	Instead    string // what could stand there, such as "the mother"
	Spare      bool   // the role stands before the name already, so that the name can simply be left out
	Told       bool   // Instead follows from the words beside the name, and is no guess
}

// Guard checks texts. It is never changed, and safe for use by several goroutines.
type Guard struct{ lists Lists }

// New returns a guard that knows these lists.
func New(lists Lists) *Guard { return &Guard{lists} }

// Check marks what may tell who somebody is, in order of place. Marks do not overlap. It is nil for a text without any.
func (g *Guard) Check(text string) []Mark {
	marks := g.numbers(text)
	tokens := split(text)
	names := finder{&g.lists, text, tokens}.all()
	marks = append(marks, names...)
	slices.SortFunc(marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	end := 0
	return slices.DeleteFunc(marks, func(m Mark) bool {
		if m.Start < end {
			return true
		}
		end = m.End
		return false
	})
}

// numbers marks everything that has a digit or an @ in it.
func (g *Guard) numbers(text string) []Mark {
	var marks []Mark
	if strings.ContainsAny(text, "0123456789") {
		marks = append(marks, identifiers(text)...)
		marks = append(marks, phones(text)...)
		marks = append(marks, births(text)...)
		marks = append(marks, g.postcodes(text)...)
	}
	if strings.ContainsRune(text, '@') {
		marks = append(marks, emails(text)...)
	}
	return marks
}
