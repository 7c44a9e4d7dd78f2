package session_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"plumbline/forms"
	"plumbline/forms/internal/corpus"
	"plumbline/forms/session"
	"plumbline/forms/xform"
)

// snapshot is what the corpus says of the nodes of an open form, by reference.
type snapshot map[string]state

// state is what the corpus says of one node. A nil pointer is not recorded.
type state struct {
	Type      string          `json:"t"`
	DataType  string          `json:"type"`
	Relevant  bool            `json:"relevant"`
	ReadOnly  bool            `json:"readonly"`
	Required  bool            `json:"required"`
	Label     *string         `json:"label"`
	Hint      *string         `json:"hint"`
	Value     json.RawMessage `json:"value"`
	Choices   *[][]any        `json:"choices"`
	Violation string          `json:"violation"`
	Message   *string         `json:"message"`
	Attrs     map[string]any  `json:"attrs"`
	Volatile  bool            `json:"$volatile"`
	Count     any             `json:"count"`
}

// UnmarshalJSON reads references without prefixes.
func (s *snapshot) UnmarshalJSON(data []byte) error {
	var all map[string]state
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	*s = snapshot{}
	for ref, st := range all {
		(*s)[unprefixed(ref)] = st
	}
	return nil
}

// attachments are files of a scenario by URL.
type attachments map[string]attachment

type attachment struct {
	Status int    `json:"status"`
	Type   string `json:"contentType"`
	Text   string `json:"text"`
}

// recorded is a case of the corpus: a form, what it shows when opened, and what answers make of it.
type recorded struct {
	ID          string      `json:"id"`
	Status      string      `json:"status"`
	Form        string      `json:"form"`
	FormID      string      `json:"form_id"`
	Attachments attachments `json:"attachments"`
	LoadError   any         `json:"expect_load_error"`
	Options     struct {
		Properties map[string]string `json:"preloadProperties"`
		Edit       string            `json:"editInstance"`
	} `json:"options"`
	Initial  snapshot `json:"initial"`
	XML      string   `json:"instance_xml"`
	FirstXML string   `json:"initial_instance_xml"`
	LastXML  string   `json:"final_xml"`
	Steps    []step   `json:"steps"`
	Light    any      `json:"light"`
}

type step struct {
	Op       string          `json:"op"`
	Ref      string          `json:"ref"`
	Raw      any             `json:"raw"`
	Value    json.RawMessage `json:"value"`
	Repeat   string          `json:"repeat"`
	Language string          `json:"language"`
	Set      snapshot        `json:"set"`
	Del      any             `json:"del"`
	Error    string          `json:"error"`
	Unsure   any             `json:"record_error"`
}

// player plays a case.
type player struct {
	s     *session.Session
	light bool
	want  snapshot
	// keys are those of the nodes by reference.
	keys map[string]string
}

func phoenix() *time.Location { return time.FixedZone("America/Phoenix", -7*60*60) }

// machine is what the corpus was recorded on.
func machine(r *recorded) session.Env {
	e := env()
	e.Location = phoenix()
	e.Properties = map[string]string{}
	if !strings.HasPrefix(r.ID, "sc_") {
		e.Properties = map[string]string{"deviceid": "device:1", "email": "a@example.org", "phonenumber": "555", "username": "nobody"}
	}
	for name, value := range r.Options.Properties {
		e.Properties[strings.ToLower(name)] = value
	}
	e.Attachment = func(url string) ([]byte, error) {
		if a, ok := r.Attachments[url]; ok && a.Status == 200 {
			return []byte(a.Text), nil
		}
		return nil, errors.New("not recorded")
	}
	return e
}

