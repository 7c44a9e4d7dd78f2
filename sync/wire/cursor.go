package wire

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// Cursor says how far a client has come: it has everything up to Seq in Epoch. While Step is not 0 it is also in the
// middle of what came into its sight between Seq and Step, having had the records up to After, in the order of ids.
type Cursor struct {
	Epoch uuid.UUID
	Seq   int64
	Step  int64
	After uuid.UUID
}

// String writes the cursor as text. The zero Cursor is "".
func (c Cursor) String() string {
	switch {
	case c == Cursor{}:
		return ""
	case c.Step == 0:
		return fmt.Sprintf("%s.%d", c.Epoch, c.Seq)
	default:
		return fmt.Sprintf("%s.%d.%d.%s", c.Epoch, c.Seq, c.Step, c.After)
	}
}

// ParseCursor reads what String wrote. Errors are *Error of Malformed.
func ParseCursor(text string) (Cursor, error) {
	if text == "" {
		return Cursor{}, nil
	}
	parts := strings.Split(text, ".")
	if len(text) > CursorBytes || len(parts) != 2 && len(parts) != 4 {
		return Cursor{}, errCursor()
	}
	var c Cursor
	var err error
	if c.Epoch, err = uuid.Parse(parts[0]); err != nil || c.Epoch == uuid.Nil {
		return Cursor{}, errCursor()
	}
	if c.Seq, err = parseSeq(parts[1]); err != nil {
		return Cursor{}, err
	}
	if len(parts) == 2 {
		return c, nil
	}
	if c.Step, err = parseSeq(parts[2]); err != nil || c.Step < c.Seq || c.Step == 0 {
		return Cursor{}, errCursor()
	}
	if c.After, err = uuid.Parse(parts[3]); err != nil {
		return Cursor{}, errCursor()
	}
	return c, nil
}

func parseSeq(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, errCursor()
	}
	return n, nil
}

func errCursor() error {
	return Refuse(Malformed, "The program asked to go on from a place that cannot be read. Update the program on this laptop.")
}
