package desktop

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/uuid"

	"plumbline/app/desktop/story"
	"plumbline/app/workbench"
	"plumbline/sync/client"
	"plumbline/sync/replica"
	"plumbline/sync/wire"
)

// atCentre sets a stage whose vault stands to a centre in some way, and acts on it.
func atCentre(alter func(*fakeCentre), act func(*stage)) func() (*stage, error) {
	return func() (*stage, error) {
		s := newStage(&fakeVaults{has: true, passphrase: testPassphrase}, &fakeDesk{
			fakeCentre: enrolledAt(alter), rows: sampleRows(), idle: workbench.DefaultIdle,
			who: workbench.Profile{Name: "A. Evaluator", Role: "Team Manager"},
		})
		s.desk.rows[0].Conflicts = 1
		s.shell.enter(s.desk)
		act(s)
		return s, nil
	}
}

// offline is a laptop that has been without a network for a while.
func offline(c *fakeCentre) {
	c.status.Waiting, c.status.Bytes = 3, 2140
	c.status.Problem, c.status.Since = client.NoNetwork, noon().Add(-170*time.Minute)
	rows := sampleRows()
	c.sending = map[uuid.UUID]replica.SendState{rows[0].ID: {Waiting: 2}, rows[1].ID: {Held: 1}, rows[2].ID: {Rejected: 1}}
}

func needingAttention(c *fakeCentre) {
	c.troubles = sampleTroubles()
	c.status.Held, c.status.Bad, c.status.Rejected = 1, 1, 1
}

// decidingOn sets a stage at the page of a conflict, and acts on it.
func decidingOn(alter func(*workbench.Conflict), act func(*conflictScreen)) func() (*stage, error) {
	return fillingForm("plan", func(s *stage, f *Form, w *memoryWork) {
		f.goTo("plan")
		c := sampleConflict(f.page.inside("plan")[0], "Is the plan moving at the child’s pace? Say why.")
		alter(&c)
		w.row.Reference = "TR-20417"
		screen := newConflictScreen(s.shell, w, c, f.merged)
		s.shell.Over(screen)
		act(screen)
	})
}

// handingOver shows the hand-over page of the first record.
func handingOver(act func(*handOverScreen)) func(*stage) {
	return func(s *stage) {
		s.list().tools.handOver.Tapped(nil)
		act(s.shell.stack.top().(*handOverScreen))
	}
}

// waitingHeld shows what waits for a decision, and opens one of it; act may be nil.
func waitingHeld(index int, act func(*heldScreen)) func(*stage) {
	return func(s *stage) {
		s.shell.settings()
		s.shell.stack.top().(*settingsScreen).centre.held()
		if index >= 0 {
			s.shell.stack.top().(*heldListScreen).open(index)
		}
		if act != nil {
			act(s.shell.stack.top().(*heldScreen))
		}
	}
}

