package xlsform

import (
	"slices"
	"strings"
)

// column is a resolved header.
type column struct {
	name     string // standard name, such as "bind::relevant"; as written when there is none; "" for no column
	language string // "English (en)"; "" for a column without
	written  string // as the author wrote it
}

// key tells columns apart.
func (c column) key() string { return c.name + "::" + c.language }

// resolve finds out which column each header of a sheet is.
func (h headers) resolve(name string, header []string, report *Report) []column {
	separator := ":"
	if slices.ContainsFunc(header, func(s string) bool { return strings.Contains(s, "::") }) {
		separator = "::"
	}
	out := make([]column, len(header))
	first := map[string]string{} // header by column
	for i, written := range header {
		if written == "" {
			continue
		}
		c := h.column(written, separator)
		c.written = written
		at := place{sheet: name, row: 1, column: written}
		switch other := first[c.key()]; {
		case other == written:
			report.fail(at, "header-duplicate", "The column %q stands here twice. Take one of them out.", written)
			continue
		case other != "":
			report.fail(at, "HEADER_002", "%q and %q are two names of the same column. Take one out.", other, written)
			continue
		}
		if similar := h.similar(c.name, header); similar != "" {
			report.warn(at, "header-unknown", "There is no column %q, so it is left out. Did you mean %q?", written, similar)
		}
		first[c.key()] = written
		out[i] = c
	}
	return out
}

// similar is the header that a name which is none may be a misspelling of, unless the sheet has that one too; "" for none.
func (h headers) similar(name string, header []string) string {
	const shortest, long, longest = 4, 6, 40 // letters
	first, _, _ := strings.Cut(snake(name), "::")
	if h.required == colName || len(first) < shortest || len(first) > longest || h.known[first] || h.aliases[first] != "" {
		return ""
	}
	best, distance := "", 2 // one letter may be wrong, in long words two
	if len(first) > long {
		distance++
	}
	for _, candidates := range []map[string]bool{h.known, keys(h.aliases)} {
		for candidate := range candidates {
			d := editDistance(first, candidate)
			if len(candidate) >= shortest && candidate != "bind" && (d < distance || d == distance && candidate < best) {
				best, distance = candidate, d
			}
		}
	}
	if slices.ContainsFunc(header, func(s string) bool { return snake(s) == best }) {
		return ""
	}
	return best
}

func keys(m map[string]string) map[string]bool {
	out := make(map[string]bool, len(m))
	for key := range m {
		out[key] = true
	}
	return out
}

func (h headers) column(written, separator string) column {
	for _, candidate := range []string{written, snake(written)} {
		if _, alias := h.aliases[candidate]; h.known[candidate] && !alias {
			return column{name: candidate}
		}
	}
	tokens := split(written, separator)
	first := snake(tokens[0])
	switch alias, ok := h.aliases[first]; {
	case ok:
		tokens = append(strings.Split(alias, "::"), tokens[1:]...)
	case h.known[first]:
		tokens[0] = first
	}
	return h.join(tokens)
}

// join makes a column of tokens; the last names a language when those before it may stand in several.
func (h headers) join(tokens []string) column {
	if last := len(tokens) - 1; last > 0 {
		if name := strings.Join(tokens[:last], "::"); h.languages[name] {
			return column{name: name, language: tokens[last]}
		}
	}
	if group := tokens[0]; len(tokens) > 2 && (group == "bind" || group == "control" || group == "instance") {
		return column{name: group + "::" + strings.Join(tokens[1:], ":")} // an attribute with a prefix, split at its colon
	}
	return column{name: strings.Join(tokens, "::")}
}

// split cuts a header at its separators. A single colon after the namespace prefix jr is none.
func split(header, separator string) []string {
	tokens := strings.Split(header, separator)
	for i := range tokens {
		tokens[i] = strings.TrimSpace(tokens[i])
	}
	if i := slices.Index(tokens, "jr"); separator == ":" && i >= 0 && i+1 < len(tokens) {
		tokens = slices.Replace(tokens, i, i+2, "jr:"+tokens[i+1])
	}
	return tokens
}

// snake writes a header as the standard names are written.
func snake(header string) string { return strings.ToLower(strings.Join(strings.Fields(header), "_")) }
