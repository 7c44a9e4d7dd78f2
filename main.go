// Plumbline is quality assurance for children's social care, offline and sealed: a desktop window, or a command.
package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	_ "time/tzdata" // Europe/London on laptops that have no time zone files

	"github.com/google/uuid"
	"gopkg.in/natefinch/lumberjack.v2"

	"plumbline/app/cli"
	"plumbline/app/desktop"
	"plumbline/app/workbench"
	"plumbline/sync/central/trial"
)

// version is set by the linker.
var version = "development"

func main() { os.Exit(run()) }

func run() int {
	home := cli.DataHome(os.Getenv)
	file := &lumberjack.Logger{Filename: filepath.Join(home, "plumbline.log"), MaxSize: 1, MaxBackups: 3}
	defer file.Close()
	env := machine(slog.New(slog.NewTextHandler(file, nil)))
	env.Sync.App = "plumbline " + version
	if name, err := os.Hostname(); err == nil {
		env.Sync.Label = name
	}
	window := desktop.Options{Now: env.Now, Location: env.Location, Log: env.Log}
	window.Centre = func(dir string) (desktop.TourCentre, error) { return trial.Open(dir) }
	return cli.Run(context.Background(), cli.Program{
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Secret: cli.Terminal(os.Stdin, os.Stderr), Getenv: os.Getenv,
		Places: workbench.Places{Vault: filepath.Join(home, "vault"), Training: filepath.Join(home, "training")},
		Env:    env,
		Faces: cli.Faces{
			Window: func(b *workbench.Bench) error { return desktop.Run(b, window) },
			Tour:   func(b *workbench.Bench, out string) error { return desktop.Tour(b, window, out) },
		},
		Version: version,
	})
}

// machine is what the program takes from the laptop.
func machine(log *slog.Logger) workbench.Env {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		london = time.UTC // cannot happen: the time zones are linked in
	}
	return workbench.Env{
		Now: time.Now, Location: london, NewID: func() uuid.UUID { return uuid.Must(uuid.NewV7()) },
		Rand: rand.Reader, Log: log,
	}
}
