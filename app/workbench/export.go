package workbench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"plumbline/assets"
	"plumbline/forms/pdf"
	"plumbline/forms/report"
	"plumbline/sync/replica"
	"plumbline/sync/seal"
)

func newPDFWriter() (*pdf.Writer, error) {
	var fonts pdf.Fonts
	for face, into := range map[assets.Face]*[]byte{
		assets.Regular: &fonts.Regular, assets.Bold: &fonts.Bold,
		assets.Italic: &fonts.Italic, assets.BoldItalic: &fonts.BoldItalic,
	} {
		font, err := assets.Font(face)
		if err != nil {
			return nil, fmt.Errorf("workbench: fonts of reports: %w", err)
		}
		*into = font
	}
	return pdf.NewWriter(fonts)
}

// PDF renders the record as it stands, saved first, for those who work on it. The same record gives the same bytes, but
// for tables that count other records.
func (w *Work) PDF() ([]byte, error) { return w.PDFFor(context.Background(), report.ForTeam) }

// PDFFor is PDF for the readers that a purpose names.
func (w *Work) PDFFor(ctx context.Context, purpose report.Purpose) ([]byte, error) {
	doc, err := w.Report(ctx, purpose)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := w.desk.bench.pdf.Write(&out, doc); err != nil {
		return nil, fmt.Errorf("workbench: report of %s: %w", w.id, err)
	}
	return out.Bytes(), nil
}

// Report is the record as it stands, saved first, as a document for the readers that a purpose names.
func (w *Work) Report(ctx context.Context, purpose report.Purpose) (report.Document, error) {
	if err := w.Flush(); err != nil {
		return report.Document{}, err
	}
	meta := w.meta()
	meta.For, meta.Earlier = purpose, w.earlier()
	if err := w.dispute(ctx, &meta); err != nil {
		return report.Document{}, err
	}
	var err error
	if meta.Counted, err = w.desk.counted(ctx, w.session.Definition()); err != nil {
		return report.Document{}, err
	}
	if purpose == report.ForOthers { // what observers jot down is for nobody else
		meta.LeftOut = len(w.Unused())
		h := w.hide(&meta)
		return h.notice(report.Evaluation(h, meta)), nil
	}
	return withNotes(report.Evaluation(w.session, meta), w.Notebook(), w.Unused()), nil
}

func (w *Work) meta() report.Meta {
	row := w.Row()
	return report.Meta{
		RecordID: w.id.String(), Version: row.Version, ContentHash: w.ContentHash(), State: row.State,
		Organisation: w.session.Definition().Setting("organisation"),
		Training:     w.desk.Training(), Edited: row.Edited.In(w.desk.bench.env.Location),
	}
}

// Export writes the record's PDF, for those who work on it, to a file and notes the export in the vault. A file of that
// name is replaced whole or not at all.
func (w *Work) Export(ctx context.Context, file string) error {
	return w.ExportFor(ctx, file, report.ForTeam)
}

// ExportFor is Export for the readers that a purpose names.
func (w *Work) ExportFor(ctx context.Context, file string, purpose report.Purpose) error {
	content, err := w.PDFFor(ctx, purpose)
	if err != nil {
		return err
	}
	return w.writeOut(ctx, file, "pdf", content)
}

// ExportText is ExportFor as Markdown.
func (w *Work) ExportText(ctx context.Context, file string, purpose report.Purpose) error {
	doc, err := w.Report(ctx, purpose)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := report.WriteText(&out, doc); err != nil {
		return fmt.Errorf("workbench: report of %s: %w", w.id, err)
	}
	return w.writeOut(ctx, file, "text", out.Bytes())
}

// writeOut writes an export of a kind to a file and notes it.
func (w *Work) writeOut(ctx context.Context, file, kind string, content []byte) error {
	if err := ReplaceFile(file, content); err != nil {
		return fmt.Errorf("workbench: export %s: %w", w.id, err)
	}
	sum := sha256.Sum256(content)
	err := w.desk.store.LogExport(ctx, replica.Export{
		Record: w.id, At: w.desk.bench.env.Now().UTC(), By: w.desk.author(), Kind: kind,
		FileName: filepath.Base(file), Hash: hex.EncodeToString(sum[:]),
	})
	if err != nil {
		return fmt.Errorf("workbench: note export of %s: %w", w.id, err)
	}
	return nil
}

// Exports lists the exports of the record, oldest first.
func (w *Work) Exports(ctx context.Context) ([]replica.Export, error) {
	return w.desk.store.Exports(ctx, w.id)
}

// ErrNoRoom says that a disk is too full for a file that was to be written there.
var ErrNoRoom = errors.New("workbench: no room for the file")

// ReplaceFile writes a file whole or not at all: beside the target first, so that a full disk leaves an earlier file as it
// was. Where that is why, the error is ErrNoRoom.
func ReplaceFile(file string, content []byte) error { return noRoom(replaceFile(file, content)) }

func noRoom(err error) error {
	if errors.Is(seal.Classify(err), seal.ErrFull) {
		return fmt.Errorf("%w: %w", ErrNoRoom, err)
	}
	return err
}

func replaceFile(file string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(file), ".plumbline-*"+filepath.Ext(file))
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // succeeds only where the rename did not happen
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), file)
}

// ContentHash identifies what the record says: SHA-256, in lower-case hexadecimal, over the hash of its form and every
// register that is set, in order of path. Two laptops that hold the same answers give the same hash.
func (w *Work) ContentHash() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var lines []string
	for path, heads := range w.heads {
		if value, set := shown(heads); set {
			lines = append(lines, fmt.Sprintf("%q %q\n", path, value))
		}
	}
	sort.Strings(lines)
	sum := sha256.Sum256([]byte(w.row.FormHash + "\n" + strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}

// FileName is FileNameFor those who work on the record.
func (w *Work) FileName() string { return w.FileNameFor(report.ForTeam) }

// FileNameFor suggests a name for an exported record that identifies nobody beyond the child's reference, and nobody at all
// where others read it.
func (w *Work) FileNameFor(purpose report.Purpose) string {
	row := w.Row()
	parts := []string{row.FormID}
	if purpose == report.ForOthers {
		row.Reference = w.id.String()[:8]
	}
	for _, part := range []string{row.Reference, fmt.Sprintf("v%d", row.Version)} {
		if part = fileSafe(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-") + ".pdf"
}

func fileSafe(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		default:
			return -1
		}
	}, s)
}
