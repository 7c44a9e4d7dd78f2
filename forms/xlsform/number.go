package xlsform

import (
	"math"
	"strconv"
	"time"
)

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
