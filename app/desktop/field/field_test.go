package field_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/field"
	"plumbline/forms"
	"plumbline/forms/session"
)

func TestAnswerByKeyboard(t *testing.T) {
	tests := []struct {
		name string
		view session.View
		keys string
		want string
	}{
		{"text", view(forms.String, "q"), "TR-20417", "TR-20417"},
		{"text goes on at its end", view(forms.String, "q", value("TR-2")), "0417", "TR-20417"},
		{"text is taken back", view(forms.String, "q", value("ab")), "<BackSpace><BackSpace>", ""},
		{"long text keeps its lines", view(forms.String, "q", appearance("multiline")), "one<Return>two", "one\ntwo"},
		{"whole number", view(forms.Integer, "q"), "-12", "-12"},
		{"number is kept as typed", view(forms.Integer, "q"), "a few", "a few"},
		{"number without the spaces round it", view(forms.Decimal, "q"), " 3.5 ", "3.5"},

		{"one by its number", view(forms.SelectOne, "q", yesNo()), "2", "partly"},
		{"one instead of another", view(forms.SelectOne, "q", yesNo(), value("yes")), "3", "no"},
		{"one by arrow and Space", view(forms.SelectOne, "q", yesNo()), "<Right><Down><Space>", "no"},
		{"the cursor stops at the ends", view(forms.SelectOne, "q", yesNo()), "<End><Right><Left><Space>", "no"},
		{"one taken back by Space", view(forms.SelectOne, "q", yesNo(), value("partly")), "<Space>", ""},
		{"one taken back by Delete", view(forms.SelectOne, "q", yesNo(), value("partly")), "<Delete>", ""},
		{"the same number twice is no taking back", view(forms.SelectOne, "q", yesNo()), "22", "partly"},
		{"several in list order", view(forms.SelectMultiple, "q", people()), "41", "child school"},
		{"several, one less", view(forms.SelectMultiple, "q", people(), value("child school")), "1", "school"},
		{"Delete takes back the one at the cursor", view(forms.SelectMultiple, "q", people(), value("child school")), "<Delete>", "school"},
		{"what is not offered now is kept", view(forms.SelectMultiple, "q", people(), value("neighbour school")), "1", "child school neighbour"},

		{"date", view(forms.Date, "q"), "20112026", "2026-11-20"},
		{"date with separators", view(forms.Date, "q"), "2/3/2026", "2026-03-02"},
		{"date with short parts", view(forms.Date, "q"), "432026", "2026-03-04"},
		{"date with a month in words", view(forms.Date, "q"), "20<Tab>nov<Tab>2026", "2026-11-20"},
		{"no day of the calendar", view(forms.Date, "q"), "31<Tab>2<Tab>2026", "2026-2-31"},
		{"part of a date", view(forms.Date, "q"), "31", "--31"},
		{"date taken back", view(forms.Date, "q", value("2026-11-20")), "<BackSpace><Tab><BackSpace><Tab><BackSpace>", ""},
		{"back from an empty box", view(forms.Date, "q"), "205<BackSpace><BackSpace>11", "-11-20"},
		{"today", view(forms.Date, "q"), "t", "2026-11-23"},

		{"time", view(forms.Time, "q"), "14:30", "14:30:00"},
		{"time without a colon", view(forms.Time, "q"), "930", "09:30:00"},
		{"time in the afternoon", view(forms.Time, "q"), "2.30 pm", "14:30:00"},
		{"time that is none", view(forms.Time, "q"), "25:00", "25:00"},
		{"now", view(forms.Time, "q"), "t", "09:00:00"},
		{"time taken back", view(forms.Time, "q", value("14:30:00")), "<BackSpace><BackSpace><BackSpace><BackSpace><BackSpace>", ""},
		{"day and time", view(forms.DateTime, "q"), "20112026<Tab>14:30", "2026-11-20T14:30:00"},
		{"a day whose time is missing", view(forms.DateTime, "q"), "20112026", "2026-11-20T"},
		{"today and now", view(forms.DateTime, "q"), "t<Tab>t", "2026-11-23T09:00:00"},

		{"range from nothing", view(forms.Range, "q", scaled("0", "10", "1")), "<Right>", "0"},
		{"range by steps", view(forms.Range, "q", scaled("0", "10", "2.5")), "<Right><Right><Up>", "5"},
		{"range to its end", view(forms.Range, "q", scaled("0", "10", "3")), "<End><Right>", "9"},
		{"range by leaps", view(forms.Range, "q", scaled("0", "100", "1"), value("50")), "<Prior>", "60"},
		{"range downwards", view(forms.Range, "q", scaled("10", "1", "1"), value("10")), "<Right>", "9"},
		{"range of tenths", view(forms.Range, "q", scaled("0", "1", "0.1"), value("0.2")), "<Right>", "0.3"},
		{"range taken back", view(forms.Range, "q", value("3")), "<Delete>", ""},

		{"order by carrying", view(forms.Rank, "q", people()), "<Space><Down><Space>", "mother child father school health"},
		{"order by number", view(forms.Rank, "q", people(), value("child mother father school health")), "<Down><Down>1", "father child mother school health"},
		{"the present order", view(forms.Rank, "q", yesNo()), "<Space>", "yes partly no na"},
		{"what is carried stops at the ends", view(forms.Rank, "q", yesNo(), value("yes partly no na")), "<End><Space><Up><Home><Up>", "na yes partly no"},
		{"order taken back", view(forms.Rank, "q", yesNo(), value("no yes partly na")), "<Delete>", ""},

		{"one of many by letters", view(forms.SelectOne, "q", wards()), "mat up<Return>", "upper_matson"},
		{"one of many by arrows", view(forms.SelectOne, "q", wards()), "<Down><Down><Down><Return>", "north_podsmead"},
		{"another of many", view(forms.SelectOne, "q", wards(), value("east_barton")), "kings<Down><Return>", "south_kingsholm"},
		{"one of many taken back", view(forms.SelectOne, "q", wards(), value("east_barton")), "<BackSpace>", ""},
		{"no such letters", view(forms.SelectOne, "q", wards(), value("east_barton")), "xyz<Return>", ""},
		{"several of many", view(forms.SelectMultiple, "q", wards()), "north mat<Return>south mat<Return>", "north_matson south_matson"},
		{"several of many, one less", view(forms.SelectMultiple, "q", wards(), value("north_matson south_matson")), "north mat<Return>", "south_matson"},

		{"acknowledged", view(forms.Acknowledge, "q"), "<Space>", "OK"},
		{"acknowledged and taken back", view(forms.Acknowledge, "q"), "11", ""},
		{"barcode", view(forms.Barcode, "q"), "50-1", "50-1"},
		{"place", view(forms.GeoPoint, "q"), "51.8642 -2.2382", "51.8642 -2.2382"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.view)
			d.fields[tt.view.Key].FocusFirst(d.canvas)
			d.typed(tt.keys)
			d.wantValue(tt.want)
		})
	}
}

