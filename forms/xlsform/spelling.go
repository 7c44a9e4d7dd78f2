package xlsform

import (
	"fmt"
	"slices"
	"strings"
)

// misspelt names sheets whose names are close to one that is missing, as a sentence with a space in front; "" for none, or
// what else may help to find the survey.
func (w *workbook) misspelt(name string) string {
	similar := w.similar(name)
	switch {
	case len(similar) == 0 && name == surveySheet:
		return w.advice
	case len(similar) == 0:
		return ""
	}
	return fmt.Sprintf(" Is it the sheet named %s?", strings.Join(similar, " or "))
}

// similar returns the names of sheets that may be misspellings of a name. Names that begin with an underscore are meant.
func (w *workbook) similar(name string) []string {
	var out []string
	for _, candidate := range w.names[:min(len(w.names), 100)] {
		lower := strings.ToLower(candidate)
		if !slices.Contains(sheetNames(), lower) && !strings.HasPrefix(candidate, "_") && editDistance(lower, name) <= 2 {
			out = append(out, fmt.Sprintf("%q", candidate))
		}
	}
	return out
}

// editDistance is the number of characters to insert, delete or replace to turn one word into another (Levenshtein).
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)
	if len(from)-len(to) > 64 || len(to)-len(from) > 64 {
		return max(len(from), len(to))
	}
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, d := range to {
			cost := 1
			if c == d {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(to)]
}
