package paper_test

import (
	"testing"

	"plumbline/forms/paper"
)

func FuzzCondition(f *testing.F) {
	for _, seed := range []string{
		"/data/a = 'yes'", "not(selected(../b, \"x\")) and (/data/n >= 2.5 or . != '')", "((((", "selected(", "not(not(a='b'))", "a = ", "é = 'è'",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, expression string) { paper.ReadsCondition(expression) })
}
