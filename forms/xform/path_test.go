package xform

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAPathIsResolvedTheSameWithBlanksAroundIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reference := rapid.StringOfN(rapid.SampledFrom([]rune("/.ab[]' \u00a0")), 1, 12, -1).Draw(t, "reference")
		path, ok := resolve("/data/g", reference)
		spaced, spacedOK := resolve("/data/g", " "+reference)
		if path != spaced || ok != spacedOK {
			t.Errorf("%q leads to %q, %v; with a blank in front to %q, %v", reference, path, ok, spaced, spacedOK)
		}
	})
}
