package desktop

import (
	"time"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// bottomLine tells what is saved, at the left, and how synchronisation stands, at the right.
type bottomLine struct {
	content fyne.CanvasObject
	left    *look.Text
	right   *look.Text
	loc     *time.Location // in which it tells times
	status  workbench.SaveStatus
	said    string // something that happened, said in place of the status
	warning string // something about to happen, said in place of that
}

func newBottomLine(loc *time.Location) *bottomLine {
	b := &bottomLine{left: look.NewText("", look.Small), right: look.NewLabel(workbench.LaptopOnly, look.Small), loc: loc}
	line := look.NewBeside(24, b.left, b.right)
	b.content = newBand(look.Surface, look.Line, look.NewInset(look.Insets{Top: 5, Right: 20, Bottom: 5, Left: 20}, line))
	b.show()
	return b
}

func (b *bottomLine) saving(status workbench.SaveStatus) {
	b.status = status
	b.show()
}

// syncing tells how synchronisation stands, and reports whether that is news.
func (b *bottomLine) syncing(words string) bool {
	if b.right.Content() == words {
		return false
	}
	b.right.SetText(words)
	return true
}

func (b *bottomLine) say(words string) {
	b.said = words
	b.show()
}

func (b *bottomLine) warn(words string) {
	if b.warning != words {
		b.warning = words
		b.show()
	}
}

// show puts first what matters most: what is not saved.
func (b *bottomLine) show() {
	b.left.In("")
	switch {
	case b.status.State == workbench.Unsaved:
		b.left.In(look.Alarm)
		b.left.SetText(savingWords(b.status, b.loc))
	case b.warning != "":
		b.left.In(look.RequiresImprovement)
		b.left.SetText(b.warning)
	case b.said != "":
		b.left.SetText(b.said)
	default:
		b.left.SetText(savingWords(b.status, b.loc))
	}
}

// savingWords tells how what was written stands to what is on disk.
func savingWords(s workbench.SaveStatus, loc *time.Location) string {
	switch {
	case s.State == workbench.Unsaved && !s.At.IsZero():
		return "Not saved since " + s.At.In(loc).Format("15:04:05") + ", and tried again every few seconds. " + workbench.Sentence(s.Err)
	case s.State == workbench.Unsaved:
		return "Not saved yet, and tried again every few seconds. " + workbench.Sentence(s.Err)
	case s.State == workbench.Waiting:
		return "Saving the last words …"
	case s.At.IsZero():
		return "Everything saved · sealed on this laptop"
	default:
		return "Saved " + s.At.In(loc).Format("15:04:05") + " · sealed on this laptop"
	}
}
