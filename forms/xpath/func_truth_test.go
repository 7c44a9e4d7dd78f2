package xpath_test

import "testing"

func TestTruths(t *testing.T) {
	expressions{
		{"text is true", "boolean('false')", "true"},
		{"blank text is not", "boolean('')", "false"},
		{"NaN is not", "boolean(number('x'))", "false"},
		{"a node is, whatever it holds", "boolean(blank)", "true"},
		{"no node is not", "boolean(none)", "false"},
		{"not", "not(none)", "true"},
		{"from a text", "boolean-from-string('true')", "true"},
		{"from 1", "boolean-from-string(1)", "true"},
		{"from another text", "boolean-from-string('TRUE')", "false"},
		{"if", "if(a = 3, 'x', 'y')", "x"},
		{"if gives nodes", "count(if(a = 3, r, none))", "2"},
		{"if of different types", "if(a = 4, 'x', 2) + 1", "3"},
		{"path from if", "if(true(), r, none)/x", "yes"},
		{"coalesce", "coalesce(blank, a)", "3"},
		{"coalesce of NaN", "coalesce(blank * 2, 0)", "0"},
		{"once, blank", "string(blank[once('new') = 'new'])", ""},
		{"once, with a value", "count(a[once('new') = '3'])", "1"},
		{"checklist", "checklist(1, 2, true(), false(), true())", "true"},
		{"checklist without bounds", "checklist(-1, -1)", "true"},
		{"checklist with other bounds below 0", "checklist(-2, -0.5, true())", "true"},
		{"checklist with blank bounds", "checklist(blank, '', true())", "true"},
		{"checklist of nodes", "checklist(1, 1, r/x)", "true"},
		{"too few", "checklist(2, -1, true())", "false"},
		{"weights", "weighted-checklist(5, 6, true(), 2, false(), 9, true(), 3)", "true"},
		{"weights of nodes", "weighted-checklist(7, 7, r/x, r/w)", "true"},
		{"weight of NaN", "weighted-checklist(0, 9, true(), 'x')", "false"},
	}.run(t, "<data><a>3</a><blank/><r><x>yes</x><w>7</w></r><r><x/><w>8</w></r></data>")
}

func TestComparisons(t *testing.T) {
	expressions{
		{"some node is equal", "x = 'a'", "true"},
		{"and some node is not", "x != 'a'", "true"},
		{"no node compares", "none = 'a' or none != 'a'", "false"},
		{"two sets", "x = y", "true"},
		{"two sets, different", "none = y", "false"},
		{"number and text", "n = '07'", "false"},
		{"number and number", "n = 7", "true"},
		{"text and number", "'7.0' = 7", "true"},
		{"set and truth", "none = false()", "true"},
		{"truth and text", "true() = 'false'", "true"},
		{"number of a set", "n > 6.5", "true"},
		{"a set above a set", "m < n", "true"},
		{"no text is above another", "'b' > 'a'", "false"},
		{"NaN is not equal to itself", "number('x') = number('x')", "false"},
		{"NaN differs", "number('x') != 3", "true"},
		{"dates in order", "d < '2026-03-02'", "true"},
		{"dates from numbers", "date(d + 1) = date('2026-03-02')", "true"},
		{"date and text", "date('2026-03-01') = d", "true"},
		{"blank date and blank", "date('') = ''", "true"},
		{"of kinds that differ", "if(n = 7, n, 'x') = 7", "true"},
		{"order of kinds that differ", "if(n = 7, n, 'x') <= if(n = 7, 7, 'x')", "true"},
		{"set and what may be a set", "n >= if(true(), m, 'x')", "true"},
	}.run(t, "<data><x>a</x><x>b</x><y>b</y><y>c</y><n>7</n><m>5</m><m>6</m><d>2026-03-01</d></data>")
}
