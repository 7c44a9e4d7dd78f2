package xpath_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"plumbline/forms/xpath"
)

func TestNumbers(t *testing.T) {
	expressions{
		{"text", "number(' -12.50 ')", "-12.5"},
		{"blank", "number('')", ""},
		{"exponent", "number('1e3')", ""},
		{"plus", "number('+5')", ""},
		{"hexadecimal", "number('0x10')", ""},
		{"two points", "number('1.2.3')", ""},
		{"sign alone", "number('-')", ""},
		{"truth", "number(true()) + 1", "2"},
		{"long", "number('12345678901234567890')", "12345678901234567000"},
		{"minus nothing", "-0", "0"},
		{"small", "0.0000001", "0.0000001"},
		{"sum of tenths", "0.1 + 0.2", "0.30000000000000004"},
		{"cut", "int(-1.9)", "-1"},
		{"floor", "floor(-1.1)", "-2"},
		{"ceiling", "ceiling(1.1)", "2"},
		{"round half", "round(2.5)", "3"},
		{"round negative half", "round(-2.5)", "-3"},
		{"round to places", "round(1.234, 2)", "1.23"},
		{"round before the point", "round(1250, -2)", "1300"},
		{"round to part of a place", "round(1.25, 1.9)", "1.3"},
		{"round to very many places", "round(1.5, 400)", "1.5"},
		{"round to very few", "round(1.5, -400)", ""},
		{"sum", "sum(n)", "6"},
		{"sum with a blank", "sum(*)", ""},
		{"sum of nothing", "sum(none)", ""},
		{"sum of a number", "sum(5)", "5"},
		{"sum of one choice of sets", "sum(if(true(), n, 0))", "6"},
		{"least", "min(n, 0.5)", "0.5"},
		{"greatest", "max(n, 0.5)", "3"},
		{"greatest with a blank", "max(n, '')", ""},
		{"greatest of nothing", "max()", ""},
		{"greatest with a blank, beside infinity", "max('', 1 div 0)", ""},
		{"least with a blank, beside infinity", "min(-1 div 0, n, '')", ""},
		{"logarithm of a power of ten", "log10(1000) + log10(0.1)", "2"},
		{"logarithm", "round(log10(5), 12)", "0.698970004336"},
		{"logarithm of nothing", "log10(0)", "-Infinity"},
		{"logarithm of what has none", "log10(-1)", ""},
		{"count", "count(n)", "3"},
		{"count of what is not blank", "count-non-empty(*)", "4"},
		{"power", "pow(2, 10)", "1024"},
		{"root of a negative", "sqrt(-1)", ""},
		{"tenth power", "exp10(2)", "100"},
		{"angle", "round(atan2(1, 0) * 2 - pi(), 9)", "0"},
		{"random", "random()", "0.25"},
	}.run(t, "<data><n>1</n><n>2</n><n>3</n><blank/><g><x/></g></data>")
}

func TestNumbersAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "f")
		if math.IsInf(f, 0) {
			return
		}
		if got := xpath.String(xpath.FormatNumber(f)).Float(); got != f {
			t.Fatalf("%v is written %q and read %v", f, xpath.FormatNumber(f), got)
		}
	})
}
