package desktop

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"time"

	"plumbline/app/workbench"
	"plumbline/forms"
	"plumbline/forms/library"
)

// fakeLists are the lists of a vault.
type fakeLists struct {
	lists []workbench.SharedList
	file  workbench.ListFile // what reading gives
	used  string             // the file that was put in the place of a list
	saved string
}

func (l *fakeLists) SharedLists(context.Context) ([]workbench.SharedList, error) {
	return l.lists, nil
}

func (l *fakeLists) SharedList(_ context.Context, name string) (workbench.SharedList, error) {
	if i := slices.IndexFunc(l.lists, func(s workbench.SharedList) bool { return s.Name == name }); i >= 0 {
		return l.lists[i], nil
	}
	return workbench.SharedList{}, library.ErrUnknownList
}

func (l *fakeLists) ReadListFile(_ context.Context, _, file string) (workbench.ListFile, error) {
	if l.file.FileName == "" {
		return l.file, errors.Join(fs.ErrNotExist, errors.New(file))
	}
	return l.file, nil
}

func (l *fakeLists) ReplaceList(_ context.Context, file string, _ *forms.List) ([]string, error) {
	l.used = file
	return nil, nil
}

func (l *fakeLists) RestoreList(_ context.Context, name string) error {
	for i := range l.lists {
		if l.lists[i].Name == name {
			l.lists[i].Own, l.lists[i].List = nil, l.lists[i].Shipped
		}
	}
	return nil
}

func (l *fakeLists) SaveList(_ context.Context, _, file string) error {
	l.saved = file
	return nil
}

func sampleList(name string, rows ...string) *forms.List {
	out := &forms.List{Name: name}
	for i := 0; i+1 < len(rows); i += 2 {
		out.Choices = append(out.Choices, forms.Choice{Name: rows[i], Label: forms.Text{forms.Untranslated: rows[i+1]}})
	}
	return out
}

// sampleLists are lists such as a vault has, one of them of its own.
func sampleLists() []workbench.SharedList {
	builtIn := func(list *forms.List, titles ...string) workbench.SharedList {
		return workbench.SharedList{Name: list.Name, List: list, Shipped: list, Forms: titles}
	}
	grade := &forms.List{Name: "grade", Choices: sampleGrades(), Extra: []string{"letter", "shape", "tone"}}
	team := builtIn(sampleList("team", "mash", "MASH and assessment", "gloucester_1", "Gloucester City 1", "gloucester_2", "Gloucester City 2",
		"stroud", "Stroud and Berkeley Vale", "other", "Another team"),
		"Practice Evaluation", "Dip audit", "MASH audit", "Team meeting", "Quality Assurance Review", "Reflection", "Supervision follow-up")
	team.List = sampleList("team", "mash", "Front door and assessment", "gloucester_1", "Gloucester City 1", "gloucester_2", "Gloucester City 2",
		"vale", "The Vale", "other", "Another team")
	team.Own = &workbench.KeptList{List: team.List, FileName: "teams-2026.xlsx", At: noon().Add(-200 * 24 * time.Hour), By: "B. Lead, QA lead"}
	return []workbench.SharedList{
		builtIn(sampleList("age_band", "unborn", "Unborn", "0_4", "0 to 4", "5_10", "5 to 10", "11_15", "11 to 15", "16_17", "16 and 17"), "Practice Evaluation"),
		builtIn(sampleList("cohort", "cic", "Children in care", "cp", "Child protection", "cin", "Children in need"), "Practice Evaluation", "Dip audit"),
		builtIn(grade, "Practice Evaluation"), team,
		builtIn(sampleList("yn", "yes", "Yes", "no", "No"), "Practice Evaluation", "Dip audit"),
	}
}

// readTeams is a file of teams that can be used.
func readTeams() workbench.ListFile {
	list := sampleList("team", "mash", "Front door and assessment", "gloucester_1", "Gloucester City 1", "forest", "Forest of Dean",
		"vale", "The Vale and Tewkesbury", "other", "Another team")
	team := sampleLists()[3]
	return workbench.ListFile{
		FileName: "teams-2027.xlsx", List: list,
		Changes: library.DiffLists(team.List, list), FromShipped: library.DiffLists(team.Shipped, list),
	}
}

// longTeams is a file with more teams than a page tells of.
func longTeams() workbench.ListFile {
	list := sampleList("team")
	for i := range 300 {
		list.Choices = append(list.Choices, sampleList("", "t_"+strconv.Itoa(i), "Safeguarding and permanence hub for children who live away from home, East and Coast, team "+strconv.Itoa(i)).Choices...)
	}
	return workbench.ListFile{FileName: "teams-2027.csv", List: list, Changes: library.DiffLists(sampleLists()[3].List, list)}
}

// faultyTeams is a file that cannot be used.
func faultyTeams() workbench.ListFile {
	return workbench.ListFile{FileName: "teams-2027.xlsx", List: sampleList("team"), Wrong: []string{
		"Row 4: \"forest\" has no label, which is what people read.",
		"Row 7 is called \"the vale\". A name is of letters, digits, _, - and dots.",
		"The name \"other\" is gone, and rules of these forms name it: practice_evaluation, dip_audit. Keep the name; its label may be another.",
	}}
}
