package desktop

import (
	"context"

	"plumbline/forms/session"
)

// arrived takes in what others wrote in the record that is open.
func (f *Form) arrived() {
	if f.gone {
		return
	}
	before := f.work.Session().Definition()
	delta, err := f.work.Merge(context.Background())
	if err != nil {
		f.host.Trouble(err)
		return
	}
	if f.work.Session().Definition() != before { // somebody moved the record to another version of its form
		f.redraw()
		f.middle.update()
		return
	}
	f.merged(delta)
}

// merged draws what came from elsewhere, or was decided. Pages that are not shown are made anew where instances of a repeat
// have changed.
func (f *Form) merged(delta session.Delta) {
	if len(delta.Repeats) > 0 {
		for key, page := range f.pages {
			if page != f.page {
				delete(f.pages, key)
			}
		}
	}
	f.apply(delta)
	if f.page != nil {
		f.page.remark()
	}
	f.middle.conflicts.update()
	f.middle.update()
}
