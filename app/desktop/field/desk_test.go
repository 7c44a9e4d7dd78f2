package field_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/field"
	"plumbline/app/desktop/look"
	"plumbline/forms"
	"plumbline/forms/guard"
	"plumbline/forms/session"
)

// desk is a window with fields in it that gives every answer back to its field, as a session does, and keeps a record
// of what the fields told.
type desk struct {
	t      *testing.T
	page   *look.Page
	rows   *fyne.Container
	canvas fyne.Canvas
	views  map[string]session.View
	fields map[string]field.Field

	value   string // the last answer told
	marks   func(text string) []guard.Mark
	changes int      // how many answers were told
	told    []string // the other events, as "opened risk/q"
}

func newDesk(t *testing.T, views ...session.View) *desk {
	t.Helper()
	th, err := look.NewTheme(look.Light, 1)
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(th)
	d := &desk{t: t, views: map[string]session.View{}, fields: map[string]field.Field{}}
	d.rows = look.NewColumn(32)
	d.put(views...)
	d.page = look.NewPage(d.rows)
	w := app.NewWindow("")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(560, 400))
	w.SetContent(d.page)
	d.canvas = w.Canvas()
	return d
}

// put adds a field for each view.
func (d *desk) put(views ...session.View) {
	for _, v := range views {
		d.views[v.Key], d.fields[v.Key] = v, field.New(v, d.events())
		d.rows.Add(d.fields[v.Key])
	}
}

func (d *desk) events() field.Events {
	note := func(what string) func(string) {
		return func(key string) { d.told = append(d.told, what+" "+key) }
	}
	return field.Events{
		Changed: func(key, value string) {
			d.value, d.changes = value, d.changes+1
			d.update(key, func(v *session.View) { v.Value = value })
		},
		Opened: note("opened"), Closed: note("closed"), Next: note("next"), Prev: note("prev"),
		Marks:     d.marks,
		Focused:   func(f field.Field) { d.page.Reveal(f) },
		Described: func(_ string, c forms.Choice) { d.told = append(d.told, "described "+c.Name) },
		Today:     func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) },
	}
}

// update gives a field its view with something changed.
func (d *desk) update(key string, with ...func(*session.View)) {
	v := d.views[key]
	for _, w := range with {
		w(&v)
	}
	d.views[key] = v
	d.fields[key].Update(v)
}

// typed does what a person does at the keyboard: words in angle brackets are keys, everything else is typed.
func (d *desk) typed(keys string) {
	for keys != "" {
		if strings.HasPrefix(keys, "<") {
			name, rest, _ := strings.Cut(keys[1:], ">")
			d.key(name)
			keys = rest
			continue
		}
		r := []rune(keys)[0]
		d.canvas.Focused().TypedRune(r)
		keys = strings.TrimPrefix(keys, string(r))
	}
}

func (d *desk) key(name string) {
	focused := d.canvas.Focused()
	ctrl, isCtrl := strings.CutPrefix(name, "Ctrl+")
	switch tab, ok := focused.(fyne.Tabbable); {
	case name == "Tab" && (!ok || !tab.AcceptsTab()):
		d.canvas.FocusNext()
	case isCtrl:
		focused.(fyne.Shortcutable).TypedShortcut(
			&desktop.CustomShortcut{KeyName: fyne.KeyName(ctrl), Modifier: fyne.KeyModifierControl})
	default:
		focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(name)})
	}
}

func (d *desk) paste(text string) {
	clip := test.NewClipboard()
	clip.SetContent(text)
	d.canvas.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
}

// shows reports whether the words stand on the page, on one line.
func (d *desk) shows(words string) bool {
	return strings.Contains(d.markup(), words)
}

func (d *desk) markup() string { return test.RenderToMarkup(d.canvas) }

func (d *desk) wantValue(want string) {
	d.t.Helper()
	if d.value != want {
		d.t.Errorf("answer is %q, want %q", d.value, want)
	}
}

func (d *desk) wantTold(want ...string) {
	d.t.Helper()
	if got := strings.Join(d.told, ", "); got != strings.Join(want, ", ") {
		d.t.Errorf("told %s; want %s", got, strings.Join(want, ", "))
	}
}

func tapAt(d *desk, at fyne.Position) { test.TapCanvas(d.canvas, at) }
