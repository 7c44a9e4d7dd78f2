package workbench

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"

	"plumbline/forms/session"
	"plumbline/forms/workflow"
	"plumbline/sync/journal"
	"plumbline/sync/replica"
)

// ErrClosedRecord says that a record is complete or withdrawn, and takes no answers until it is reopened.
var ErrClosedRecord = errors.New("workbench: record is closed")

// Work is one open record: a form session whose every answer is kept. Close it when done.
type Work struct {
	desk    *Desk
	id      uuid.UUID
	session *session.Session
	saver   *autosave
	undo    []step
	redo    []step
	// notebook is nil until it is asked for.
	notebook *Notebook

	mu      sync.Mutex // guards what follows, which the saving goroutine shares
	row     replica.Row
	heads   map[string][]journal.Change
	orders  map[string]string // order key by instance key; removed instances are not in it
	editing map[string]*editing
	marks   map[string]string // what was put last of the marks of a text, by its key
	summary *replica.Summary  // to be written with the next answers; nil when unchanged
	watch   func(SaveStatus)

	filled   map[string]string // what the program filled in, as it was queued last, by key
	arrivals func()            // nil: nobody asks
	behind   bool              // something that came for an open field is not on screen
}

// ID identifies the record for ever, on every laptop.
func (w *Work) ID() uuid.UUID { return w.id }

// Row returns the record as lists show it, as of the last save.
func (w *Work) Row() replica.Row {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.row
}

// Now is the time where the work is done.
func (w *Work) Now() time.Time { return w.desk.bench.env.Now().In(w.desk.bench.env.Location) }

// Session gives a face what it shows. Faces read from it and edit through Work.
func (w *Work) Session() Reader { return w.session }

// Editable reports whether the record takes answers.
func (w *Work) Editable() bool { return w.Row().State == workflow.InProgress }

// Watch has f called after every change of the save status, from any goroutine. It replaces an earlier f.
func (w *Work) Watch(f func(SaveStatus)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watch = f
}

// SaveStatus tells how the answers on screen stand to those on disk.
func (w *Work) SaveStatus() SaveStatus { return w.saver.current() }

// Set answers a question, and has the answer saved within SaveDelay. Errors are ErrClosedRecord and those of
// session.Set; a wrong answer is no error, but a Problem of the session.
func (w *Work) Set(key, value string) (session.Delta, error) {
	before, ok := w.session.View(key)
	delta, err := w.set(key, value)
	if err == nil && ok {
		w.remember(step{kind: stepSet, key: key, before: before.Stored, after: value})
	}
	return delta, err
}

func (w *Work) set(key, value string) (session.Delta, error) {
	if !w.Editable() {
		return session.Delta{}, ErrClosedRecord
	}
	before, _ := w.session.View(key)
	delta, err := w.session.Set(key, value)
	if err != nil {
		return delta, fmt.Errorf("workbench: set %s: %w", key, err)
	}
	after, _ := w.session.View(key)
	edits := w.edits(before, after)
	for _, repeat := range delta.Repeats {
		edits = append(edits, w.arrange(repeat)...)
	}
	w.note(edits)
	return delta, nil
}

// note queues edits for saving, with the record's line in lists where that has changed.
func (w *Work) note(edits []pending) {
	if edits = append(edits, w.fillIn()...); len(edits) == 0 {
		return
	}
	summary := summarise(w.session)
	w.mu.Lock()
	if summary != w.row.Summary {
		w.summary = &summary
	}
	w.mu.Unlock()
	w.saver.put(edits...)
}

// Flush saves what waits, and returns once it is durable. On an error it all still waits, and is tried again.
func (w *Work) Flush() error {
	if err := w.saver.flush(context.Background()); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.settle()
	return nil
}

// Close saves what waits and ends the work. On an error the work stays open and may be closed again.
func (w *Work) Close() error {
	if err := w.saver.close(context.Background()); err != nil {
		return fmt.Errorf("workbench: close %s: %w", w.id, err)
	}
	w.desk.forget(w)
	return nil
}

// write commits a batch. It runs on the goroutine that saves.
func (w *Work) write(ctx context.Context, batch []pending) error {
	w.mu.Lock()
	commit := replica.Commit{Record: w.id, Author: w.desk.author(), Summary: w.summary}
	for _, p := range batch {
		commit.Edits = append(commit.Edits, replica.Edit{
			Path: p.path, Op: p.op, Value: p.value, Words: p.words,
			Supersedes: p.field.base[p.path], Replaces: p.field.draft[p.path],
		})
	}
	w.mu.Unlock()

	changes, err := w.desk.store.Commit(ctx, commit)
	if err != nil {
		return fmt.Errorf("workbench: save %s: %w", w.id, err)
	}

	w.mu.Lock()
	defer w.mu.Unlock()
	for i, p := range batch {
		p.field.draft[p.path] = changes[i].ID
		w.heads[p.path] = succeed(w.heads[p.path], changes[i], commit.Edits[i].Replaces)
	}
	if commit.Summary != nil {
		w.row.Summary = *commit.Summary
		if w.summary == commit.Summary {
			w.summary = nil
		}
	}
	w.row.Edited = w.desk.bench.env.Now().UTC()
	return nil
}
