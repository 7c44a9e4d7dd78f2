package pdf_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// poppler runs one of poppler's programs over a file and gives what it prints.
func poppler(t *testing.T, program string, file []byte, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed (Debian package poppler-utils); the package's own tests read the same file", program)
	}
	name := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	var problems strings.Builder
	cmd := exec.Command(path, append(args, name)...)
	if program == "pdftotext" {
		cmd.Args = append(cmd.Args, "-")
	}
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil || problems.Len() > 0 {
		t.Fatalf("%s: %v %s", program, err, problems.String())
	}
	return string(out)
}

// spoken is text that must come out of a file however it is read: quotes, pounds, Welsh letters, drawn symbols, and
// sentences that run over lines.
func spoken() []string {
	return []string{
		"\u201cit is quiet here, the good quiet\u201d", "the \u00a34.50 for the phone card was agreed the same day that he asked.",
		"Mr \u0175 and Ms \u0177 are the names that he gave two puppets in his direct work.", "0\u201311",
		"\u201cI told her about Saturdays \u2192 and then it was Saturdays.\u201d \u2713",
	}
}

func TestPopplerText(t *testing.T) {
	text := poppler(t, "pdftotext", write(t, newWriter(t), evaluation("in_progress", true)), "-enc", "UTF-8")
	one := strings.Join(strings.Fields(text), " ")
	for _, want := range spoken() {
		if !strings.Contains(one, want) {
			t.Errorf("%q is not in the text", want)
		}
	}
	for _, letter := range []string{"\nT\n", "\nR\nA\n"} {
		if strings.Contains(text, letter) {
			t.Errorf("letters of the watermark are in the text: %q", letter)
		}
	}
}

func TestPopplerStructure(t *testing.T) {
	tree := poppler(t, "pdfinfo", write(t, newWriter(t), evaluation("complete", false)), "-struct-text")
	one := strings.Join(strings.Fields(tree), " ")
	for _, want := range append(spoken()[:4], "Document", "H1 (block) \"Practice Evaluation\"", "/Scope /Column \"By when\"", "Figure:") {
		if !strings.Contains(one, want) {
			t.Errorf("%q is not in the structure", want)
		}
	}
}

func TestPopplerFacts(t *testing.T) {
	info := poppler(t, "pdfinfo", write(t, newWriter(t), evaluation("complete", false)))
	one := strings.Join(strings.Fields(info), " ")
	for _, want := range []string{"Title: Practice Evaluation, TR-20417", "Tagged: yes", "PDF version: 1.7", "(A4)", "Suspects: no"} {
		if !strings.Contains(one, want) {
			t.Errorf("%q is not in %s", want, info)
		}
	}
}

func TestPopplerFonts(t *testing.T) {
	list := poppler(t, "pdffonts", write(t, newWriter(t), evaluation("complete", false)))
	for _, line := range strings.Split(strings.TrimSpace(list), "\n")[2:] {
		fields := strings.Fields(line)
		flags := fields[len(fields)-5 : len(fields)-2]
		if !strings.Contains(fields[0], "+AtkinsonHyperlegibleNext-") || !slices.Equal(flags, []string{"yes", "yes", "yes"}) {
			t.Errorf("not embedded, cut down and mapped to characters: %s", line)
		}
	}
}
