package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"plumbline/app/desktop/look"
)

// key is one line of the table of keys: what the toolkit reports, and what people are told.
type key struct {
	command  Command // 0: the toolkit or the screen does it; the line is for the help page alone
	name     fyne.KeyName
	modifier fyne.KeyModifier
	standard fyne.Shortcut // how the toolkit reports a key that it has a name of its own for; nil for others
	shown    string
	does     string
}

// keys is every key that works in the window, in the order in which the help page tells them.
func keys() []key {
	const ctrl, alt = fyne.KeyModifierControl, fyne.KeyModifierAlt
	return []key{
		{CommandHelp, fyne.KeyF1, 0, nil, "F1", "Show this page"},
		{CommandNew, fyne.KeyN, ctrl, nil, "Ctrl+N", "Start a new evaluation"},
		{CommandFind, fyne.KeyF, ctrl, nil, "Ctrl+F", "Search the evaluations"},
		{CommandExport, fyne.KeyE, ctrl, nil, "Ctrl+E", "Export as PDF"},
		{CommandExport, fyne.KeyP, ctrl, nil, "Ctrl+P", "Export as PDF, to print it"},
		{CommandNext, fyne.KeyDown, alt, nil, "Alt+Down", "Go to the next section"},
		{CommandPrevious, fyne.KeyUp, alt, nil, "Alt+Up", "Go to the section before"},
		{CommandAgree, fyne.KeyT, ctrl, nil, "Ctrl+T", "Say that an answer from last year is still true"},
		{CommandPane, fyne.KeyF6, 0, nil, "F6", "Move to the next part of the window"},
		{CommandUndo, fyne.KeyZ, ctrl, &fyne.ShortcutUndo{}, "Ctrl+Z", "Take the last change back"},
		{CommandRedo, fyne.KeyY, ctrl, &fyne.ShortcutRedo{}, "Ctrl+Y", "Do it again"},
		{CommandLock, fyne.KeyL, ctrl, nil, "Ctrl+L", "Lock the vault now"},
		{CommandBack, fyne.KeyEscape, 0, nil, "Esc", "Go back"},
		{0, fyne.KeyTab, 0, nil, "Tab, Shift+Tab", "Go to the next field or button, or the one before"},
		{0, fyne.KeyReturn, 0, nil, "Enter", "Press the button, or open the row"},
		{0, "", 0, nil, "1, 2, 3 …", "Choose the answer with that number"},
	}
}

// listen has the canvas call do for every key in the table, and attend before an object acts on a key of its own. Keys
// without a modifier come through the canvas only when no object has the keyboard; objects of this program pass on those
// that they do not use.
func listen(canvas fyne.Canvas, attend func() bool, do func(Command)) {
	bare := map[fyne.KeyName]Command{}
	for _, k := range keys() {
		switch {
		case k.command == 0:
		case k.standard != nil:
			canvas.AddShortcut(k.standard, func(fyne.Shortcut) { do(k.command) })
		case k.modifier != 0:
			canvas.AddShortcut(&desktop.CustomShortcut{KeyName: k.name, Modifier: k.modifier}, func(fyne.Shortcut) { do(k.command) })
		default:
			bare[k.name] = k.command
		}
	}
	canvas.SetOnTypedKey(func(e *fyne.KeyEvent) {
		switch c, ok := bare[e.Name]; {
		case ok:
			do(c)
		case e.Name == look.KeyArrived && !attend():
			e.Name = look.KeyRefused
		}
	})
}
