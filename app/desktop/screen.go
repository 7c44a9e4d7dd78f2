package desktop

import "fyne.io/fyne/v2"

// Screen is one page of the window. Screens lie on a stack: the top one is shown, and Back returns to the one beneath,
// which is as it was.
type Screen interface {
	// Title names the page, in the window's title bar. It holds no answer and no child's reference.
	Title() string
	// Content is what to show: the same object at every call.
	Content() fyne.CanvasObject
	// Focus puts the keyboard where a person starts. It is called each time that the screen comes to the top, when its
	// content is on the canvas, so it is also the place to read anew what may have changed meanwhile.
	Focus()
	// Leave ends the screen: before it is taken off the stack, before the vault is locked and before the window closes.
	// What the person wrote is saved when it returns nil, and the screen is not used again. On an error the screen
	// stays, the window says why, and Leave may be called again.
	Leave() error
}

// Commanded is a Screen that answers to keys.
type Commanded interface {
	Screen
	// Command does what a key asks for and reports whether the screen knows it here. What a screen does not take, the
	// window does in its own way: see the table of keys.
	Command(c Command) bool
}

// Placed is a Screen that can return to where a person was when the vault was locked and unlocked again.
type Placed interface {
	Screen
	Place() string       // such as the key of a section; kept in memory alone
	Return(place string) // called after Focus; a place that is no more is passed over
}

// Command is something that a person asks for with a key, wherever the keyboard is.
type Command uint8

// The commands.
const (
	CommandNew      Command = iota + 1 // start an evaluation
	CommandFind                        // go to the search box
	CommandExport                      // write the record to a file
	CommandUndo                        // take the last change back
	CommandRedo                        // do it again
	CommandNext                        // the next section
	CommandPrevious                    // the section before
	CommandAgree                       // confirm the answer from last year
	CommandPane                        // move the keyboard to the next pane; a screen declines after its last
	CommandBack                        // leave this page
	CommandHelp                        // show the keys
	CommandLock                        // lock the vault
)
