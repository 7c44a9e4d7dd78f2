package desktop

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
)

// Surroundings are what the window takes from the machine and the program. Every field is needed.
type Surroundings struct {
	Vaults  Vaults
	Now     func() time.Time        // in the location in which people read times
	OnUI    func(f func())          // runs f on the toolkit's goroutine, soon
	Start   func(f func())          // runs f on a goroutine of its own
	Open    func(path string) error // opens a file or a folder with the machine's own program
	Note    func(err error)         // keeps an error that nobody foresaw in the log; nil does nothing
	Exports string                  // the folder that exports are offered to go to

	Appearance func() Appearance      // as chosen last
	Wear       func(Appearance) error // puts an appearance on, and keeps it for the next start
}

var _ Host = (*Shell)(nil)

// Shell is the window: the rail of places, the page that is shown, the bottom line, and the lock.
type Shell struct {
	in     Surroundings
	window fyne.Window
	ctx    context.Context // ends when the window closes
	close  context.CancelFunc

	desk    Desk            // nil while locked
	sitting context.Context // ends when the vault is locked
	// disconnect ends what connect began; nil while locked.
	disconnect func()
	rise       context.CancelFunc
	stack      stack
	filling    filling
	was        whereabouts
	idle       idleClock
	expired    time.Time      // when expire tried last to lock the vault
	focused    fyne.Focusable // as tick saw it last

	ribbon *band
	rail   *rail
	bottom *bottomLine
	banner *banner
	page   *fyne.Container
	frame  *fyne.Container
	layers *fyne.Container // everything
	// carried is what goes with the pointer; nil for nothing.
	carried *cargo
}

// ticking is a Screen that is told the time every second while it is on top.
type ticking interface{ tick(now time.Time) }

// NewShell fills a window, and shows the page that a start begins with: welcome, or unlock where there is a vault.
func NewShell(window fyne.Window, in Surroundings) *Shell {
	s := &Shell{in: in, window: window}
	s.ctx, s.close = context.WithCancel(context.Background())
	s.sitting, s.rise = context.WithCancel(s.ctx)
	s.build()
	listen(window.Canvas(), s.attend, s.command)
	window.SetCloseIntercept(s.quit)
	s.gate()
	return s
}

func (s *Shell) build() {
	s.ribbon = newRibbon()
	s.rail = newRail(
		[]*railItem{
			newRailItem(placeEvaluations, s.evaluations), newRailItem(placePracticeWeek, s.practiceWeek),
			newRailItem(placeForms, s.forms), newRailItem(placeSettings, s.settings),
		},
		[]*railItem{newRailItem("Help", s.help), newRailItem("Lock", s.Lock)},
	)
	s.bottom = newBottomLine(s.in.Now().Location())
	s.banner = newBanner(s.settle)
	s.page = &fyne.Container{Layout: below{}, Objects: []fyne.CanvasObject{s.banner.content}}
	s.frame = &fyne.Container{Layout: frame{}, Objects: []fyne.CanvasObject{
		frameRibbon: s.ribbon, frameRail: s.rail.content, framePage: s.page, frameBottom: s.bottom.content,
	}}
	s.window.SetPadded(false)
	// The toolkit clears the window to paper, so nothing is painted behind it all.
	s.layers = container.NewStack(newPointerWatch(s.Touch), s.frame)
	s.window.SetContent(s.layers)
}

// watchPause is the time between two looks at the clock, and so the longest that a laptop which wakes up shows what was open.
const watchPause = 200 * time.Millisecond

// Watch keeps looking at the clock, until the window closes.
func (s *Shell) Watch() {
	s.in.Start(func() {
		pause := time.NewTicker(watchPause)
		defer pause.Stop()
		for n := 0; ; n++ {
			select {
			case <-s.ctx.Done():
				return
			case <-pause.C:
				if n%int(time.Second/watchPause) == 0 {
					s.in.OnUI(s.tick)
				} else {
					s.in.OnUI(func() { s.expire() })
				}
			}
		}
	})
}

