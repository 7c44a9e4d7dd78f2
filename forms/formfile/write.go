package formfile

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"plumbline/forms"
	"plumbline/forms/xform"
	"plumbline/forms/xlsform"
)

// ErrFormat says that forms are not written in the format of a name's suffix.
var ErrFormat = errors.New("formfile: forms are not written in this format")

// Write writes a form in the format of the suffix of a name: .xlsx, .md or .xml. The errors are ErrFormat, those of w, and
// of a form that the format cannot hold, in words that say which part of it.
func Write(w io.Writer, name string, def *forms.Definition) error {
	switch suffix := strings.ToLower(path.Ext(name)); suffix {
	case ".xlsx":
		return xlsform.WriteXLSX(w, def)
	case ".md":
		return xlsform.WriteMarkdown(w, def)
	case ".xml":
		return xform.Write(w, def)
	default:
		return fmt.Errorf("%w: %q", ErrFormat, suffix)
	}
}
