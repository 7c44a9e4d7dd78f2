package scenario

import (
	"maps"
	"slices"
)

// same reports whether two states say the same.
func same(a, b State) bool {
	return a.Type == b.Type && a.DataType == b.DataType && a.Relevant == b.Relevant && a.ReadOnly == b.ReadOnly &&
		a.Required == b.Required && a.Label == b.Label && a.Hint == b.Hint && equal(a.Value, b.Value) &&
		slices.Equal(a.Choices, b.Choices) && maps.Equal(a.Attrs, b.Attrs) && equal(a.Count, b.Count) &&
		a.Violation == b.Violation && a.Message == b.Message
}

func equal[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