// play opens the form of a case and does what was done to it. The error says what came out otherwise.
func (r *recorded) play(t *testing.T, dir corpus.Dir, file string) error {
	def, _, err := xform.Read(path.Base(file), dir.Bytes(t, file))
	var s *session.Session
	if err == nil {
		s, err = r.open(def)
	}
	if r.LoadError != nil {
		if err == nil {
			return fmt.Errorf("opens, and should not: %v", r.LoadError)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	p := &player{s: s, light: r.Light != nil, want: r.Initial}
	if err := p.check("at first"); err != nil {
		return err
	}
	if first := r.XML + r.FirstXML; first != "" {
		if err := sameXML(first, string(s.XML())); err != nil {
			return fmt.Errorf("at first: %w", err)
		}
	}
	for i, step := range r.Steps {
		if step.Unsure != nil {
			return nil
		}
		if err := p.step(step); err != nil {
			return fmt.Errorf("step %d, %s %s %v: %w", i+1, step.Op, step.Ref, step.Raw, err)
		}
	}
	if r.LastXML != "" {
		if err := sameXML(r.LastXML, string(s.XML())); err != nil {
			return fmt.Errorf("at last: %w", err)
		}
	}
	return nil
}

func (r *recorded) open(def *forms.Definition) (*session.Session, error) {
	if r.Options.Edit == "" {
		return session.New(def, machine(r))
	}
	e := machine(r)
	saved, err := session.ReadXML(def, []byte(r.Options.Edit), e.NewID)
	if err != nil {
		return nil, err
	}
	s, err := session.Load(def, e, saved)
	if err == nil && strings.Contains(r.Options.Edit, "<instanceID>") {
		s.Supersede()
	}
	return s, err
}

func (p *player) step(step step) error {
	if err := p.act(step); err != nil && step.Error == "" {
		return err
	}
	next := snapshot{}
	maps.Copy(next, p.want)
	if gone, ok := step.Del.([]any); ok {
		for _, ref := range gone {
			delete(next, unprefixed(fmt.Sprint(ref)))
		}
	}
	maps.Copy(next, step.Set)
	if p.light {
		for ref, st := range next {
			st.Label, st.Hint, st.Choices = nil, nil, nil
			next[ref] = st
		}
	}
	p.want = next
	return p.check("after it")
}

func (p *player) act(step step) error {
	p.index()
	switch step.Op {
	case "answer":
		key, ok := p.keys[step.Ref]
		if !ok {
			return fmt.Errorf("there is no %s", step.Ref)
		}
		_, err := p.s.Set(key, p.typed(key, step))
		return err
	case "add-repeat":
		key, _, err := p.s.Add(p.keys[step.Repeat+" (repeat)"])
		if err != nil {
			return err
		}
		at := strings.LastIndexByte(step.Ref, '[')
		n, err := strconv.Atoi(strings.TrimSuffix(step.Ref[at+1:], "]"))
		if err != nil {
			return err
		}
		if v, _ := p.s.View(key); v.Position != n {
			_, err = p.s.Move(key, n-1)
		}
		return err
	case "remove-repeat":
		_, err := p.s.Remove(p.keys[step.Ref])
		return err
	case "set-language":
		p.s.SetLanguage(step.Language)
		return nil
	default:
		return fmt.Errorf("nobody knows how to %s", step.Op)
	}
}

// typed is what a person would have typed.
func (p *player) typed(key string, step step) string {
	v, _ := p.s.View(key)
	switch raw := step.Raw.(type) {
	case nil:
		return ""
	case string:
		return raw
	case bool:
		if v.Node.Kind == forms.Acknowledge {
			if raw {
				return "OK"
			}
			return ""
		}
	case []any:
		var names []string
		for _, name := range raw {
			names = append(names, fmt.Sprint(name))
		}
		return strings.Join(names, " ")
	case float64:
		return strconv.FormatFloat(raw, 'f', -1, 64)
	}
	var stored string
	if json.Unmarshal(step.Value, &stored) != nil {
		return ""
	}
	return stored
}

// index finds the keys of all nodes.
func (p *player) index() {
	p.keys = map[string]string{}
	root, _ := p.s.View("")
	p.indexIn("", root.Node.Path)
}

func (p *player) indexIn(key, ref string) {
	p.keys[unprefixed(ref)] = key
	for _, child := range p.s.Children(key) {
		v, _ := p.s.View(child)
		name := ref + "/" + v.Node.Name
		if v.Node.Kind != forms.Repeat {
			p.indexIn(child, name)
			continue
		}
		p.keys[unprefixed(name)+" (repeat)"] = child
		for i, instance := range p.s.Instances(child) {
			p.indexIn(instance, fmt.Sprintf("%s[%d]", name, i+1))
		}
	}
}

// check compares all nodes with the case.
func (p *player) check(when string) error {
	p.index()
	for ref := range p.keys {
		if _, ok := p.want[ref]; !ok {
			return fmt.Errorf("%s: there is a %s", when, ref)
		}
	}
	var wrong []string
	for ref, want := range p.want {
		key, ok := p.keys[ref]
		if !ok && want.Volatile {
			continue
		}
		if !ok {
			wrong = append(wrong, "there is no "+ref)
			continue
		}
		if err := p.compare(key, want); err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", ref, err))
		}
	}
	if wrong == nil {
		return nil
	}
	slices.Sort(wrong)
	return fmt.Errorf("%s: %d nodes: %s", when, len(wrong), strings.Join(wrong[:min(len(wrong), 4)], "; "))
}

func (p *player) compare(key string, want state) error {
	if want.Volatile {
		return nil // different at each run
	}
	v, _ := p.s.View(key)
	notes := v.Node.Kind == forms.Note
	for _, part := range []struct {
		name      string
		got, want any
	}{
		{"relevant", v.Relevant, want.Relevant},
		{"readonly", v.ReadOnly, want.ReadOnly && (!notes || v.ReadOnly)},
		{"required", v.Required, want.Required},
	} {
		if part.got != part.want {
			return fmt.Errorf("%s is %v, want %v", part.name, part.got, part.want)
		}
	}
	return errors.Join(compareValue(v, want), compareWords(v, want), compareChoices(v, want, p.s.Language()), p.compareProblem(v, want), p.compareAttrs(v, want))
}

func compareValue(v session.View, want state) error {
	var text string
	if want.Value == nil || json.Unmarshal(want.Value, &text) != nil {
		return nil // of a container, or different at each run
	}
	if strings.Contains(v.Node.Calculation, "random()") {
		return nil // different at each run
	}
	got := v.Effective
	if want.Type == "upload" {
		got = v.Value // of which the corpus has what is kept
	}
	if got != text && got != pointZero.ReplaceAllString(text, "$1") && !(numeric(v.Node.DataType) && sameNumbers(got, text)) && !near(got, text) {
		return fmt.Errorf("value is %q, want %q", got, text)
	}
	return nil
}

// numeric reports whether texts of a type are numbers, which the corpus may write otherwise.
func numeric(dataType string) bool {
	return dataType == "decimal" || strings.HasPrefix(dataType, "geo")
}

// near reports whether two texts are the same number but for its last digits: days counted from local midnight, which
// the recording engine does, leave a remainder.
func near(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err1 == nil && err2 == nil && math.Abs(x-y) < 1e-9*max(1, math.Abs(y)) && strings.Contains(b, ".")
}

// pointZero is how the recording engine writes whole decimals.
var pointZero = regexp.MustCompile(`\b(\d+)\.0\b`)

var numbers = regexp.MustCompile(`[-+]?[0-9.]+`)

func sameNumbers(a, b string) bool {
	write := func(s string) string {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return strconv.FormatFloat(f, 'g', 12, 64)
	}
	return numbers.ReplaceAllStringFunc(a, write) == numbers.ReplaceAllStringFunc(b, write)
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func compareWords(v session.View, want state) error {
	// The corpus has the media of a text, and the guidance of a hint, run on at its end.
	for _, part := range []struct {
		name  string
		got   string
		rests []string
		want  *string
	}{{"label", v.Label, slices.Collect(maps.Values(v.Media)), want.Label}, {"hint", v.Hint, []string{v.Guidance}, want.Hint}} {
		if part.want != nil && !sameNumbers(squeeze(part.got), squeeze(*part.want)) && !runsOn(*part.want, part.got, part.rests) {
			return fmt.Errorf("%s is %q, want %q", part.name, part.got, *part.want)
		}
	}
	if n, ok := want.Count.(float64); ok && v.Count != int(n) {
		return fmt.Errorf("%d instances, want %v", v.Count, n)
	}
	return nil
}

var mediaFolder = regexp.MustCompile(`jr://\w+/`)

// runsOn reports whether a text is made of another and rests of any order.
func runsOn(whole, text string, rests []string) bool {
	whole = mediaFolder.ReplaceAllString(whole, "")
	for _, rest := range rests {
		rest = mediaFolder.ReplaceAllString(rest, "")
		if at := strings.LastIndex(whole, rest); at >= 0 {
			whole = whole[:at] + whole[at+len(rest):]
		}
	}
	return squeeze(whole) == squeeze(text)
}

func compareChoices(v session.View, want state, language string) error {
	if want.Choices == nil {
		return nil
	}
	var got, wanted []string
	var rests [][]string
	for _, c := range v.Choices {
		media := []string{}
		for _, file := range c.Media {
			media = append(media, file.In(language))
		}
		got = append(got, c.Name+"="+squeeze(c.Label.In("")))
		rests = append(rests, media)
	}
	for i, c := range *want.Choices {
		name, ok := c[0].(string)
		if !ok {
			return nil // different at each run
		}
		label, _ := c[1].(string)
		if i < len(got) && runsOn(name+"="+label, got[i], rests[i]) {
			wanted = append(wanted, got[i])
			continue
		}
		wanted = append(wanted, name+"="+squeeze(label))
	}
	if _, err := strconv.ParseFloat(v.Node.Parameters["seed"], 64); v.Node.Parameters["randomize"] == "true" && err != nil {
		slices.Sort(got)
		slices.Sort(wanted)
	}
	if !slices.Equal(got, wanted) {
		return fmt.Errorf("choices are %.300v, want %.300v", got, wanted)
	}
	return nil
}

func (p *player) compareProblem(v session.View, want state) error {
	if v.Node.Kind.Container() {
		return nil
	}
	got, message := "", ""
	switch problem := v.Problem; {
	case problem != nil && problem.Kind == session.Violated:
		got, message = "constraint", problem.Message
	case v.Relevant && v.Required && v.Effective == "":
		got = "required"
		if all := p.s.ProblemsIn(v.Key); len(all) == 1 {
			message = all[0].Message
		}
	}
	if got != want.Violation {
		return fmt.Errorf("violation is %q, want %q", got, want.Violation)
	}
	if want.Message != nil && squeeze(message) != squeeze(*want.Message) && (v.Problem == nil || v.Problem.Kind != session.Malformed) {
		return fmt.Errorf("message is %q, want %q", message, *want.Message)
	}
	return nil
}

func (p *player) compareAttrs(v session.View, want state) error {
	for name, value := range want.Attrs {
		text, ok := value.(string)
		if !ok {
			continue // different at each run
		}
		got := ""
		for full, fixed := range v.Node.Instance {
			if local(full) == local(name) {
				got = fixed
			}
		}
		for _, a := range v.Node.Attributes {
			if av, ok := p.s.View(strings.TrimPrefix(v.Key+"/@"+a.Name, "/")); ok && local(a.Name) == local(name) {
				got = av.Effective
			}
		}
		if got != text {
			return fmt.Errorf("attribute %s is %q, want %q", name, got, text)
		}
	}
	return nil
}

// unprefixed is a reference without the prefix that names about the record may have.
func unprefixed(ref string) string { return strings.ReplaceAll(ref, "/orx:", "/") }

// local is a name without its prefix.
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// element is XML to be compared.
type element struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []element  `xml:",any"`
}

// sameXML compares documents but for layout, prefixes and ids that differ at each run.
func sameXML(want, got string) error {
	var a, b element
	if err := xml.Unmarshal([]byte(want), &a); err != nil {
		return fmt.Errorf("recorded XML: %w", err)
	}
	if err := xml.Unmarshal([]byte(got), &b); err != nil {
		return fmt.Errorf("XML %s: %w", got, err)
	}
	return a.same(b, "/"+a.XMLName.Local)
}

func (e element) same(other element, at string) error {
	if e.XMLName.Local != other.XMLName.Local {
		return fmt.Errorf("XML has %s, want %s", other.XMLName.Local, at)
	}
	for _, a := range e.Attrs {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || strings.Contains(a.Value, "*uuid*") || strings.Contains(a.Value, "$volatile") {
			continue
		}
		if got := other.attr(a.Name.Local); got != a.Value {
			return fmt.Errorf("XML %s has %s=%q, want %q", at, a.Name.Local, got, a.Value)
		}
	}
	if len(e.Kids) != len(other.Kids) {
		return fmt.Errorf("XML %s has %d children, want %d", at, len(other.Kids), len(e.Kids))
	}
	// The order of siblings with different names means nothing.
	for _, kids := range [][]element{e.Kids, other.Kids} {
		slices.SortStableFunc(kids, func(a, b element) int { return strings.Compare(a.XMLName.Local, b.XMLName.Local) })
	}
	if len(e.Kids) == 0 && !strings.Contains(e.Text, "*") && !sameText(e.Text, other.Text) {
		return fmt.Errorf("XML %s is %q, want %q", at, other.Text, e.Text)
	}
	for i, kid := range e.Kids {
		if err := kid.same(other.Kids[i], at+"/"+kid.XMLName.Local); err != nil {
			return err
		}
	}
	return nil
}

func sameText(a, b string) bool { return squeeze(a) == squeeze(b) || sameNumbers(a, b) }

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
