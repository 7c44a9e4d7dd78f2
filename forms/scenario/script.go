package scenario

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The operations of steps.
const (
	Answer       = "answer"
	AddRepeat    = "add-repeat"
	RemoveRepeat = "remove-repeat"
	SetLanguage  = "set-language"
)

// Step is one thing that a person does to an open form.
type Step struct {
	Op       string          `json:"op"`
	Ref      string          `json:"ref,omitempty"`    // Answer: the question; RemoveRepeat: the instance
	Repeat   string          `json:"repeat,omitempty"` // AddRepeat: the repeat
	Language string          `json:"language,omitempty"`
	Raw      json.RawMessage `json:"raw,omitempty"`   // Answer: a text, a number, a truth, a list of names; null and nil clear
	Value    json.RawMessage `json:"value,omitempty"` // Answer: the answer as it is stored, for where there is no Raw
}

// ScriptError says which line of a script is not understood, in words.
type ScriptError struct {
	Line  int // counted from 1; 0 for the whole script
	Words string
}

// Error implements error.
func (e *ScriptError) Error() string {
	if e.Line == 0 {
		return e.Words
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Words)
}

// maxLine is how long a line of a script may be, in bytes.
const maxLine = 64 << 20

// ReadScript reads the steps of a script. A line is a step, as a JSON object or in words:
//
//	answer /data/header/child_ref TR-20417
//	answer /data/notes "two\nlines, as JSON writes them"
//	answer /data/header/child_ref
//	add-repeat /data/actions
//	remove-repeat /data/actions[1]
//	set-language Cymraeg (cy)
//
// An answer without a value clears. Blank lines and lines that begin with "#" are left out. A JSON object that has a list
// "steps", such as a recorded scenario, stands for its steps. The error is a *ScriptError.
func ReadScript(content []byte) ([]Step, error) {
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	lines.Buffer(nil, maxLine)
	steps := []Step{}
	for n := 1; lines.Scan(); n++ {
		found, wrong := readLine(strings.TrimSpace(lines.Text()))
		if wrong != "" {
			return nil, &ScriptError{Line: n, Words: wrong}
		}
		steps = append(steps, found...)
	}
	if err := lines.Err(); err != nil {
		return nil, &ScriptError{Words: "The script has a line that is too long to be a step."}
	}
	return steps, nil
}

// readLine reads a line, or says what is wrong with it.
func readLine(line string) (steps []Step, wrong string) {
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
		return nil, ""
	case strings.HasPrefix(line, "{"):
		return readObject(line)
	}
	op, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	s := Step{Op: op}
	switch op {
	case Answer:
		ref, value, _ := strings.Cut(rest, " ")
		s.Ref, s.Raw = ref, rawOf(strings.TrimSpace(value))
		if len(s.Raw) > 0 && !json.Valid(s.Raw) {
			return nil, "A value that begins with a quotation mark is a text as JSON writes it, and has to end with one."
		}
	case AddRepeat:
		s.Repeat = rest
	case RemoveRepeat:
		s.Ref = rest
	case SetLanguage:
		s.Language = rest
	}
	return []Step{s}, s.lacks()
}

// readObject reads a step, or a recording of several.
func readObject(line string) (steps []Step, wrong string) {
	var recording struct {
		Step
		Steps []Step `json:"steps"`
	}
	if err := json.Unmarshal([]byte(line), &recording); err != nil {
		return nil, `This is not JSON that holds a step. Steps look like {"op": "answer", "ref": "/data/name", "raw": "Alex"}, one to a line.`
	}
	if recording.Op != "" || recording.Steps == nil {
		return []Step{recording.Step}, recording.lacks()
	}
	for _, s := range recording.Steps {
		if wrong := s.lacks(); wrong != "" {
			return nil, wrong
		}
	}
	return recording.Steps, ""
}

// rawOf is a value of a line as JSON, nil for none; one in quotation marks is JSON already.
func rawOf(value string) json.RawMessage {
	switch {
	case value == "":
		return nil
	case strings.HasPrefix(value, `"`):
		return json.RawMessage(value)
	}
	quoted, _ := json.Marshal(value) // cannot fail: it is a text
	return quoted
}

// lacks says what a step does not name; "" when it is whole.
func (s Step) lacks() string {
	var name, what string
	switch s.Op {
	case Answer:
		name, what = s.Ref, "the question: answer /data/name Alex"
	case AddRepeat:
		name, what = s.Repeat, "the repeat: add-repeat /data/actions"
	case RemoveRepeat:
		name, what = s.Ref, "the instance: remove-repeat /data/actions[1]"
	case SetLanguage:
		name, what = s.Language, "the language: set-language Cymraeg (cy)"
	default:
		return fmt.Sprintf("%q is no step. The steps are answer, add-repeat, remove-repeat and set-language.", s.Op)
	}
	if name != "" {
		return ""
	}
	return "The step does not name " + what
}
