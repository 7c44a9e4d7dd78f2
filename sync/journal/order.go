package journal

import (
	"strconv"
	"strings"
)

// Order keys are whole numbers followed by a fraction, both in base 36, written so that they sort as text: "a0" is 0,
// "a1" is 1, "b10" is 36, "Zz" is -1, "a0i" is one half. The letter gives the sign and the number of digits.
const (
	base      = 36
	digits    = "0123456789abcdefghijklmnopqrstuvwxyz"
	maxDigits = 12 // the greatest power of 36 that an int64 holds
)

// Between returns a key that sorts, by bytes, after a and before b; "" on either side is no bound. The same arguments
// give the same key. A string that is not an order key counts as no bound, and so does a b that is not after a.
//
// Keys stay short: the n-th item added at either end has a key of about 1+log36(n) characters, and every five items put
// into one and the same place lengthen it by one.
func Between(a, b string) string {
	low, after := parsePosition(a)
	high, before := parsePosition(b)
	if after && before && a >= b {
		before = false
	}
	switch {
	case !after && !before:
		return whole(0)
	case !before:
		return whole(low.whole + 1)
	case !after && high.part == "":
		return whole(high.whole - 1)
	case !after:
		return whole(high.whole)
	case low.whole == high.whole:
		return whole(low.whole) + middle(low.part, high.part)
	case whole(low.whole+1) < b:
		return whole(low.whole + 1)
	default:
		return whole(low.whole) + middle(low.part, "")
	}
}

// position is an order key read: whole + 0.part.
type position struct {
	whole int64
	part  string
}

func parsePosition(key string) (position, bool) {
	if key == "" {
		return position{}, false
	}
	width, negative := int(key[0])-'a'+1, false
	if key[0] < 'a' {
		width, negative = 'Z'-int(key[0])+1, true
	}
	if width < 1 || width > maxDigits || len(key) < 1+width {
		return position{}, false
	}
	n, err := strconv.ParseInt(key[1:1+width], base, 64)
	if err != nil {
		return position{}, false
	}
	if negative {
		n -= power(width)
	}
	p := position{n, key[1+width:]}
	return p, whole(n) == key[:1+width] && p.sound()
}

// sound reports whether whole numbers on both sides can be written, and whether the fraction is one that middle makes.
func (p position) sound() bool {
	limit := power(maxDigits) - 1
	return -limit < p.whole && p.whole < limit && strings.Trim(p.part, digits) == "" && !strings.HasSuffix(p.part, "0")
}

// whole writes a whole number. Negative numbers are written as their distance from the least number of that width.
func whole(n int64) string {
	width, head := 1, 'a'
	if n < 0 {
		for width < maxDigits && n < -power(width) {
			width++
		}
		n, head = n+power(width), 'Z'-rune(width-1)
	} else {
		for width < maxDigits && n >= power(width) {
			width++
		}
		head += rune(width - 1)
	}
	text := strconv.FormatInt(n, base)
	return string(head) + strings.Repeat("0", max(0, width-len(text))) + text
}

func power(n int) int64 {
	p := int64(1)
	for range n {
		p *= base
	}
	return p
}

// middle returns a fraction between two, the second "" for 1. Neither ends in a nought, and neither does the result.
func middle(a, b string) string {
	var out []byte
	bounded := b != ""
	for i := 0; ; i++ {
		low, high := 0, base
		if i < len(a) {
			low = strings.IndexByte(digits, a[i])
		}
		if bounded && i < len(b) {
			high = strings.IndexByte(digits, b[i])
		}
		if high-low > 1 {
			return string(append(out, digits[(low+high)/2]))
		}
		out = append(out, digits[low])
		bounded = bounded && low == high
	}
}