func syncScenes() []formScene {
	quiet := func(*stage) {}
	settings := func(act func(*centrePart)) func(*stage) {
		return func(s *stage) {
			s.shell.settings()
			act(s.shell.stack.top().(*settingsScreen).centre)
		}
	}
	none := func(c *fakeCentre) { *c = fakeCentre{} }
	as := func(*workbench.Conflict) {}
	here := func(*conflictScreen) {}
	return []formScene{
		{"sync_sent", atCentre(nil, quiet), false},
		{"sync_offline", atCentre(offline, quiet), true},
		{"sync_sending", atCentre(func(c *fakeCentre) { c.status.Phase, c.status.Done, c.status.Total = client.Sending, 1, 3 }, quiet), false},
		{"centre_typical", atCentre(nil, settings(func(*centrePart) {})), true},
		{"centre_attention", atCentre(needingAttention, settings(func(*centrePart) {})), true},
		{"centre_error", atCentre(func(c *fakeCentre) {
			none(c)
			c.refusal = wire.Refuse(wire.NotAccepted, "This code is not right, was used, or is too old. Check it, or ask an administrator for a new one.")
		}, settings(func(p *centrePart) {
			p.url.entry.SetText("https://centre.example:8443")
			p.code.entry.SetText("ABCD-EFGH-JKMN")
			p.submit()
		})), false},
		{"handover_typical", atCentre(withPeople, handingOver(func(s *handOverScreen) { s.list.at(1) })), true},
		{"handover_give", atCentre(withPeople, handingOver(func(s *handOverScreen) { s.list.at(3); s.set(true) })), false},
		{"handover_error", atCentre(func(c *fakeCentre) { withPeople(c); c.apart = client.ErrNoContact }, handingOver(func(s *handOverScreen) { s.list.at(1) })), false},
		{"handover_empty", atCentre(nil, handingOver(func(*handOverScreen) {})), false},
		{"handover_none", atCentre(withPeople, handingOver(func(s *handOverScreen) { s.search.SetText("zz") })), false},
		{"held_typical", atCentre(withHeld, waitingHeld(-1, nil)), true},
		{"held_empty", atCentre(nil, waitingHeld(-1, nil)), false},
		{"held_error", atCentre(func(c *fakeCentre) { c.apart = client.ErrNoContact }, waitingHeld(-1, nil)), false},
		{"decide_typical", atCentre(withHeld, waitingHeld(0, nil)), true},
		{"decide_error", atCentre(withHeld, waitingHeld(0, func(s *heldScreen) { s.leave.Tapped(nil) })), false},
		{"decide_own", atCentre(withHeld, waitingHeld(1, nil)), false},
		{"sync_handed", atCentre(func(c *fakeCentre) {
			withPeople(c)
			c.sending = map[uuid.UUID]replica.SendState{sampleRows()[0].ID: {Delivery: &c.delivery}}
		}, quiet), false},
		{"conflict_typical", decidingOn(as, here), true},
		{"conflict_error", decidingOn(as, func(c *conflictScreen) { c.useThird() }), false},
		{"conflict_both", decidingOn(as, func(c *conflictScreen) { c.third.entry.SetText(c.conflict.Together()) }), false},
		{"conflict_long", decidingOn(func(c *workbench.Conflict) {
			for i := range c.Versions {
				c.Versions[i].Text = strings.Repeat(c.Versions[i].Text+" ", 5)
			}
			c.Was.Text = strings.Repeat(c.Was.Text+" ", 5)
			c.Versions = append(c.Versions, workbench.Version{Text: "Llanfairpwllgwyngyll.", Who: "B. Evaluator", At: noon()})
		}, here), false},
		{"conflict_choice", decidingOn(func(c *workbench.Conflict) {
			c.Free, c.Was.Text, c.Was.Who = false, "", ""
			c.Versions[0].Text, c.Versions[1].Text = "Requires improvement", ""
		}, here), false},
		{"form_conflicts", fillingForm("plan", func(_ *stage, f *Form, w *memoryWork) {
			f.goTo("plan")
			c := sampleConflict(f.page.inside("plan")[0], "Is the plan moving at the child’s pace? Say why.")
			w.row.Conflicts, w.conflicts = 1, []workbench.Conflict{c}
			w.arrivals()
		}), true},
	}
}

func TestSyncStories(t *testing.T) {
	var stories []story.Story
	for _, sc := range syncScenes() {
		build := inWindow(t, sc.set)
		size := fyne.NewSize(1280, 800)
		if strings.HasPrefix(sc.name, "centre") {
			size = fyne.NewSize(1280, 1200)
		}
		stories = append(stories, story.Story{Name: sc.name, Size: size, Build: build}.Seen(sc.closely)...)
	}
	story.Check(t, stories)
}

func TestTheBottomLineFollows(t *testing.T) {
	newTestApp(t)
	s, err := atCentre(nil, func(*stage) {})()
	if err != nil {
		t.Fatal(err)
	}
	if got := s.shell.bottom.right.Content(); got != "All sent 10:42" || !s.desk.kept {
		t.Errorf("at first it says %q; kept in sync: %v", got, s.desk.kept)
	}
	status := s.desk.status
	status.Waiting, status.Problem, status.Since = 3, client.NoNetwork, noon().Add(-170*time.Minute)
	s.desk.tell(status)
	if got := s.shell.bottom.right.Content(); got != "3 changes waiting, no network since 09:10" {
		t.Errorf("without a network it says %q", got)
	}
	s.shell.Lock()
	if s.desk.watcher != nil || s.desk.changed != nil {
		t.Error("a locked vault is followed")
	}
}

func TestTheListFollowsWhatArrives(t *testing.T) {
	newTestApp(t)
	s, err := atCentre(nil, func(*stage) {})()
	if err != nil {
		t.Fatal(err)
	}
	list := s.list()
	list.list.current = 1
	list.at(1)
	on := list.selected().ID
	arrived := sampleRows()[0]
	arrived.ID = uuid.UUID{1, 15: 1}
	s.desk.rows = append([]replica.Row{arrived}, s.desk.rows...)
	s.desk.changed(replica.Event{Records: []uuid.UUID{arrived.ID}})
	list.tick(noon())
	if len(list.found.rows) != 7 || list.selected().ID != on {
		t.Errorf("%d rows, at %v, want 7 and %v", len(list.found.rows), list.selected().ID, on)
	}
}

