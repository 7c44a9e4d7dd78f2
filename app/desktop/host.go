package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"plumbline/app/workbench"
	"plumbline/forms/report"
	"plumbline/sync/replica"
)

// Host is what a screen may ask of the window that it stands in.
type Host interface {
	// Go leaves every screen on the stack and shows another in their stead. When one cannot be left, it is shown, the
	// window says why, and nothing else happens.
	Go(to Screen)
	// Over shows a screen on top of this one, which is not left and comes back as it is.
	Over(top Screen)
	// Back leaves the top screen and shows the one beneath; on the lowest it does nothing.
	Back()

	// Saving tells the bottom line how what the person wrote stands to what is on disk.
	Saving(status workbench.SaveStatus)
	// Say shows one short sentence in the bottom line, until the next one or the next screen: "Exported to ...".
	Say(words string)
	// Trouble shows an error above the page in words, until the person closes it or leaves the page. Nil does nothing.
	Trouble(err error)

	// Carry shows a card beside the pointer, over everything, until PutDown; at is where the pointer is on the window. The
	// first card stays until then. Where the person presses Esc, or the page changes, the card goes and stop is called.
	Carry(card fyne.CanvasObject, at fyne.Position, stop func())
	PutDown()

	// Export shows the export page over this screen.
	Export(record Exporter)
	// Focus moves the keyboard. Nil takes it from every object.
	Focus(to fyne.Focusable)
	// Focused is the object that has the keyboard; nil when none has.
	Focused() fyne.Focusable
	// Touch says that the person is at the window, which puts the idle lock off. Keys, the pointer and changes of focus
	// are noticed without it.
	Touch()

	// OnUI runs f on the toolkit's goroutine, soon. It may be called from any goroutine.
	OnUI(f func())
	// Background runs work on a goroutine of its own, then hands its error to then on the toolkit's, whichever screen is
	// on top by that time. The context ends when the vault is locked, after which then is not called.
	Background(work func(ctx context.Context) error, then func(err error))
}

// Exporter is a record that can be written to a file. *workbench.Work has it.
type Exporter interface {
	Row() replica.Row
	// FileNameFor suggests a name for the file that the readers of a purpose may see.
	FileNameFor(purpose report.Purpose) string
	// ExportFor writes the record's PDF for the readers that a purpose names, to a file whole or not at all, and notes that
	// in the vault.
	ExportFor(ctx context.Context, file string, purpose report.Purpose) error
	// Exports lists what was exported so far, oldest first.
	Exports(ctx context.Context) ([]replica.Export, error)
}
