package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"plumbline/forms"
	"plumbline/forms/library"
)

// ErrNotReplaced says that a list is the one that the program comes with.
var ErrNotReplaced = errors.New("workbench: this list has not been replaced")

// Names of what a vault remembers about lists of its own: which there are, and each under its name.
const (
	metaLists = "lists"
	metaList  = "list."
)

// KeptList is a list of the council's own, in the place of one that the program comes with.
type KeptList struct {
	List     *forms.List
	FileName string
	At       time.Time // UTC
	By       string
}

// Library holds the forms of this vault: those that the program comes with, with the lists of the council's own.
func (d *Desk) Library() *library.Library { return d.library.Load() }

// useLists has the forms of this vault use its lists, from now on.
func (d *Desk) useLists(ctx context.Context) error {
	kept, err := d.KeptLists(ctx)
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		d.library.Store(d.bench.library)
		return nil
	}
	shipped := d.bench.library
	var lists []*forms.List
	for _, k := range kept {
		if _, err := shipped.List(k.List.Name); err == nil { // a later release may have done without it
			lists = append(lists, k.List)
		}
	}
	own, err := shipped.Replacing(lists...)
	if err != nil {
		return fmt.Errorf("workbench: use lists of the vault: %w", err)
	}
	d.library.Store(own)
	return nil
}

// KeptLists reads the lists of the council's own, in alphabetical order.
func (d *Desk) KeptLists(ctx context.Context) ([]KeptList, error) {
	names, err := d.store.Meta(ctx, metaLists)
	if err != nil {
		return nil, fmt.Errorf("workbench: read lists: %w", err)
	}
	var out []KeptList
	for _, name := range strings.Fields(names) {
		content, err := d.store.Meta(ctx, metaList+name)
		if err != nil {
			return nil, fmt.Errorf("workbench: read list %s: %w", name, err)
		}
		var k KeptList
		if err := json.Unmarshal([]byte(content), &k); err != nil {
			return nil, fmt.Errorf("workbench: read list %s: %w", name, err)
		}
		out = append(out, k)
	}
	return out, nil
}

// ReplaceList puts a list that was read from a file in the place of the one of its name, for this vault, from now on. What
// is wrong with the list is told in sentences, and then nothing is kept. Records stay on the version of
// the form that they were started on, with its list. The error is library.ErrUnknownList when there is no such list.
func (d *Desk) ReplaceList(ctx context.Context, file string, list *forms.List) ([]string, error) {
	shipped := d.bench.library
	wrong, err := shipped.CheckList(list)
	if err != nil || len(wrong) > 0 {
		return wrong, err
	}
	content, err := json.Marshal(KeptList{List: list, FileName: filepath.Base(file), At: d.bench.env.Now().UTC(), By: d.author()})
	if err != nil {
		return nil, fmt.Errorf("workbench: keep list %s: %w", list.Name, err)
	}
	if err := d.store.SetMeta(ctx, metaList+list.Name, string(content)); err != nil {
		return nil, fmt.Errorf("workbench: keep list %s: %w", list.Name, err)
	}
	return nil, d.nameLists(ctx, list.Name, true)
}

// RestoreList puts the list that the program comes with back in its place, from now on. The error is ErrNotReplaced where it
// was never away.
func (d *Desk) RestoreList(ctx context.Context, name string) error {
	kept, err := d.KeptLists(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(kept, func(k KeptList) bool { return k.List.Name == name }) {
		return ErrNotReplaced
	}
	return d.nameLists(ctx, name, false)
}

// nameLists adds a name to those of the vault's lists, or takes it away, and has the forms use what there is then.
func (d *Desk) nameLists(ctx context.Context, name string, there bool) error {
	line, err := d.store.Meta(ctx, metaLists)
	if err != nil {
		return fmt.Errorf("workbench: read lists: %w", err)
	}
	names := slices.DeleteFunc(strings.Fields(line), func(n string) bool { return n == name })
	if there {
		names = append(names, name)
	}
	slices.Sort(names)
	if err := d.store.SetMeta(ctx, metaLists, strings.Join(names, " ")); err != nil {
		return fmt.Errorf("workbench: keep lists: %w", err)
	}
	return d.useLists(ctx)
}

func listSentences() []sentence {
	return []sentence{
		{ErrNotReplaced, "This list is the one that the program comes with already. \"plumbline framework lists\" shows which are of your own."},
	}
}
