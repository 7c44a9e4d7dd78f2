package desktop

import (
	"bytes"
	"fmt"
	"log"
	"log/slog"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
)

// toolkitLog takes what the toolkit says to the standard log, which is the only place where it tells that a window could
// not be made. It is used on the main goroutine until the window is shown.
type toolkitLog struct {
	to     *slog.Logger
	failed bool
}

// listenToToolkit has everything that the toolkit says go to a log, from now to the end of the program.
func listenToToolkit(to *slog.Logger) *toolkitLog {
	l := &toolkitLog{to: to}
	log.SetFlags(0)
	log.SetOutput(l)
	return l
}

// Write implements io.Writer.
func (l *toolkitLog) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("window creation error")) {
		l.failed = true
	}
	l.to.Warn("toolkit", "said", string(bytes.TrimSpace(line)))
	return len(line), nil
}

// open shows a window. Without a display the toolkit panics, and without OpenGL it goes on without a window; both give
// workbench.ErrNoWindow.
func (l *toolkitLog) open(w fyne.Window) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("desktop: open window: %w: %v", workbench.ErrNoWindow, r)
		}
	}()
	w.Show()
	if l.failed {
		return fmt.Errorf("desktop: open window: %w: the toolkit made none", workbench.ErrNoWindow)
	}
	return nil
}
