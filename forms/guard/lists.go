package guard

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed lists/*.csv
var embedded embed.FS

// Lists is what a guard knows of words. Keys are in lower case, except those of Known.
type Lists struct {
	First    map[string]bool   // first names; true for one that is an everyday word too
	Last     map[string]bool   // family names, likewise
	Words    map[string]bool   // everyday words, and those of the field
	Known    map[string]bool   // what is written with a capital and is nobody's name: days, towns, services
	Persons  map[string]bool   // verbs that people do, and hardly anything else: said, wants, cried
	Cues     map[string]string // who stands before a name, and what to write instead: "mother": "the mother"
	Postcode map[string]bool   // postcode areas
}

// Default is a guard that knows the lists which the program comes with.
var Default = sync.OnceValues(func() (*Guard, error) {
	files, err := fs.Sub(embedded, "lists")
	if err != nil {
		return nil, fmt.Errorf("guard: open lists: %w", err)
	}
	lists, err := ReadLists(files)
	if err != nil {
		return nil, err
	}
	return New(lists), nil
})

// ReadLists reads the lists of a folder: names.csv (name, part, word), words.csv, known.csv, persons.csv, cues.csv (cue,
// instead) and postcode-areas.csv, each with a header. A file that is missing or cannot be read as CSV is an error.
func ReadLists(folder fs.FS) (Lists, error) {
	l := Lists{
		First: map[string]bool{}, Last: map[string]bool{}, Words: map[string]bool{}, Known: map[string]bool{},
		Persons: map[string]bool{}, Cues: map[string]string{}, Postcode: map[string]bool{},
	}
	return l, errors.Join(
		read(folder, "names.csv", 3, func(row []string) {
			names := l.First
			if row[1] == "last" {
				names = l.Last
			}
			names[strings.ToLower(row[0])] = row[2] == "yes"
		}),
		read(folder, "cues.csv", 2, func(row []string) { l.Cues[row[0]] = row[1] }),
		read(folder, "words.csv", 1, func(row []string) { l.Words[row[0]] = true }),
		read(folder, "known.csv", 1, func(row []string) { l.Known[row[0]] = true }),
		read(folder, "persons.csv", 1, func(row []string) { l.Persons[row[0]] = true }),
		read(folder, "postcode-areas.csv", 1, func(row []string) { l.Postcode[row[0]] = true }),
	)
}

// read hands every row of a list to take, without its header.
func read(folder fs.FS, name string, columns int, take func(row []string)) error {
	file, err := folder.Open(name)
	if err != nil {
		return fmt.Errorf("guard: open list: %w", err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = columns
	rows, err := reader.ReadAll()
	if err != nil {
		return fmt.Errorf("guard: read list %s: %w", name, err)
	}
	for i, row := range rows {
		if i > 0 {
			take(row)
		}
	}
	return nil
}

// word reports whether lower is an everyday word, or the plural or another form of one.
func (l *Lists) word(lower string) bool {
	if l.Words[lower] {
		return true
	}
	for _, ending := range []string{"s", "es", "d", "ed", "ing", "ly", "er", "ers", "n't", "ness", "ment"} {
		stem, ok := strings.CutSuffix(lower, ending)
		if ok && len(stem) > 2 && (l.Words[stem] || l.Words[stem+"e"] || doubled(stem) && l.Words[stem[:len(stem)-1]]) {
			return true
		}
	}
	stem, ok := strings.CutSuffix(lower, "ies")
	return ok && l.Words[stem+"y"]
}

// doubled reports whether a stem ends in a doubled letter, as "stopp" in "stopped" does.
func doubled(stem string) bool {
	n := len(stem)
	return n > 3 && stem[n-1] == stem[n-2]
}
