package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// canaries are texts that are given to a vault in every way there is: as values, names, words to search, passphrases.
func canaries() []string {
	return []string{"CanaryInAText", "CanaryInAName", "canaryinsearch", "canary in a passphrase", "canary in the next passphrase"}
}

// TestCanaryIsNowhere looks for what a vault was told in every file of its folder, at every stage of its life.
func TestCanaryIsNowhere(t *testing.T) {
	words := canaries()
	t.Chdir(t.TempDir()) // where a file without a folder would come
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("SQLITE_TMPDIR", temp)
	dir := t.TempDir()
	look := func(stage string) {
		t.Helper()
		for _, where := range []string{dir, temp, "."} {
			if found := findCanaries(t, where); len(found) > 0 {
				t.Errorf("%s: %v", stage, found)
			}
		}
	}
	v, err := Create(dir, []byte(words[3]), testEnv())
	if err != nil {
		t.Fatal(err)
	}
	look("created")
	mustExec(t, v.Writer(), `CREATE TABLE `+words[1]+` (text TEXT); CREATE INDEX i ON `+words[1]+` (text);
		CREATE VIRTUAL TABLE search USING fts5 (text)`)
	for range 300 {
		mustExec(t, v.Writer(), `INSERT INTO `+words[1]+` VALUES (? || hex(randomblob(50)))`, words[0])
		mustExec(t, v.Writer(), `INSERT INTO search VALUES (?)`, words[2])
	}
	look("filled")
	mustExec(t, v.Writer(), `PRAGMA cache_size = 2; BEGIN; UPDATE `+words[1]+` SET text = text || text;
		CREATE TEMP TABLE copy AS SELECT * FROM `+words[1]+` ORDER BY text DESC`)
	look("spilled")
	mustExec(t, v.Writer(), `COMMIT; INSERT INTO search (search) VALUES ('optimize'); DELETE FROM `+words[1]+` WHERE rowid % 2; VACUUM`)
	look("vacuumed")
	if err := v.ChangePassphrase([]byte(words[3]), []byte(words[4])); err != nil {
		t.Fatal(err)
	}
	if err := v.ChangePassphrase([]byte(words[3]), []byte(words[4])); err == nil {
		t.Fatal("the old passphrase was good still")
	}
	look("passphrase changed")
	mustClose(t, v)
	look("closed")
}

// findCanaries returns the files of a folder that show a canary, as it is or spelled otherwise.
func findCanaries(t *testing.T, dir string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		content = bytes.ToLower(content)
		for _, word := range append(canaries(), plainHeader, "CREATE TABLE") {
			for _, spelling := range spellings(word) {
				if bytes.Contains(content, bytes.ToLower([]byte(spelling))) {
					found = append(found, fmt.Sprintf("%q in %s", spelling, path))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func spellings(word string) []string {
	plain := []byte(word)
	return []string{word, hex.EncodeToString(plain), base64.StdEncoding.EncodeToString(plain), utf16(plain)}
}

func utf16(word []byte) string {
	var spelled []byte
	for _, c := range word {
		spelled = append(spelled, c, 0)
	}
	return string(spelled)
}

// TestCanaryInThePlainIsFound makes sure that the test above can fail.
func TestCanaryInThePlainIsFound(t *testing.T) {
	for _, word := range append(canaries(), plainHeader) {
		for _, spelling := range spellings(word) {
			dir := t.TempDir()
			write(t, dir, "file", "..."+spelling+"...")
			if len(findCanaries(t, dir)) == 0 {
				t.Errorf("%q was not found", spelling)
			}
		}
	}
}
