// Command figures measures the form engine on forms of 1,000 to 10,000 questions and prints a table: what it takes, what
// ODK's xforms-engine takes of the same forms in the same minute, and whether the targets are met.
//
//	go run ./forms/internal/benchform/figures [-peer FOLDER]
//
// FOLDER is where the peer is installed; without it, this engine is measured alone. Times are of processors, on all threads
// and with the collection of garbage, so that other work of the machine is not in them.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"plumbline/forms/internal/benchform"
)

// sizes are numbers of questions, or of instances. Growth is from the first to the last.
func sizes() []int { return []int{1000, 2000, 10000} }

func main() {
	folder := flag.String("peer", "", "the folder in which the npm package @getodk/xforms-engine is installed")
	limit := flag.Duration("limit", 45*time.Second, "how long the peer may take for one form")
	flag.Parse()
	missed, err := run(*folder, *limit)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if missed > 0 {
		fmt.Printf("\n%d targets are not met.\n", missed)
		os.Exit(1)
	}
	fmt.Print("\nEvery target is met.\n")
}

// run measures all forms, prints a table of each as soon as it is there, and counts the targets that are missed.
func run(folder string, limit time.Duration) (missed int, err error) {
	for _, shape := range benchform.Shapes() {
		t := &table{shape: shape.Name}
		for _, size := range sizes() {
			s := subject{shape, size, shape.XForm(size)}
			own, err := measure(s)
			if err != nil {
				return 0, fmt.Errorf("%s of %d questions: %w", shape.Name, size, err)
			}
			var other *figures
			if folder != "" {
				if other, err = peer(folder, limit, s); err != nil {
					return 0, fmt.Errorf("the peer, %s of %d questions: %w", shape.Name, size, err)
				}
			}
			t.add(size, own, other)
		}
		t.grow()
		missed += t.print(os.Stdout)
	}
	return missed, nil
}
