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

// Errors of what the library does not have.
var (
	ErrUnknownForm = errors.New("library: no such form")
	ErrUnknownList = errors.New("library: no such list")
)

// Library is the forms that the program comes with. It is safe for use by many goroutines at once.
type Library struct {
	files fs.FS
	infos []Info
	forms map[string]*form
	lists func() (shelves, error)
}

// form is one form, put together and read when somebody first asks for it.
type form struct {
	file       string
	source     func() ([]byte, error)
	definition func() (*forms.Definition, error)
}

// New opens the library. It reads the settings of every form and the lists, and no form.
func New() (*Library, error) { return open(embedded) }

func open(files fs.FS) (*Library, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, fmt.Errorf("library: %w", err)
	}
	l := &Library{
		files: files,
		forms: map[string]*form{},
		lists: sync.OnceValues(func() (shelves, error) { return readLists(files) }),
	}
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
		l.forms[info.ID] = newForm(files, name, l.lists)
	}
	return l, l.arrange()
}

// arrange puts the forms in the order of the framework's activities.
func (l *Library) arrange() error {
	places, err := l.places()
	if err != nil {
		return err
	}
	slices.SortFunc(l.infos, func(a, b Info) int {
		return cmp.Or(cmp.Compare(places(a.ID), places(b.ID)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return nil
}

// places says where the framework has a form, by its id; those that it has not come last.
func (l *Library) places() (func(id string) int, error) {
	activities, err := l.List("activity")
	if err != nil && !errors.Is(err, ErrUnknownList) {
		return nil, err
	}
	var order []string
	if activities != nil {
		for _, c := range activities.Choices {
			order = append(order, strings.Fields(c.Columns["forms"])...)
		}
	}
	return func(id string) int {
		if i := slices.Index(order, id); i >= 0 {
			return i
		}
		return len(order)
	}, nil
}

func newForm(files fs.FS, name string, shared func() (shelves, error)) *form {
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
	return &form{file: name, source: source, definition: sync.OnceValues(func() (*forms.Definition, error) {
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

// Forms lists the forms in the order of the framework's activities, and those that serve none of them by title.
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
