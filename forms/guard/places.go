package guard

import (
	"regexp"
	"strings"
)

var (
	postcodeForm = regexp.MustCompile(`(?i)([A-Z]{1,2})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}`)
	dateForm     = regexp.MustCompile(`(?i)\d{4}-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-](?:\d{4}|\d\d)|` +
		`\d\d?(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}`)
	birthCue = regexp.MustCompile(`(?i)\b(?:born|birth|birthday|dob|d\.o\.b)\b`)
)

// postcodes marks full postcodes whose area there is.
func (g *Guard) postcodes(text string) []Mark {
	right := func(s string) bool {
		area := strings.ToUpper(s[:1+letterAt(s, 1)])
		return g.lists.Postcode[area]
	}
	return find(text, postcodeForm, right, Mark{
		Kind: Postcode, Why: "It has the form of a postcode, and there is such an area.", Instead: "(address left out)",
	})
}

func letterAt(s string, i int) int {
	if c := s[i] | 0x20; c >= 'a' && c <= 'z' {
		return 1
	}
	return 0
}

// cueReach is how many bytes before a date the word for birth may stand.
const cueReach = 40

// births marks dates that a word for birth stands before in the same line. Other dates tell when something was done.
func births(text string) []Mark {
	var marks []Mark
	for _, at := range dateForm.FindAllStringIndex(text, -1) {
		if alone(text, at[0], at[1]) && birthBefore(text, at[0]) {
			marks = append(marks, Mark{
				Start: at[0], End: at[1], Kind: Birth, Text: text[at[0]:at[1]],
				Why: "It is a date, and a word for birth stands before it.", Instead: "(date left out)",
			})
		}
	}
	return marks
}

func birthBefore(text string, at int) bool {
	before := text[max(0, at-cueReach):at]
	if line := strings.LastIndexByte(before, '\n'); line >= 0 {
		before = before[line:]
	}
	return birthCue.MatchString(before)
}
