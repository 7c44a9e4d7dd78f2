package guard

import (
	"regexp"
	"strings"
)

var (
	nhsForm   = regexp.MustCompile(`\d{3}[ -]?\d{3}[ -]?\d{4}`)
	upnForm   = regexp.MustCompile(`[A-HJ-NP-RT-Za-hj-np-rt-z]\d{11}[0-9A-HJ-NP-RT-Za-hj-np-rt-z]`)
	phoneForm = regexp.MustCompile(`(?:\+44[ -]?(?:\(0\))?|\(?0)[\d() -]{8,16}\d`)
	emailForm = regexp.MustCompile(`[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
)

// identifiers marks NHS numbers and unique pupil numbers: those whose check character is right, so that an invoice or an
// asset of ten digits is left alone.
func identifiers(text string) []Mark {
	marks := find(text, nhsForm, func(s string) bool { return nhsNumber(digits(s)) }, Mark{
		Kind: NHS, Why: "Its ten digits pass the check of an NHS number.", Instead: "the reference",
	})
	return append(marks, find(text, upnForm, func(s string) bool { return pupilNumber(strings.ToUpper(s)) }, Mark{
		Kind: UPN, Why: "Its letters and digits pass the check of a unique pupil number.", Instead: "the reference",
	})...)
}

// phones marks telephone numbers of the United Kingdom: ten or eleven digits from 0, or as many after +44.
func phones(text string) []Mark {
	return find(text, phoneForm, telephone, Mark{
		Kind: Phone, Why: "It has the digits of a telephone number in the United Kingdom.", Instead: "(number left out)",
	})
}

func emails(text string) []Mark {
	return find(text, emailForm, func(string) bool { return true }, Mark{
		Kind: Email, Why: "It has the form of an email address.", Instead: "(email left out)",
	})
}

// find marks what has a form, stands by itself and is right.
func find(text string, form *regexp.Regexp, right func(string) bool, like Mark) []Mark {
	var marks []Mark
	for _, at := range form.FindAllStringIndex(text, -1) {
		if found := text[at[0]:at[1]]; alone(text, at[0], at[1]) && right(found) {
			m := like
			m.Start, m.End, m.Text = at[0], at[1], found
			marks = append(marks, m)
		}
	}
	return marks
}

// alone reports whether no letter or digit touches the span.
func alone(text string, start, end int) bool {
	return (start == 0 || !alphanumeric(text[start-1])) && (end == len(text) || !alphanumeric(text[end]))
}

func alphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// nhsNumber checks the tenth digit: the first nine, weighed by 10 down to 2 and added, are taken modulo 11; eleven less
// that is the check digit, 11 standing for 0 and 10 for no number at all. NHS Data Dictionary, "NHS NUMBER".
func nhsNumber(s string) bool {
	if len(s) != 10 || strings.Count(s, s[:1]) == 10 {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(s[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check != 10 && check == int(s[9]-'0')
}

// pupilLetters are the letters of a unique pupil number, in the order of their values.
const pupilLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// pupilNumber checks the first letter: the twelve characters after it, weighed by 2 to 13 and added, are taken modulo 23.
// The last may be a letter, in a temporary number. Department for Education, "Unique pupil numbers".
func pupilNumber(s string) bool {
	sum := 0
	for i := 1; i < len(s); i++ {
		value := strings.IndexByte(pupilLetters, s[i])
		if s[i] >= '0' && s[i] <= '9' {
			value = int(s[i] - '0')
		}
		sum += value * (i + 1)
	}
	return len(s) == 13 && pupilLetters[sum%23] == s[0]
}

func telephone(s string) bool {
	n := strings.TrimPrefix(digits(strings.Replace(s, "(0)", "", 1)), "44")
	n = strings.TrimPrefix(n, "0")
	return (len(n) == 9 || len(n) == 10) && strings.ContainsRune("1235789", rune(n[0]))
}