// tick locks the vault when nobody has been there for long enough, and says so shortly before.
func (s *Shell) tick() {
	if s.expire() {
		return
	}
	now := s.in.Now()
	if t, ok := s.stack.top().(ticking); ok {
		t.tick(now)
	}
	if focused := s.Focused(); focused != s.focused {
		s.focused = focused
		s.Touch()
	}
	if left := s.idle.left(now); s.desk != nil && s.idle.running() && left <= idleWarning {
		s.warn("Locks in " + count(int(left.Seconds()), "second", "seconds") + ". Move the pointer or press Tab to go on.")
	}
}

// expire locks the vault where the time has come, and reports whether it has. Where something cannot be saved, it tries
// again every second.
func (s *Shell) expire() bool {
	if !s.overdue() {
		return false
	}
	now := s.in.Now()
	if since := now.Sub(s.expired); since < 0 || since >= time.Second {
		s.expired = now
		s.Lock()
	}
	return true
}

func (s *Shell) warn(words string) {
	if s.bottom.warning != words {
		s.bottom.warn(words)
		s.settle()
	}
}

// overdue reports whether nobody has been there for so long that the vault must be locked.
func (s *Shell) overdue() bool {
	return s.desk != nil && s.idle.running() && s.idle.left(s.in.Now()) <= 0
}

// attend takes a key for a sign that somebody is there, and reports whether it may do anything. The first key on a laptop
// that slept for too long locks the vault, and does nothing else.
func (s *Shell) attend() bool {
	if s.overdue() {
		s.Lock()
		return s.desk != nil
	}
	s.Touch()
	return true
}

// Touch implements Host. Once the vault must be locked it is too late.
func (s *Shell) Touch() {
	if s.overdue() {
		return
	}
	s.idle.touch(s.in.Now())
	s.warn("")
}

// show puts the top screen on the page.
func (s *Shell) show() {
	top := s.stack.top()
	s.banner.hide()
	s.stopCarrying()
	s.page.Objects = []fyne.CanvasObject{s.banner.content, top.Content()}
	s.furnish()
	s.window.SetTitle(top.Title() + " · Plumbline")
	s.window.Canvas().Unfocus()
	s.frame.Refresh()
	top.Focus()
}

// settle lays the window out anew, where a line or a banner has become taller or lower. It draws nothing anew by itself.
func (s *Shell) settle() {
	s.frame.Layout.Layout(s.frame.Objects, s.frame.Size())
	s.page.Layout.Layout(s.page.Objects, s.page.Size())
}

// furnish shows what stands round the page: nothing while the vault is locked.
func (s *Shell) furnish() {
	open := s.desk != nil
	shown(s.ribbon, open && s.desk.Training())
	shown(s.rail.content, open)
	shown(s.bottom.content, open)
	s.rail.choose(s.stack[0].Title())
	s.bottom.say("")
}

func shown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// leave ends screens until n are left. When one cannot be left it shows that one, says why, and reports false.
func (s *Shell) leave(n int) bool {
	err := s.unstack(n)
	s.Trouble(err)
	return err == nil
}

// unstack ends screens until n are left; when one cannot be left, it shows that one.
func (s *Shell) unstack(n int) error {
	height := len(s.stack)
	err := s.stack.leave(n)
	if err != nil && len(s.stack) < height {
		s.show()
	}
	return err
}

// seal saves everything and closes the vault. On an error the vault is still open, and a page of it shown.
func (s *Shell) seal() error {
	if err := s.unstack(0); err != nil || s.desk == nil {
		return err
	}
	s.disconnect()
	if err := s.desk.Lock(); err != nil {
		s.connect()
		s.evaluations()
		return err
	}
	s.desk, s.filling, s.idle = nil, filling{}, idleClock{}
	s.rise()
	s.sitting, s.rise = context.WithCancel(s.ctx)
	s.bottom.saving(workbench.SaveStatus{})
	return nil
}

// quit closes the window once everything is saved and sealed. When that fails it says so and stays.
func (s *Shell) quit() {
	if err := s.seal(); err != nil {
		s.banner.show("Plumbline is still open, for not everything could be saved", err,
			look.NewButton("Close and lose what is not saved", look.Secondary, s.end))
		return
	}
	s.end()
}

func (s *Shell) end() {
	s.close()
	s.window.SetCloseIntercept(nil)
	s.window.Close()
}
