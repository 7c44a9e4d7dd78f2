package xpath

import (
	"strconv"
	"strings"
	"time"
)

func dateFunctions() map[string]builtin {
	return map[string]builtin{
		"today":             {0, 0, buildToday},
		"now":               {0, 0, buildNow},
		"date":              {1, 1, buildDate},
		"date-time":         {1, 1, buildDate},
		"decimal-date-time": {1, 1, buildDecimalDateTime},
		"decimal-time":      {1, 1, buildDecimalTime},
		"format-date":       {2, 2, buildFormatDate},
		"format-date-time":  {2, 2, buildFormatDate},
	}
}

func buildToday(k *compiler, _ *call, _ []code) (code, error) {
	k.volatile = true
	return moment(func(c *Context) time.Time {
		y, m, d := c.World.Now().Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}, false), nil
}

func buildNow(k *compiler, _ *call, _ []code) (code, error) {
	k.volatile = true
	return moment(func(c *Context) time.Time { return c.World.Now() }, true), nil
}

// moment is a date that there always is. It is written out only where its text is wanted.
func moment(at func(*Context) time.Time, timed bool) code {
	k := valueCode(dateKind, func(c *Context) Value { return dateOf(at(c), timed) })
	k.number = func(c *Context) float64 { return dayNumber(at(c)) }
	k.truth = func(*Context) bool { return true }
	return k
}

// invalidDate is what the date of something that is no date reads as in the engines that forms are written for.
const invalidDate = "Invalid Date"

// buildDate makes a date of a text or of a number of days since 1970-01-01. A whole number is a day of the calendar; one
// with a fraction is an instant, as in a text with a time. What is blank, or true or false, gives blank.
func buildDate(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0].value
	return valueCode(dateKind, func(c *Context) Value {
		v := of(c)
		blank := Value{kind: dateKind, num: nan()}
		if v.kind == boolKind || v.kind != numberKind && v.Text() == "" {
			return blank
		}
		t, timed, ok := c.date(v)
		if !ok {
			c.noDate("date", v)
			blank.str = invalidDate
			return blank
		}
		return dateOf(t, timed)
	}), nil
}

// date reads a value as a date, as ParseDate gives it.
func (c *Context) date(v Value) (t time.Time, timed, ok bool) {
	if v.kind == numberKind {
		return dateAt(v.num, c.zone())
	}
	text := trim(v.Text())
	if t, timed, ok = parseLooseDate(text, c.zone()); ok {
		return t, timed, ok
	}
	if f, isNumber := parseDecimal(text); isNumber {
		return dateAt(f, c.zone())
	}
	return time.Time{}, false, false
}

// noDate tells of a value that a function cannot read as a date.
func (c *Context) noDate(function string, v Value) {
	c.Tell("%s() is given %q, which is no date. Dates are written year, month, day: 2026-11-23.", function, v.Text())
}

func buildDecimalDateTime(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0]
	if of.gives == boolKind {
		return numberCode(func(*Context) float64 { return nan() }), nil
	}
	return numberCode(func(c *Context) float64 {
		n := of.number(c)
		if c.Problem != nil && n != n {
			if v := of.value(c); v.Text() != "" {
				c.noDate("decimal-date-time", v)
			}
		}
		return n
	}), nil
}

// buildDecimalTime gives the part of the day, in the zone of the context, that has gone by at a time.
func buildDecimalTime(_ *compiler, _ *call, args []code) (code, error) {
	of := args[0].text
	return numberCode(func(c *Context) float64 {
		text := trim(of(c))
		if t, timed, ok := ParseDate(text, c.zone()); ok {
			return dayFraction(t, timed)
		}
		r := reader{s: text}
		k, ok := r.clock()
		if !ok || r.s != "" {
			return nan()
		}
		return dayFraction(k.on(c.World.Now(), c.zone()), true)
	}), nil
}

func dayFraction(t time.Time, timed bool) float64 {
	if !timed {
		return 0
	}
	h, m, s := t.Clock()
	ms := (h*3600+m*60+s)*1000 + t.Nanosecond()/int(time.Millisecond)
	return float64(ms) / millisecondsPerDay
}

// buildFormatDate writes a date in the codes of format-date(). What is no date gives "".
func buildFormatDate(k *compiler, e *call, args []code) (code, error) {
	if l, ok := e.args[1].(*literal); !ok || strings.Contains(l.value.Text(), "%a") || strings.Contains(l.value.Text(), "%b") {
		k.language = true
	}
	of, format := args[0].value, args[1].text
	return textCode(func(c *Context) string {
		v := of(c)
		if v.kind == boolKind {
			return ""
		}
		t, _, ok := c.date(v)
		if !ok {
			return ""
		}
		return formatDate(c, t, format(c))
	}), nil
}

func formatDate(c *Context, t time.Time, format string) string {
	var out strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] == '%' && i+1 < len(format) {
			if part, ok := datePart(c, t, format[i+1]); ok {
				out.WriteString(part)
				i++
				continue
			}
		}
		out.WriteByte(format[i])
	}
	return out.String()
}

// datePart is what a code stands for. Codes that do not exist, and "%%", stay as they are.
func datePart(c *Context, t time.Time, code byte) (string, bool) {
	switch code {
	case 'Y':
		return padded(t.Year(), 4), true
	case 'y':
		return padded(t.Year()%100, 2), true
	case 'm':
		return padded(int(t.Month()), 2), true
	case 'n':
		return strconv.Itoa(int(t.Month())), true
	case 'b':
		return monthName(c.World.Months(), int(t.Month())-1, t.Format("Jan")), true
	case 'd':
		return padded(t.Day(), 2), true
	case 'e':
		return strconv.Itoa(t.Day()), true
	case 'a':
		return dayName(c.World.Days(), t), true
	case 'H':
		return padded(t.Hour(), 2), true
	case 'h':
		return strconv.Itoa(t.Hour()), true
	case 'M':
		return padded(t.Minute(), 2), true
	case 'S':
		return padded(t.Second(), 2), true
	case '3':
		return padded(t.Nanosecond()/int(time.Millisecond), 3), true
	default:
		return "", false
	}
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(width-len(s), 0)) + s
}

func monthName(months [12]string, i int, english string) string {
	if months[i] == "" {
		return english
	}
	return months[i]
}

func dayName(days [7]string, t time.Time) string {
	if s := days[t.Weekday()]; s != "" {
		return s
	}
	return t.Format("Mon")
}
