package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"plumbline/forms"
	"plumbline/sync/replica"
)

// FormState says what may be done with a version of a form.
type FormState uint8

// The states of a version.
const (
	BuiltIn  FormState = iota // it comes with the program, and records may be started on it
	Draft                     // somebody brought it in; nobody has approved it yet
	Approved                  // somebody approved it, and records may be started on it
)

// FormVersion is one version of a form, addressed by its hash.
type FormVersion struct {
	Hash, ID, Version, Title string
	State                    FormState
	Current                  bool // new records are started on it

	FileName   string    // it was brought in under, without folders; "" when it is built in
	Imported   time.Time // UTC; zero when it is built in
	ImportedBy string
	Approved   time.Time // UTC; zero unless it is Approved
	ApprovedBy string
	Reason     string // why it was approved

	Purpose   string   // a sentence: what it is for; "" when the form does not say
	Questions int      // that it may ask, those of a repeat once
	Minutes   int      // that a record takes a person who knows the form; 0 when the form does not say
	Languages []string // of its wording; nil when it has one that needs no name
}

// FormInfo is one form with its versions.
type FormInfo struct {
	ID, Title string        // the title is that of the version that records are started on, or else of the newest
	Versions  []FormVersion // the newest first: those brought in by when they came, then what is built in
}

// Current is the version that new records are started on; false while there are drafts alone.
func (f FormInfo) Current() (FormVersion, bool) {
	for _, v := range f.Versions {
		if v.Current {
			return v, true
		}
	}
	return FormVersion{}, false
}

// Find finds a version by its hash.
func (f FormInfo) Find(hash string) (FormVersion, bool) {
	i := slices.IndexFunc(f.Versions, func(v FormVersion) bool { return v.Hash == hash })
	if i < 0 {
		return FormVersion{}, false
	}
	return f.Versions[i], true
}

// Catalogue lists every form: those of the framework in its order, then those that were brought in, by title.
func (d *Desk) Catalogue(ctx context.Context) ([]FormInfo, error) {
	imports, err := d.store.Imports(ctx)
	if err != nil {
		return nil, fmt.Errorf("workbench: list forms: %w", err)
	}
	versions := map[string][]FormVersion{}
	for _, i := range imports {
		v := imported(i)
		if def, err := d.version(ctx, i.ID, i.Hash); err == nil {
			v.describe(def)
		}
		versions[i.ID] = append(versions[i.ID], v)
	}
	place := map[string]int{}
	for i, info := range d.Library().Forms() {
		place[info.ID] = i + 1
		def, err := d.Library().Form(info.ID)
		if err != nil {
			return nil, fmt.Errorf("workbench: list forms: %w", err)
		}
		v := FormVersion{Hash: def.Hash, ID: def.ID, Version: def.Version, Title: def.Title, State: BuiltIn}
		v.describe(def)
		versions[info.ID] = append(versions[info.ID], v)
	}
	var out []FormInfo
	for id, all := range versions {
		out = append(out, catalogued(id, all))
	}
	behind := len(place) + 1
	slices.SortFunc(out, func(a, b FormInfo) int {
		return cmp.Or(cmp.Compare(cmp.Or(place[a.ID], behind), cmp.Or(place[b.ID], behind)), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Startable lists the forms of the catalogue that records can be started on.
func (d *Desk) Startable(ctx context.Context) ([]FormInfo, error) {
	all, err := d.Catalogue(ctx)
	return slices.DeleteFunc(all, func(f FormInfo) bool {
		_, ok := f.Current()
		return !ok
	}), err
}

// FormInfo is one form of the catalogue. The error is ErrNoForm when there is none of that id.
func (d *Desk) FormInfo(ctx context.Context, id string) (FormInfo, error) {
	all, err := d.Catalogue(ctx)
	if err != nil {
		return FormInfo{}, err
	}
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
	}
	return FormInfo{}, fmt.Errorf("%w: %s", ErrNoForm, id)
}

func imported(i replica.Import) FormVersion {
	v := FormVersion{
		Hash: i.Hash, ID: i.ID, Version: i.Version, Title: i.Title, State: Draft,
		FileName: i.FileName, Imported: i.At, ImportedBy: i.By, Approved: i.Approved, ApprovedBy: i.ApprovedBy, Reason: i.Reason,
	}
	if !i.Draft() {
		v.State = Approved
	}
	return v
}

// describe tells what a list shows of a form beyond its name.
func (v *FormVersion) describe(def *forms.Definition) {
	v.Questions, v.Languages, v.Purpose = Questions(def), def.Languages, def.Setting("purpose")
	if minutes, err := strconv.Atoi(def.Setting("minutes")); err == nil && minutes > 0 {
		v.Minutes = minutes
	}
}

// catalogued decides which version new records are started on: the one approved last, or else the one that is built in.
func catalogued(id string, versions []FormVersion) FormInfo {
	current := -1
	for i, v := range versions {
		if v.State != Draft && (current < 0 || v.Approved.After(versions[current].Approved)) {
			current = i
		}
	}
	info := FormInfo{ID: id, Title: versions[0].Title, Versions: versions}
	if current >= 0 {
		versions[current].Current, info.Title = true, versions[current].Title
	}
	return info
}
