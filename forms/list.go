package forms

// List is a choice list.
type List struct {
	Name    string
	Choices []Choice
	// Extra are the headers of the further columns that the list's rows have, in sheet order.
	Extra []string
}

// Choice is one row of the choices sheet.
type Choice struct {
	Name  string // the stored value
	Label Text
	Media map[string]Text // file names by "image", "big-image", "audio", "video"
	// Columns holds every further column of the row by its header, such as "letter" or "descriptor". Blank cells are
	// not in it.
	Columns map[string]string
}

// Choice finds a choice by its stored value. A nil List has none.
func (l *List) Choice(name string) (Choice, bool) {
	if l == nil {
		return Choice{}, false
	}
	for _, c := range l.Choices {
		if c.Name == name {
			return c, true
		}
	}
	return Choice{}, false
}
