//go:build !race

package formfile_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"plumbline/forms/formfile"
)

// What a file that is made to do harm may cost. Under the race detector everything costs ten times as much.
const (
	mostTime   = 2 * time.Second // of all processors together
	mostMemory = 500 << 20       // bytes, all that the process takes from the system
)

// checked is the environment variable that makes the test check one file and print what is said of it: a process of its
// own has its own time and memory.
const checked = "PLUMBLINE_CHECK_FILE"

// taken is what is printed of a file that is a form.
const taken = "It is taken."

func TestHostileFilesCostLittle(t *testing.T) {
	if name := os.Getenv(checked); name != "" {
		checkFile(t, name)
		return
	}
	for _, tt := range hostileFiles() {
		t.Run(tt.name, func(t *testing.T) {
			name := filepath.Join(t.TempDir(), tt.file)
			writeFile(t, name, tt.write)
			const tries = 3 // a busy machine only makes it longer
			for try := 1; ; try++ {
				said, took, used := costOf(t, name)
				if !strings.Contains(said, tt.says) {
					t.Errorf("says %.400q, want something of %q", said, tt.says)
				}
				if took > mostTime && try < tries {
					continue
				}
				t.Logf("%v, %d MB: %.200s", took.Round(time.Millisecond), used>>20, said)
				if took > mostTime || used > mostMemory {
					t.Errorf("took %v and %d MB, want at most %v and %d MB", took, used>>20, mostTime, mostMemory>>20)
				}
				return
			}
		})
	}
}

// costOf checks a file in a process of its own, and returns what it says of it, its time and its memory.
func costOf(t *testing.T, name string) (said string, took time.Duration, used int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHostileFilesCostLittle$")
	cmd.Env = append(os.Environ(), checked+"="+name, "GOMEMLIMIT=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, out)
	}
	state := cmd.ProcessState
	return string(out), state.UserTime() + state.SystemTime(), state.SysUsage().(*syscall.Rusage).Maxrss << 10
}

func checkFile(t *testing.T, name string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	def, report := formfile.Check(filepath.Base(name), content, env())
	if def != nil {
		fmt.Println(taken)
	}
	fmt.Println(report.Error())
}

func writeFile(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}