func TestPastedDateFillsAllBoxes(t *testing.T) {
	for _, text := range []string{"20/11/2026", "20 November 2026", "2026-11-20"} {
		t.Run(text, func(t *testing.T) {
			d := newDesk(t, view(forms.Date, "q"))
			d.fields["risk/q"].FocusFirst(d.canvas)
			d.typed("<Tab>")
			d.paste(text)
			d.wantValue("2026-11-20")
			for _, part := range []string{">20<", ">11<", ">2026<"} {
				if !d.shows(part) {
					t.Errorf("no box shows %s", part)
				}
			}
		})
	}
}

func TestKeyboardFlow(t *testing.T) {
	tests := []struct {
		name string
		view session.View
		keys string
		want []string
	}{
		{"Enter goes on from text", view(forms.String, "q"), "a<Return>", []string{"opened risk/q", "next risk/q"}},
		{"Enter goes on from a date", view(forms.Date, "q"), "<Return>", []string{"opened risk/q", "next risk/q"}},
		{"Enter goes on from options", view(forms.SelectOne, "q"), "<Return>", []string{"opened risk/q", "next risk/q"}},
		{"Enter stays in long text", view(forms.String, "q", appearance("multiline")), "<Return>", []string{"opened risk/q"}},
		{"Ctrl+Down goes on from long text", view(forms.String, "q", appearance("multiline")), "<Ctrl+Down>", []string{"opened risk/q", "next risk/q"}},
		{"Ctrl+Up goes back from options", view(forms.SelectMultiple, "q"), "<Ctrl+Up>", []string{"opened risk/q", "prev risk/q"}},
		{"Tab leaves long text", view(forms.String, "q", appearance("multiline")), "a<Tab>", []string{"opened risk/q", "closed risk/q", "opened end"}},
		{"Enter goes on from a range", view(forms.Range, "q"), "<Return>", []string{"opened risk/q", "next risk/q"}},
		{"Enter sets down, then goes on", view(forms.Rank, "q", yesNo()), "<Space><Return><Return>", []string{"opened risk/q", "next risk/q"}},
		{"Enter goes on from a time", view(forms.Time, "q"), "<Return>", []string{"opened risk/q", "next risk/q"}},
		{"Tab leaves options", view(forms.SelectOne, "q", yesNo()), "<Tab>", []string{"opened risk/q", "described yes", "closed risk/q", "opened end"}},
		{"the cursor describes", view(forms.SelectOne, "q", gradeScale()), "<Right>3", []string{
			"opened risk/q", "described outstanding", "described good", "described requires_improvement",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.view, view(forms.String, "end", keyed("end")))
			d.fields["risk/q"].FocusFirst(d.canvas)
			d.typed(tt.keys)
			d.wantTold(tt.want...)
		})
	}
}

