package desktop

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"plumbline/app/desktop/look"
	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/compare"
	"plumbline/forms/formfile"
	"plumbline/forms/session"
)

// versionWords names a version.
func versionWords(v workbench.FormVersion) string {
	if v.Version == "" {
		return "version without a number"
	}
	return "version " + v.Version
}

// sizeWords tells how much a form asks, and how long that takes.
func sizeWords(v workbench.FormVersion) string {
	words := []string{count(v.Questions, "question", "questions")}
	if v.Minutes > 0 {
		words = append(words, "about "+count(v.Minutes, "minute", "minutes"))
	}
	if len(v.Languages) > 1 {
		var names []string
		for _, l := range v.Languages {
			names = append(names, languageName(l))
		}
		words = append(words, strings.Join(names, " and "))
	}
	return joined(words...)
}

// formLine puts a form in the words of a list.
func formLine(f workbench.FormInfo) line {
	v, used := f.Current()
	if !used {
		v = f.Versions[0]
	}
	l := line{head: f.Title, below: joined(capital(versionWords(v)), sizeWords(v), strings.TrimSuffix(v.Purpose, "."))}
	l.side, l.colour = formState(f)
	return l
}

// startLine puts a form that can be started in the words of a list.
func startLine(f workbench.FormInfo) line {
	v, _ := f.Current()
	l := line{head: f.Title, below: joined(strings.TrimSuffix(v.Purpose, "."), count(v.Questions, "question", "questions"))}
	if v.Minutes > 0 {
		l.side = fmt.Sprintf("about %d min", v.Minutes)
	}
	return l
}

// formState says in a word how a form stands: what waits for somebody goes first.
func formState(f workbench.FormInfo) (string, fyne.ThemeColorName) {
	v, used := f.Current()
	switch {
	case f.Versions[0].State == workbench.Draft && used:
		return "New draft", look.RequiresImprovement
	case !used:
		return "Draft", look.RequiresImprovement
	case v.State == workbench.BuiltIn:
		return "Built in", ""
	default:
		return "In use", look.Good
	}
}

// longestTitle is how many characters of a section's title fit on a button.
const longestTitle = 44

// shortTitle is a section's title, or as many words of it as fit on a button.
func shortTitle(title string) string {
	if utf8.RuneCountInString(title) <= longestTitle {
		return title
	}
	words := strings.Fields(title)
	short := ""
	for _, w := range words {
		if utf8.RuneCountInString(short+w) >= longestTitle {
			break
		}
		short += w + " "
	}
	return strings.TrimRight(short, " .,;:") + " …"
}

// capital writes the first letter large.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// findingPassages are what a report says, errors first.
func findingPassages(r *formfile.Report) []*passage {
	var out []*passage
	add := func(kind string, colour fyne.ThemeColorName, f formfile.Finding) {
		head := kind
		if place := f.Place(); place != "" {
			head += ": " + place
		}
		out = append(out, newPassage(look.NewText(head, look.Strong).In(colour), f.Message))
	}
	for _, f := range r.Errors {
		add("Error", look.Alarm, f)
	}
	for _, f := range r.Warnings {
		add("Warning", look.RequiresImprovement, f)
	}
	for _, n := range r.Notices {
		add("Note", look.Quiet, noticeFinding(n))
	}
	return out
}

func noticeFinding(n forms.Notice) formfile.Finding {
	f := formfile.Finding{Row: n.Row, Path: n.Path, Message: n.Words}
	if n.Row > 0 {
		f.Sheet = "survey"
	}
	return f
}

// kindWords says in what ways a question changed.
func kindWords(kinds []compare.Kind) string {
	words := map[compare.Kind]string{
		compare.Added: "new", compare.Removed: "gone", compare.Moved: "stands elsewhere", compare.Retyped: "another kind of answer",
		compare.Reworded: "reworded", compare.Choices: "other choices", compare.Rules: "other rules",
	}
	var out []string
	for _, k := range kinds {
		out = append(out, words[k])
	}
	return capital(strings.Join(out, ", "))
}

// changePassage tells what changed about one question.
func changePassage(c compare.Change) *passage {
	name := c.Label
	switch {
	case c.Path == "":
		name = "The form as a whole"
	case name == "":
		name = c.Name
	}
	lines := []string{kindWords(c.Kinds)}
	for _, d := range c.Details {
		if d.Kind != compare.Added && d.Kind != compare.Removed {
			lines = append(lines, detailWords(d))
		}
	}
	return newPassage(look.NewText(name, look.Strong), lines...)
}

// detailWords puts what was and is in words; the names of columns are those that the form's author knows.
func detailWords(d compare.Detail) string {
	return wasAndIs(capital(strings.ReplaceAll(d.What, "_", " ")), d.Before, d.After)
}

// wasAndIs says of something what it was and what it is now, where it was or is anything.
func wasAndIs(what, before, after string) string {
	switch {
	case before == "":
		return fmt.Sprintf("%s: now “%s”", what, after)
	case after == "":
		return fmt.Sprintf("%s: no longer “%s”", what, before)
	default:
		return fmt.Sprintf("%s: was “%s”, now “%s”", what, before, after)
	}
}

// answerPassage tells what becomes of an answer when its record moves to another version.
func answerPassage(a workbench.AnswerMove) *passage {
	words := map[session.ChangeKind]string{
		session.Moved:   "The question stands elsewhere, and its answer goes along.",
		session.Dropped: "The question is gone. Its answer stays in the record’s history, and is no longer shown.",
		session.Added:   "A new question.",
		session.Retyped: "The question takes another kind of answer now. Look at it again.",
		session.Unknown: "What was chosen is not in the list any more. Choose again.",
	}
	answer := ""
	if a.Answer != "" {
		answer = "“" + a.Answer + "”"
	}
	colour := look.Ink
	if a.Kind == session.Dropped || a.Kind == session.Retyped || a.Kind == session.Unknown {
		colour = look.RequiresImprovement
	}
	return newPassage(look.NewText(a.Label, look.Strong).In(colour), words[a.Kind], answer)
}
