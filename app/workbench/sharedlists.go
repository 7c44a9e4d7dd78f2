package workbench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"unicode"
	"unicode/utf8"

	"plumbline/forms"
	"plumbline/forms/library"
)

// SharedList is a list that forms share, as records that are started from now on have it.
type SharedList struct {
	Name    string
	List    *forms.List
	Shipped *forms.List // the one that the program comes with
	Own     *KeptList   // nil where that one is in use
	Forms   []string    // titles of the forms that use it, in the order of the framework
}

// SharedLists reads every list that forms share, in alphabetical order.
func (d *Desk) SharedLists(ctx context.Context) ([]SharedList, error) {
	kept, err := d.KeptLists(ctx)
	if err != nil {
		return nil, err
	}
	shipped := d.bench.library
	names, err := shipped.Lists()
	if err != nil {
		return nil, fmt.Errorf("workbench: read lists: %w", err)
	}
	users, err := shipped.Users()
	if err != nil {
		return nil, fmt.Errorf("workbench: read lists: %w", err)
	}
	titles := map[string]string{}
	for _, info := range shipped.Forms() {
		titles[info.ID] = info.Title
	}
	var out []SharedList
	for _, name := range names {
		list, err := shipped.List(name)
		if err != nil {
			return nil, fmt.Errorf("workbench: read list %s: %w", name, err)
		}
		s := SharedList{Name: name, List: list, Shipped: list}
		if i := slices.IndexFunc(kept, func(k KeptList) bool { return k.List.Name == name }); i >= 0 {
			s.List, s.Own = kept[i].List, &kept[i]
		}
		for _, id := range users[name] {
			s.Forms = append(s.Forms, titles[id])
		}
		out = append(out, s)
	}
	return out, nil
}

// SharedList reads one of them. The error is library.ErrUnknownList where there is none of that name.
func (d *Desk) SharedList(ctx context.Context, name string) (SharedList, error) {
	all, err := d.SharedLists(ctx)
	if err != nil {
		return SharedList{}, err
	}
	if i := slices.IndexFunc(all, func(s SharedList) bool { return s.Name == name }); i >= 0 {
		return all[i], nil
	}
	return SharedList{}, fmt.Errorf("workbench: read list %s: %w", name, library.ErrUnknownList)
}

// ListFile is a file that was read as a list, and what using it would do.
type ListFile struct {
	FileName    string               // without folders
	List        *forms.List          // nil where the file is no list
	Wrong       []string             // sentences: what keeps it from being used; nil for nothing
	Changes     []library.ListChange // since the list in use
	FromShipped []library.ListChange // since the one that the program comes with
}

// ReadListFile reads a list from a file as library.ReadList does, and keeps nothing. Errors are those of the file system.
func (d *Desk) ReadListFile(ctx context.Context, name, file string) (ListFile, error) {
	now, err := d.SharedList(ctx, name)
	if err != nil {
		return ListFile{}, err
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return ListFile{}, fmt.Errorf("workbench: read list %s: %w", name, os.ErrNotExist)
	}
	source, err := FormSourceAt(file)
	if err != nil {
		return ListFile{}, fmt.Errorf("workbench: read list %s: %w", name, err)
	}
	out := ListFile{FileName: filepath.Base(file)}
	list, err := library.ReadList(name, source.Name, source.Content)
	if err != nil {
		out.Wrong = []string{asSentence(err.Error())}
		return out, nil
	}
	shipped := d.bench.library
	out.List, out.Changes, out.FromShipped = list, library.DiffLists(now.List, list), library.DiffLists(now.Shipped, list)
	out.Wrong, err = shipped.CheckList(list)
	return out, err
}

// asSentence writes the first letter large and ends with a full stop.
func asSentence(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	words = string(unicode.ToUpper(first)) + words[size:]
	if last, _ := utf8.DecodeLastRuneInString(words); last == '.' {
		return words
	}
	return words + "."
}
