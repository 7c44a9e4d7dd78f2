package xlsform

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxFormat is how many characters Excel lets the code of a number format have; longer ones are not looked at.
const maxFormat = 255

// numberFormats says how the numbers of a workbook are shown.
type numberFormats struct {
	codes  map[int]string // of the number formats that the workbook defines
	styles []int          // number format by index of cell format
	dates  map[int]bool   // whether a number format shows dates, as far as it was asked
	since  dateFormat     // of dates
}

func newNumberFormats() numberFormats {
	return numberFormats{codes: map[int]string{}, dates: map[int]bool{}, since: dateSince1900}
}

// define takes in a number format of the workbook's own.
func (f *numberFormats) define(id int, code string) {
	if len(code) <= maxFormat {
		f.codes[id] = code
	}
}

// of tells what numbers in cells of a format stand for.
func (f *numberFormats) of(style int) dateFormat {
	if style >= len(f.styles) {
		return plainNumber
	}
	id := f.styles[style]
	is, known := f.dates[id]
	if !known {
		is = isDate(id, f.codes[id])
		f.dates[id] = is
	}
	if is {
		return f.since
	}
	return plainNumber
}

var notDate = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// isDate reports whether a number format shows dates or times: one of the built-in ones, or one whose code has letters
// of dates outside its literals (ECMA-376, part 1, 18.8.30 and 18.8.31).
func isDate(builtIn int, code string) bool {
	if code != "" {
		plain, _, _ := strings.Cut(notDate.ReplaceAllString(code, ""), ";")
		return strings.ContainsAny(plain, "dmhysDMHYS") && !strings.Contains(strings.ToLower(plain), "general")
	}
	return builtIn >= 14 && builtIn <= 22 || builtIn >= 27 && builtIn <= 36 || builtIn >= 45 && builtIn <= 47 ||
		builtIn >= 50 && builtIn <= 58
}

// dateFormat is what a spreadsheet's number stands for.
type dateFormat uint8

const (
	plainNumber dateFormat = iota
	dateSince1900
	dateSince1904
)

// text writes a number as forms are written: whole ones without a point, dates as "2006-01-02 15:04:05", times of day as
// "15:04:05".
func (f dateFormat) text(value float64) string {
	const lastDay = 2958465 // 31 December 9999
	if f == plainNumber || value < 0 || value > lastDay {
		return number(value)
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case f == dateSince1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case value < 60: // Excel counts a 29 February 1900
		epoch = epoch.AddDate(0, 0, 1)
	}
	at := time.UnixMilli(epoch.UnixMilli() + int64(math.Round(value*24*60*60*1000))).UTC()
	layout := "2006-01-02 15:04:05"
	if value < 1 {
		layout = "15:04:05"
	}
	if at.Nanosecond() != 0 {
		layout += ".000000"
	}
	return at.Format(layout)
}

// number writes a number in the shortest decimal form.
func number(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }
