package seal

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// helperVariable names what the test binary does, when it is started again, instead of running tests.
const helperVariable = "PLUMBLINE_SEAL_HELPER"

func TestMain(m *testing.M) {
	if name := os.Getenv(helperVariable); name != "" {
		if err := helpers()[name](os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// times is how often a test does what it does with chance: short in every run, long where PLUMBLINE_LONG is set.
func times(short, long int) int {
	if os.Getenv("PLUMBLINE_LONG") != "" {
		return long
	}
	return short
}
