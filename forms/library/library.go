package library

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"plumbline/forms"
	"plumbline/forms/xlsform"
)

//go:embed *.md blocks/*.md lists/*.md
var embedded embed.FS

// ErrUnknownForm says that the library has no form of an id.
var ErrUnknownForm = errors.New("library: no such form")

// Library is the forms that the program comes with. It is safe for use by many goroutines at once.
type Library struct {
	infos []Info
	forms map[string]*form
}

// Info is what lists of forms show of one.
type Info struct {
	ID      string // form_id of its settings
	Title   string
	Version string
}

// form is one form, put together and read when somebody first asks for it.
type form struct {
	source     func() ([]byte, error)
	definition func() (*forms.Definition, error)
}

// New opens the library. It reads the settings of every form and nothing else.
func New() (*Library, error) { return open(embedded) }

func open(files fs.FS) (*Library, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	shared := sync.OnceValues(func() ([]*table, error) { return readLists(files) })
	l := &Library{forms: map[string]*form{}}
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		info, err := describe(string(content))
		if err != nil {
			return nil, fmt.Errorf("library: %s: %w", name, err)
		}
		if l.forms[info.ID] != nil {
			return nil, fmt.Errorf("library: %s: another form has the id %q", name, info.ID)
		}
		l.infos = append(l.infos, info)
		l.forms[info.ID] = newForm(files, name, shared)
	}
	slices.SortFunc(l.infos, func(a, b Info) int { return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID)) })
	return l, nil
}

// describe reads the settings of a form, which come before everything else.
func describe(content string) (Info, error) {
	end := strings.Index(content, "\n| "+surveySheet+" ")
	if end < 0 {
		return Info{}, errors.New("there is no survey table")
	}
	settings := find(parse("", content[:end]), settingsSheet)
	if settings == nil || len(settings.rows) != 1 {
		return Info{}, errors.New("a settings table of one row must come before the survey")
	}
	value := func(column string) string { return settings.cell(settings.rows[0], column) }
	info := Info{ID: value("form_id"), Title: value("form_title"), Version: value("version")}
	if info.ID == "" || info.Title == "" || info.Version == "" {
		return Info{}, errors.New("the settings must give form_id, form_title and version")
	}
	return info, nil
}

func readLists(files fs.FS) ([]*table, error) {
	names, err := fs.Glob(files, "lists/*.md")
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	var out []*table
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		choices := find(parse(name, string(content)), choicesSheet)
		if choices == nil {
			return nil, fmt.Errorf("library: %s: there is no choices table", name)
		}
		out = append(out, choices)
	}
	return out, nil
}

func newForm(files fs.FS, name string, shared func() ([]*table, error)) *form {
	whole := &assembly{files: files}
	source := sync.OnceValues(func() ([]byte, error) {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("library: %w", err)
		}
		if whole.shared, err = shared(); err != nil {
			return nil, err
		}
		source, err := whole.run(name, string(content))
		if err != nil {
			return nil, fmt.Errorf("library: %s: %w", name, err)
		}
		return source, nil
	})
	return &form{source: source, definition: sync.OnceValues(func() (*forms.Definition, error) {
		content, err := source()
		if err != nil {
			return nil, err
		}
		def, err := xlsform.ReadMarkdown(strings.TrimSuffix(name, ".md"), content)
		if err != nil {
			return nil, fmt.Errorf("library: %s: %w", name, whole.explain(err))
		}
		return def, nil
	})}
}

// Forms lists the forms by title.
func (l *Library) Forms() []Info { return slices.Clone(l.infos) }

// Form reads a form. Every call returns the same Definition. The error is ErrUnknownForm when there is none of that id.
func (l *Library) Form(id string) (*forms.Definition, error) {
	f := l.forms[id]
	if f == nil {
		return nil, fmt.Errorf("%w: %s", ErrUnknownForm, id)
	}
	return f.definition()
}

// Source returns a form with everything that it includes, as one XLSForm in Markdown; the Hash of its Definition is that
// of these bytes. The caller may change what is returned. The error is ErrUnknownForm when there is none of that id.
func (l *Library) Source(id string) ([]byte, error) {
	f := l.forms[id]
	if f == nil {
		return nil, fmt.Errorf("%w: %s", ErrUnknownForm, id)
	}
	flat, err := f.source()
	return slices.Clone(flat), err
}
