package seal

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// crashed is the folder of a vault as a crash leaves it: some notes in the database, the later ones in the log.
type crashed struct {
	dir          string
	folded, all  int // how many notes are in the database, and in both
	wrap         wrap
	sealer       *sealer
	log          []byte
	logged       map[uint32]bool // pages of which the log has a copy
	databaseSize int64
}

func newCrashed(t *testing.T) *crashed {
	t.Helper()
	c := &crashed{dir: t.TempDir(), folded: 40, all: 70, logged: map[uint32]bool{}}
	v := newTestVault(t)
	mustAddNotes(t, v, 1, c.folded)
	mustExec(t, v.Writer(), `PRAGMA wal_checkpoint(TRUNCATE)`) // so that all the log has is newer
	mustExec(t, v.Writer(), `PRAGMA wal_autocheckpoint = 0`)
	mustAddNotes(t, v, c.folded+1, c.all)
	copyVault(t, v.dir, c.dir)
	c.wrap, c.sealer = v.wrap, sealerOf(t, v.wrap)
	c.read(t)
	return c
}

// read learns from the log what it has.
func (c *crashed) read(t *testing.T) {
	t.Helper()
	var err error
	if c.log, err = os.ReadFile(c.path(databaseName + logSuffix)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(c.path(databaseName))
	if err != nil {
		t.Fatal(err)
	}
	c.databaseSize = info.Size()
	for n := range c.frames() {
		header := append([]byte(nil), c.log[frameStart(n):frameStart(n)+diskFrameHeader]...)
		if !c.sealer.open(kindFrameHeader, uint64(n+1), header) {
			t.Fatalf("frame %d does not open", n)
		}
		c.logged[uint32(header[0])<<24|uint32(header[1])<<16|uint32(header[2])<<8|uint32(header[3])] = true
	}
}

// Sizes of the log on disk.
const (
	diskLogHeader   = logHeaderSize + recordOverhead
	diskFrameHeader = 24 + recordOverhead
	diskFrame       = diskFrameHeader + pageSize
)

func frameStart(n int) int { return diskLogHeader + n*diskFrame }

func (c *crashed) frames() int { return (len(c.log) - diskLogHeader) / diskFrame }

func (c *crashed) path(name string) string { return filepath.Join(c.dir, name) }

// damaged opens a copy that has been changed, and returns how many notes it has. It fails where what comes out is wrong.
func (c *crashed) damaged(t testingT, temp string, change func(dir string)) (count int, err error) {
	t.Helper()
	dir, err := os.MkdirTemp(temp, "")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	copyVault(t, c.dir, dir)
	change(dir)
	v, err := Open(dir, []byte(passphrase), testEnv())
	if err != nil {
		return 0, err
	}
	defer v.Close() // fails too where the damage is in what Close reads
	count, err = readNotes(v.Reader())
	if errors.Is(err, errWrongContent) {
		t.Fatal(err)
	}
	return count, Classify(err)
}

// mustRecover fails unless a changed copy has this many notes and is sound.
func (c *crashed) mustRecover(t *testing.T, want int, change func(dir string)) {
	t.Helper()
	dir := t.TempDir()
	copyVault(t, c.dir, dir)
	change(dir)
	v, err := Open(dir, []byte(passphrase), testEnv())
	if err != nil {
		t.Error(err)
		return
	}
	defer mustClose(t, v)
	if count := mustBeSound(t, v); count != want {
		t.Errorf("%d notes, want %d", count, want)
	}
}

// TestCrashImage opens the files of a running vault.
func TestCrashImage(t *testing.T) {
	c := newCrashed(t)
	if len(c.logged) < 5 {
		t.Fatalf("the log has %d pages only", len(c.logged))
	}
	c.mustRecover(t, c.all, func(string) {})
}

// TestBitFlipProperty flips bits in any file of a vault. What is read is what was written, as far as some commit that
// the database had folded in or one after it, or it is an error that says so.
func TestBitFlipProperty(t *testing.T) {
	c := newCrashed(t)
	temp := t.TempDir()
	files := []string{databaseName, databaseName + logSuffix, wrapName}
	flipBits := func(t *rapid.T) {
		name := rapid.SampledFrom(files).Draw(t, "file")
		flips := rapid.SliceOfN(rapid.Uint64(), 1, 3).Draw(t, "bits")
		count, err := c.damaged(t, temp, func(dir string) {
			alter(t, filepath.Join(dir, name), func(data []byte) []byte {
				for _, flip := range flips {
					bit := flip % uint64(8*len(data))
					data[bit/8] ^= 1 << (bit % 8)
				}
				return data
			})
		})
		switch {
		case err == nil && (count < c.folded || count > c.all):
			t.Fatalf("%d notes", count)
		case err != nil && !errors.Is(err, ErrDamaged) && (name != wrapName || !errors.Is(err, ErrNewerFormat)):
			t.Fatal(err)
		case err == nil && count < c.all && name != databaseName+logSuffix:
			t.Fatalf("%d notes with damage to %s", count, name)
		}
	}
	for range times(1, 15) {
		rapid.Check(t, flipBits)
	}
}

// TestTruncatedLog cuts the log at the start and end of each record, and between. The longer it is the more is there.
func TestTruncatedLog(t *testing.T) {
	c := newCrashed(t)
	temp := t.TempDir()
	var cuts []int
	for n := 0; n < c.frames(); n += times(20, 1) {
		start := frameStart(n)
		cuts = append(cuts, start-1, start, start+1, start+diskFrameHeader, start+diskFrameHeader+pageSize/2)
	}
	cuts = append(cuts, len(c.log))
	last := 0
	for _, cut := range append([]int{0, 1, diskLogHeader - 1}, cuts...) {
		count, err := c.damaged(t, temp, func(dir string) {
			alter(t, filepath.Join(dir, databaseName+logSuffix), func(data []byte) []byte { return data[:cut] })
		})
		if err != nil || count < max(last, c.folded) || count > c.all {
			t.Fatalf("cut at %d: %d notes after %d (%v)", cut, count, last, err)
		}
		last = count
	}
	if last != c.all {
		t.Errorf("%d notes with the whole log", last)
	}
}

// TestTornPage is a power cut while a checkpoint writes a page: the log has the page still.
func TestTornPage(t *testing.T) {
	c := newCrashed(t)
	for page := range c.logged {
		t.Run(fmt.Sprint(page), func(t *testing.T) {
			offset := int64(page-1) * pageSize
			if offset >= c.databaseSize {
				offset = c.databaseSize // the checkpoint would make the file longer
			}
			c.mustRecover(t, c.all, func(dir string) {
				alter(t, filepath.Join(dir, databaseName), func(data []byte) []byte {
					data = append(data, make([]byte, pageSize)...)
					for i := range pageSize / 2 {
						data[int(offset)+i] = byte(rand.Uint32())
					}
					return data[:max(c.databaseSize, offset+pageSize/2)]
				})
			})
		})
	}
}

// TestTornFrame is a power cut while the last commit is written: its place in the log is there, its content is not.
func TestTornFrame(t *testing.T) {
	c := newCrashed(t)
	last := frameStart(c.frames() - 1)
	for name, from := range map[string]int{"header": last, "page": last + diskFrameHeader, "half a page": last + diskFrameHeader + pageSize/2} {
		t.Run(name, func(t *testing.T) {
			c.mustRecover(t, c.all-1, func(dir string) {
				alter(t, filepath.Join(dir, databaseName+logSuffix), func(data []byte) []byte {
					clear(data[from:])
					return data
				})
			})
		})
	}
}

// TestTornLogHeader is a power cut while a log that is folded in starts anew.
func TestTornLogHeader(t *testing.T) {
	c := newCrashed(t)
	c.mustRecover(t, c.folded, func(dir string) {
		alter(t, filepath.Join(dir, databaseName+logSuffix), func(data []byte) []byte {
			clear(data[10:40])
			return data
		})
	})
}

// TestMovedRecords puts whole records, each of them good, where they do not belong.
func TestMovedRecords(t *testing.T) {
	c := newCrashed(t)
	temp := t.TempDir()
	logName := databaseName + logSuffix
	pages, frames := int(c.databaseSize/pageSize), c.frames()
	for _, row := range []struct {
		name, file string
		from, to   int // offsets
		size       int
	}{
		{"page over page", databaseName, (pages - 1) * pageSize, (pages - 2) * pageSize, pageSize},
		{"page over the first", databaseName, pageSize, 0, pageSize},
		{"frame over frame", logName, frameStart(frames / 2), frameStart(frames / 3), diskFrame},
		{"frame's page over frame's page", logName, frameStart(5) + diskFrameHeader, frameStart(6) + diskFrameHeader, pageSize},
		{"frame's header over frame's header", logName, frameStart(5), frameStart(6), diskFrameHeader},
	} {
		t.Run(row.name, func(t *testing.T) {
			count, err := c.damaged(t, temp, func(dir string) {
				alter(t, filepath.Join(dir, row.file), func(data []byte) []byte {
					copy(data[row.to:row.to+row.size], data[row.from:row.from+row.size])
					return data
				})
			})
			if err != nil && !errors.Is(err, ErrDamaged) || err == nil && row.file == databaseName && count != c.all ||
				err == nil && row.file == logName && count >= c.all {
				t.Errorf("%d notes, %v", count, err)
			}
		})
	}
}

// TestForeignLog puts the log of one vault beside the database of another.
func TestForeignLog(t *testing.T) {
	c, other := newCrashed(t), newCrashed(t)
	c.mustRecover(t, c.folded, func(dir string) {
		alter(t, filepath.Join(dir, databaseName+logSuffix), func([]byte) []byte { return other.log })
	})
}

// TestForeignPages opens a vault whose database and log are both of another, and must leave them as they are.
func TestForeignPages(t *testing.T) {
	c, other := newCrashed(t), newCrashed(t)
	dir := t.TempDir()
	copyVault(t, other.dir, dir)
	if err := c.wrap.store(filepath.Join(dir, wrapName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, []byte(passphrase), testEnv()); !errors.Is(err, ErrDamaged) {
		t.Fatalf("error %v", err)
	}
	if log, err := os.ReadFile(filepath.Join(dir, databaseName+logSuffix)); err != nil || string(log) != string(other.log) {
		t.Errorf("the log was changed (%v)", err)
	}
}