func TestTapChooses(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "q", yesNo()))
	second := fyne.NewPos(160, 60)
	tapAt(d, second)
	d.wantValue("partly")
	tapAt(d, second)
	d.wantValue("")
	tapAt(d, fyne.NewPos(110, 60))
	if d.changes != 2 {
		t.Errorf("a tap beside the options made %d changes", d.changes)
	}
}

func TestProblemWaitsUntilThePersonHasLeft(t *testing.T) {
	const message = "Enter a whole number."
	d := newDesk(t, view(forms.Integer, "q"), view(forms.String, "end", keyed("end")))
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("x")
	d.update("risk/q", problem(message))
	if d.shows(message) {
		t.Error("shown while typing")
	}
	d.typed("<Tab>")
	if !d.shows(message) {
		t.Error("not shown after leaving")
	}
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("y")
	if !d.shows(message) {
		t.Error("gone before it was mended")
	}
	d.update("risk/q", func(v *session.View) { v.Problem = nil })
	if d.shows(message) {
		t.Error("still there when mended")
	}
}

func TestSetErrorStandsUntilTheAnswerChanges(t *testing.T) {
	const message = "Answer this before the evaluation is completed."
	d := newDesk(t, view(forms.SelectOne, "q", yesNo()))
	d.fields["risk/q"].SetError(message)
	d.update("risk/q", hint("another"))
	if !d.shows(message) {
		t.Error("gone although nothing was answered")
	}
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("1")
	if d.shows(message) {
		t.Error("still there after an answer")
	}
}

func TestTypingIsLeftAlone(t *testing.T) {
	d := newDesk(t, view(forms.String, "q", value("ac")))
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("<Left>b")
	d.typed("B")
	d.wantValue("abBc")
	if d.changes != 2 {
		t.Errorf("two keys told %d changes", d.changes)
	}
	d.update("risk/q", value("from elsewhere"))
	if !d.shows("from elsewhere") {
		t.Error("an answer from elsewhere is not shown")
	}
	if d.changes != 2 {
		t.Error("an answer from elsewhere was told back")
	}
}

func TestReadOnlyComesAndGoes(t *testing.T) {
	d := newDesk(t, view(forms.Date, "q", value("2026-11-20"), readOnly))
	if !d.shows("20 November 2026") {
		t.Error("the answer is not in words")
	}
	d.fields["risk/q"].FocusFirst(d.canvas)
	if d.canvas.Focused() != nil {
		t.Error("the keyboard went into a field that cannot be changed")
	}
	d.update("risk/q", func(v *session.View) { v.ReadOnly = false })
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("21")
	d.wantValue("2026-11-21")
}

func TestChoicesFollowTheFilter(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "q", yesNo(), value("no")))
	d.update("risk/q", choices(option("yes", "Yes"), option("no", "No")))
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("1")
	d.wantValue("yes")
	if d.shows("Not applicable") {
		t.Error("an option that is not offered is shown")
	}
}

