package desktop

import (
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"plumbline/app/workbench"
)

// appID names the program to the machine: its preferences are kept under it.
const appID = "uk.org.plumbline.desktop"

// Options are what a start of the window is given. All are needed unless they say otherwise.
type Options struct {
	Now      func() time.Time
	Location *time.Location // in which people read times; Europe/London
	Log      *slog.Logger   // of what the toolkit says
	// Centre serves a central store that keeps everything in a folder. The tour alone needs it.
	Centre func(dir string) (TourCentre, error)
}

// Run opens the window and returns when it is closed. It must be called from the main goroutine. The error is
// workbench.ErrNoWindow on a machine that cannot show one.
func Run(bench *workbench.Bench, opts Options) error {
	said := listenToToolkit(opts.Log)
	a, window, err := newWindow()
	if err != nil {
		return err
	}
	shell := NewShell(window, surroundings(a, bench, opts))
	shell.Watch()
	if err := said.open(window); err != nil {
		return err
	}
	a.Run()
	return nil
}

func newWindow() (fyne.App, fyne.Window, error) {
	a := app.NewWithID(appID)
	clothes := wardrobe{a}
	if err := clothes.try(clothes.now()); err != nil {
		return nil, nil, fmt.Errorf("desktop: start: %w", err)
	}
	window := a.NewWindow("Plumbline")
	window.SetMaster()
	window.Resize(fyne.NewSize(1280, 800))
	window.CenterOnScreen()
	return a, window, nil
}

func surroundings(a fyne.App, bench *workbench.Bench, opts Options) Surroundings {
	clothes := wardrobe{a}
	return Surroundings{
		Vaults: benchVaults{bench, newFormScreen},
		Now:    func() time.Time { return opts.Now().In(opts.Location) },
		OnUI:   fyne.Do,
		Start:  func(f func()) { go f() },
		Open: func(path string) error {
			return a.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)})
		},
		Note:       bench.Note,
		Exports:    documents(),
		Appearance: clothes.now,
		Wear:       clothes.wear,
	}
}

func newFormScreen(host Host, work *workbench.Work) Screen { return NewForm(host, work) }

// documents is the folder where people look for files; the home folder where there is none of that name.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return string(filepath.Separator)
	}
	folder := filepath.Join(home, "Documents")
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return home
	}
	return folder
}
