// Package story shows parts of the window by themselves, each in a state worth looking at: empty, typical, longest
// text, in error, read-only, dark, at 200 %. One table of stories feeds both the golden tests and the pictures.
package story

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"plumbline/app/desktop/look"
)

// Folder is the environment variable that names the folder Check also draws its stories to, as PNG.
const Folder = "PLUMBLINE_STORYBOOK"

// Update is the environment variable that, when set, makes Check write the golden files instead of comparing with them.
const Update = "PLUMBLINE_UPDATE"

// Story is one thing in one state. Its name is the name of its golden file, and must do as a file name.
type Story struct {
	Name  string
	Size  fyne.Size // of the window, in pixels at 100 %
	Mode  look.Mode // FollowSystem is light here
	Scale float32   // 0 is 100 %

	// Build makes the content of the window.
	Build func() fyne.CanvasObject
	// Act does what a person does before the picture is taken; nil does nothing.
	Act func(fyne.Canvas)
}

// Seen is a story; closely, it is the same in the dark, at 200 % and in a small window too.
func (s Story) Seen(closely bool) []Story {
	if !closely {
		return []Story{s}
	}
	dark, large, small := s, s, s
	dark.Name, dark.Mode = s.Name+"_dark", look.Dark
	large.Name, large.Scale = s.Name+"_200", 2
	small.Name, small.Size = s.Name+"_small", fyne.NewSize(820, 600)
	return []Story{s, dark, large, small}
}

// Check compares what each story draws with testdata/NAME.xml beside the test, and draws them to Folder if it is set.
func Check(t *testing.T, stories []Story) {
	t.Helper()
	for _, s := range stories {
		t.Run(s.Name, func(t *testing.T) {
			t.Cleanup(func() { test.NewApp() })
			w, err := s.show()
			if err != nil {
				t.Fatal(err)
			}
			compare(t, s.Name+".xml", w.Canvas())
		})
	}
	if dir := os.Getenv(Folder); dir != "" {
		if err := Render(dir, stories); err != nil {
			t.Error(err)
		}
	}
}

func compare(t *testing.T, golden string, c fyne.Canvas) {
	t.Helper()
	if os.Getenv(Update) == "" {
		test.AssertRendersToMarkup(t, golden, c)
		return
	}
	if err := os.WriteFile(filepath.Join("testdata", golden), []byte(test.RenderToMarkup(c)), 0o600); err != nil {
		t.Error(err)
	}
}

// Render draws each story to dir/NAME.png, making dir when it is not there. It replaces the current app.
func Render(dir string, stories []Story) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("story: render: %w", err)
	}
	for _, s := range stories {
		if err := s.draw(filepath.Join(dir, s.Name+".png")); err != nil {
			return fmt.Errorf("story: render %s: %w", s.Name, err)
		}
	}
	return nil
}

func (s Story) draw(path string) (err error) {
	w, err := s.show()
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return png.Encode(f, w.Canvas().Capture())
}

// show opens the story in a window of a new test app.
func (s Story) show() (fyne.Window, error) {
	mode := s.Mode
	if mode == look.FollowSystem {
		mode = look.Light
	}
	th, err := look.NewTheme(mode, s.Scale)
	if err != nil {
		return nil, err
	}
	app := test.NewApp()
	app.Settings().SetTheme(th)
	w := app.NewWindow(s.Name)
	w.SetPadded(false)
	w.Resize(s.Size)
	w.SetContent(s.Build())
	if s.Act != nil {
		s.Act(w.Canvas())
		w.Content().Refresh()
	}
	return w, nil
}