func TestEnrolling(t *testing.T) {
	newTestApp(t)
	s, err := atCentre(func(c *fakeCentre) { *c = fakeCentre{refusal: client.ErrNoContact} }, func(s *stage) { s.shell.settings() })()
	if err != nil {
		t.Fatal(err)
	}
	s.window.Resize(fyne.NewSize(1280, 800))
	page := s.shell.stack.top().(*settingsScreen)
	p := page.centre
	s.shell.Focus(p.ca.entry)
	if page.content.Offset.Y == 0 {
		t.Error("the keyboard is where nobody sees it")
	}
	p.submit()
	if p.url.problem.Content() == "" {
		t.Error("a missing address is not said")
	}
	test.Type(p.url.entry, "https://centre.example")
	p.submit()
	if p.code.problem.Content() == "" {
		t.Error("a missing code is not said")
	}
	p.url.entry.SetText("")
	test.Type(p.code.entry, workbench.InvitationLink("https://centre.example", "abcd efgh jkmn"))
	p.submit()
	if p.url.text() != "https://centre.example" || p.code.text() != "abcd efgh jkmn" {
		t.Errorf("a link gives %q and %q", p.url.text(), p.code.text())
	}
	if p.url.problem.Content() != workbench.Sentence(client.ErrNoContact) {
		t.Errorf("it says %q", p.url.problem.Content())
	}
	s.desk.refusal = nil
	test.Type(p.ca.entry, t.TempDir()+"/absent.pem")
	p.submit()
	if p.ca.problem.Content() == "" {
		t.Error("a file that is not there is not said")
	}
	p.ca.entry.SetText("")
	p.submit()
	if !p.centre.Enrolled || !strings.Contains(p.where.Content(), "A. Evaluator") {
		t.Errorf("enrolled: %+v, %q", p.centre, p.where.Content())
	}
}

func TestDeciding(t *testing.T) {
	for _, tt := range []struct {
		name string
		act  func(*conflictScreen)
		want string
	}{
		{"mine", func(c *conflictScreen) { c.takes[0].Tapped(nil) }, "mine"},
		{"theirs", func(c *conflictScreen) { c.takes[1].Tapped(nil) }, "theirs"},
		{"a third", func(c *conflictScreen) { c.third.entry.SetText(" It drifts. "); c.use.Tapped(nil) }, "It drifts."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			newTestApp(t)
			var work *memoryWork
			s, err := decidingOn(func(*workbench.Conflict) {}, func(c *conflictScreen) {
				work = c.work.(*memoryWork)
				c.useThird()
				if c.third.problem.Content() == "" {
					t.Error("nothing written is not said")
				}
				tt.act(c)
			})()
			if err != nil {
				t.Fatal(err)
			}
			if len(work.decisions) != 1 || work.decisions[0][1] != tt.want {
				t.Errorf("decided %q", work.decisions)
			}
			if _, back := s.shell.stack.top().(*Form); !back {
				t.Error("the form is not back")
			}
		})
	}
}

func TestHandingOver(t *testing.T) {
	newTestApp(t)
	s, err := atCentre(withPeople, handingOver(func(*handOverScreen) {}))()
	if err != nil {
		t.Fatal(err)
	}
	page := s.shell.stack.top().(*handOverScreen)
	page.search.key(&fyne.KeyEvent{Name: fyne.KeyDown})
	page.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if page.give.Disabled() || !page.end.Disabled() || page.selected().Name != "T. Newcomer" {
		t.Fatalf("at %+v", page.selected())
	}
	page.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.shell.Focused() != fyne.Focusable(page.give) {
		t.Fatal("Enter does not lead to what can be done")
	}
	page.give.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if _, has := page.has[uuid.UUID{4}]; !has || !page.give.Disabled() || page.end.Disabled() {
		t.Errorf("after handing over: %+v", page.has)
	}
	page.end.Tapped(nil)
	if _, has := page.has[uuid.UUID{4}]; has || page.selected().Name != "T. Newcomer" {
		t.Errorf("after ending it: %+v", page.has)
	}
	s.desk.apart = client.ErrNoContact
	page.give.Tapped(nil)
	if page.working || page.give.Disabled() {
		t.Error("a failure leaves nothing to try again with")
	}
}

func TestDecidingWhatIsHeld(t *testing.T) {
	newTestApp(t)
	s, err := atCentre(withHeld, waitingHeld(0, nil))()
	if err != nil {
		t.Fatal(err)
	}
	page := s.shell.stack.top().(*heldScreen)
	page.leave.Tapped(nil)
	if page.reason.problem.Content() == "" || len(s.desk.decided) != 0 {
		t.Fatal("a missing reason is not said")
	}
	test.Type(page.reason.entry, "Seen twice.")
	page.leave.Tapped(nil)
	list, back := s.shell.stack.top().(*heldListScreen)
	if !back || len(s.desk.decided) != 1 || s.desk.decided[0] || len(list.all) != 0 {
		t.Errorf("decided %v, %d left", s.desk.decided, len(s.desk.held))
	}
}