func TestFocusScrollsIntoView(t *testing.T) {
	views := []session.View{view(forms.Note, strings.Repeat(answer+" ", 12), keyed("note")), view(forms.String, "q")}
	d := newDesk(t, views...)
	d.fields["risk/q"].FocusFirst(d.canvas)
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.fields["risk/q"]).Y
	if bottom := top + d.fields["risk/q"].Size().Height; top < 0 || bottom > d.canvas.Size().Height {
		t.Errorf("the field is at %v to %v of a window %v high", top, bottom, d.canvas.Size().Height)
	}
}

func TestLongTextGrowsThenScrolls(t *testing.T) {
	height := func(lines int) float32 {
		d := newDesk(t, view(forms.String, "q", appearance("multiline"), value(strings.Repeat("x\n", lines-1)+"x")))
		return d.fields["risk/q"].HeightFor(400)
	}
	if one, three := height(1), height(3); one != three {
		t.Errorf("one line is %v high, three are %v", one, three)
	}
	if three, nine := height(3), height(9); nine <= three {
		t.Errorf("nine lines are %v high, three are %v", nine, three)
	}
	if fifteen, hundred := height(15), height(100); fifteen != hundred {
		t.Errorf("a hundred lines are %v high, fifteen are %v", hundred, fifteen)
	}
}

func TestLongTextGrowsWhileTyping(t *testing.T) {
	d := newDesk(t, view(forms.String, "q", appearance("multiline")))
	f := d.fields["risk/q"]
	before := f.MinSize().Height
	f.FocusFirst(d.canvas)
	d.typed("1<Return>2<Return>3<Return>4<Return>5")
	if after := f.MinSize().Height; after <= before {
		t.Errorf("five lines are %v high, none %v", after, before)
	}
}

func TestWhatNobodyIsAskedIsNeverSeen(t *testing.T) {
	for _, kind := range []forms.Kind{forms.Calculate, forms.Hidden, forms.Meta} {
		f := field.New(view(kind, "q"), field.Events{})
		f.Show()
		if f.Visible() || f.HeightFor(300) != 0 {
			t.Errorf("%s takes room", kind)
		}
	}
}

func TestFewAndManyChoicesComeAndGo(t *testing.T) {
	few := view(forms.SelectOne, "q", yesNo())
	few.Node.ChoiceFilter = "part = ${area}"
	d := newDesk(t, few)
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("2")
	d.wantValue("partly")
	d.update("risk/q", wards())
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("west mat<Return>")
	d.wantValue("west_matson")
}

func TestTimesOfOtherMachinesAreLeftAlone(t *testing.T) {
	d := newDesk(t, view(forms.Time, "q", value("14:30:00.000+01:00")))
	if !d.shows(">14:30<") {
		t.Error("the time is not shown as people write it")
	}
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.update("risk/q", hint("another"))
	if d.changes != 0 {
		t.Errorf("%d changes without a key", d.changes)
	}
}

func TestTapRanksAndSlides(t *testing.T) {
	d := newDesk(t, view(forms.Rank, "q", yesNo(), value("yes partly no na")))
	tapAt(d, fyne.NewPos(560-20, 60)) // the arrow down of the first
	d.wantValue("partly yes no na")
	d = newDesk(t, view(forms.Range, "q", scaled("0", "10", "1")))
	tapAt(d, fyne.NewPos(238, 50)) // the middle of the track
	d.wantValue("5")
}

func TestTapTakesOneOfMany(t *testing.T) {
	d := newDesk(t, view(forms.SelectOne, "q", wards()))
	d.fields["risk/q"].FocusFirst(d.canvas)
	d.typed("matson")
	tapAt(d, fyne.NewPos(100, 140))
	if !strings.HasSuffix(d.value, "_matson") {
		t.Errorf("chosen %q", d.value)
	}
}

func TestWhatIsNotServedTakesNoKeyboard(t *testing.T) {
	for _, kind := range []forms.Kind{forms.Image, forms.Audio, forms.Video, forms.File} {
		d := newDesk(t, view(kind, "q"))
		d.fields["risk/q"].FocusFirst(d.canvas)
		if d.canvas.Focused() != nil || field.Served(kind) {
			t.Errorf("%s takes the keyboard", kind)
		}
	}
}

func TestAskingForSizesAllocatesNothing(t *testing.T) {
	for name, at := range states() {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, at("typical"))
			f := d.fields["risk/q"]
			if n := testing.AllocsPerRun(20, func() { f.MinSize(); f.HeightFor(560) }); n > 0 {
				t.Errorf("%v allocations", n)
			}
		})
	}
}
