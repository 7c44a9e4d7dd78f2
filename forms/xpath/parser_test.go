package xpath_test

import (
	"fmt"
	"strings"
	"testing"

	"plumbline/forms/internal/corpus"
	"plumbline/forms/xpath"
)

func TestParseConformance(t *testing.T) {
	var cases []struct {
		Expression string
		Valid      bool
	}
	corpus.Open(t).JSON(t, "xpath_parse_cases.json", &cases)
	tally := corpus.Suite(t, "xpath-parse")
	for i, c := range cases {
		if err := xpath.Parse(c.Expression); (err == nil) == c.Valid {
			tally.Pass()
		} else {
			tally.Fail(fmt.Sprint(i), fmt.Sprintf("%q: valid is %v, got %v", c.Expression, c.Valid, err))
		}
	}
	tally.Report(1)
}

func TestCompileSaysWhatIsWrong(t *testing.T) {
	deep := strings.Repeat("(", 1000) + "1" + strings.Repeat(")", 1000)
	for _, row := range []struct {
		name, src, want string
	}{
		{"nothing", "  ", `There is no expression here. Write one, or leave the cell empty. (at character 1)`},
		{"open text", "concat('a, 'b')", `A text that begins here has no closing quotation mark. Add it. (at character 14)`},
		{"no name", "$ = 1", `"$" has no name after it. Write ${name} for the answer to a question. (at character 1)`},
		{"curly quotes", ". = “x”", `Curly quotation marks are not understood here. Write straight ones: ' or ". (at character 5)`},
		{"low quotes", ". = „x“", `Curly quotation marks are not understood here. Write straight ones: ' or ". (at character 5)`},
		{"stray sign", "a # b", `"#" means nothing here. Take it out. (at character 3)`},
		{"open bracket", "if(a, 1, 2", `The expression ends where ")" is expected. Add it. (at character 11)`},
		{"wrong bracket", "a[1)", `")" stands where "]" is expected. (at character 4)`},
		{"double equals", "a == 1", `"==" is not understood here. Write "=" once. (at character 3)`},
		{"not equal, as in Excel", "a <> 1", `"<>" is not understood here. Write "!=". (at character 3)`},
		{"at most, the wrong way round", "a =< 1", `"=<" is not understood here. Write "<=". (at character 3)`},
		{"and, as in programs", "a && b", `"&&" is not understood here. Write "and". (at character 3)`},
		{"or, as in programs", "a || b", `"||" is not understood here. Write "or". (at character 3)`},
		{"texts joined, as in Excel", "a & 'b'", `"&" is not understood here. Write concat() to join texts, or "and". (at character 3)`},
		{"not, as in programs", "!a", `"!" is not understood here. Write not(), as in not(selected(${a}, 'x')). (at character 1)`},
		{"semicolons", "if(a; 1; 2)", `";" is not understood here. Write "," between the arguments of a function. (at character 5)`},
		{"power", "a ^ 2", `"^" is not understood here. Write pow(), as in pow(2, 3). (at character 3)`},
		{"dash of a word processor", "a – 1", `"–" is not understood here. Write "-", the sign on the keyboard. (at character 3)`},
		{"one sign for at least", "a ≥ 1", `"≥" is not understood here. Write ">=". (at character 3)`},
		{"function in capitals", "IF(a, 1, 2)", `The names of functions are in small letters here. Write if() in place of IF(). (at character 1)`},
		{"function with a capital", "Today()", `The names of functions are in small letters here. Write today() in place of Today(). (at character 1)`},
		{"and as a function", "if(AND(a, b), 1, 2)", `AND() is no function here. Write "and" between the conditions, as in: a and b. (at character 4)`},
		{"function of spreadsheets", "LEN(a) > 3", `There is no function LEN() here. Write string-length(). (at character 1)`},
		{"missing operand", "a + ", `The expression ends where a value is expected. Add it. (at character 5)`},
		{"missing operator", "/data/a 5", `"5" does not fit here. Is an operator or a bracket missing before it? (at character 9)`},
		{"capitals", "a AND b", `"AND" is an operator only in small letters. Write "and". (at character 3)`},
		{"variable", "$a + 1", `$a means nothing here. Write ${a} for the answer to a question. (at character 1)`},
		{"axis", "up::a", `There is no axis "up". (at character 1)`},
		{"function as step", "/data/count()", `The function count() cannot be a step of a path. (at character 7)`},
		{"unknown function", "selcted(a, 'b')", `There is no function selcted(). Check how it is spelt. (at character 1)`},
		{"too few arguments", "if(a, 1)", `if() needs 3 arguments, and has 2. (at character 1)`},
		{"at least", "join()", `join() needs at least 1 argument, and has 0. (at character 1)`},
		{"too many arguments", "1 + round(1, 2, 3)", `round() takes at most 2 arguments, and has 3. (at character 5)`},
		{"no arguments", "today(1)", `today() takes no arguments, and has 1. Leave the brackets empty. (at character 1)`},
		{"not a set", "count('a')", `count() is about questions or repeats. Name one here, as ${name}. (at character 7)`},
		{"predicate of a text", "'a'[1]", `Only a set of nodes can be followed by "[" or "/", and what begins here is none. (at character 1)`},
		{"union of texts", "a | 'b'", `"|" joins sets of nodes, and what begins here is none. Write concat() to join texts. (at character 5)`},
		{"pattern", "regex(., '[a')", "The pattern of regex() cannot be read: missing closing ]: `[a`. (at character 10)"},
		{"encoding", "digest(., 'MD5', 'HEX')", `digest() knows no encoding "HEX". Write base64 or hex. (at character 18)`},
		{"algorithm", "digest(., 'md5')", `digest() knows no algorithm "md5". Write MD5, SHA-1, SHA-256, SHA-384 or SHA-512. (at character 11)`},
		{"weights", "weighted-checklist(1, 2, a)", `weighted-checklist() needs a weight after each condition, and the last has none. (at character 1)`},
		{"indices", "indexed-repeat(a, b, 1, c)", `indexed-repeat() needs an index after each repeat, and the last has none. (at character 1)`},
		{"deep", deep, `The expression nests too deep. Split it into calculations. (at character 401)`},
		{"long", strings.Repeat("1+", 1<<15) + "1", `The expression has more than 65536 characters. Split it into calculations. (at character 65537)`},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := xpath.Compile(row.src, xpath.Options{})
			if err == nil || err.Error() != row.want {
				t.Errorf("got  %v\nwant %s", err, row.want)
			}
		})
	}
}

func TestOperatorsAndNames(t *testing.T) {
	for _, row := range []struct{ name, src, want string }{
		{"a sign within a name", "a-b", "4"},
		{"subtraction", "a -b", "1"},
		{"operators without blanks", "7mod4", "3"},
		{"a name that begins like an operator", "order", "9"},
		{"an operator's name as a question", "9 mod div", "4"},
		{"left to right", "10 - 3 - 2", "5"},
		{"left to right of comparisons", "3 < 4 < 5", "true"},
		{"strength", "1 + 2 * 3 = 7 and 2 > 1 or false()", "true"},
		{"minus of minus", "--a", "3"},
		{"any name times", "count(*) * 2", "12"},
		{"new lines", "a\n\t+\n1", "4"},
		{"comparison without order", "'abc' < 'abd'", "false"},
		{"division by nothing", "-1 div 0", "-Infinity"},
		{"rest has the sign of what is divided", "-7 mod 3", "-1"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := evaluate(t, "<data><a>3</a><b>2</b><a-b>4</a-b><order>9</order><div>5</div><x/></data>", row.src)
			if got != row.want {
				t.Errorf("%s: got %q, want %q", row.src, got, row.want)
			}
		})
	}
}
