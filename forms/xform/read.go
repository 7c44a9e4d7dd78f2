package xform

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"

	"plumbline/forms"
	"plumbline/forms/internal/slab"
)

// Read turns an XForm into a Definition. The name is that of its file and serves error messages.
//
// The report is never nil. When it has errors, the Definition is nil and the error wraps the report. What only phones
// can do is no error: see Definition.Notices.
func Read(name string, content []byte) (*forms.Definition, *Report, error) {
	r := newReader()
	r.read(content)
	r.report.order()
	if err := r.report.Err(); err != nil {
		return nil, r.report, fmt.Errorf("read form %s: %w", path.Base(name), err)
	}
	sum := sha256.Sum256(content)
	r.def.Hash = hex.EncodeToString(sum[:])
	return r.def, r.report, nil
}

// reader is one form on its way from XML to a Definition.
type reader struct {
	def    *forms.Definition
	report *Report

	html, model, body *element
	primary           *element // root of the primary instance
	binds             []*element

	room      slab.Slab[forms.Node]
	nodes     map[string]*forms.Node // by absolute path, attributes included
	pathBytes int                    // of all paths of nodes
	bindIDs   map[string]string      // nodesets of the binds that have an id
	instances map[string]string      // URLs of the secondary instances by id; "" for those in the form itself
	itext     *itext
	actions   []action

	repeats map[string]bool     // paths of the body's repeats
	asked   []*forms.Node       // nodes that have a control, in the order of the body
	askedAt map[*forms.Node]int // their places in the body, from 1
}

func newReader() *reader {
	return &reader{
		def:       &forms.Definition{Settings: map[string]string{}, Lists: map[string]*forms.List{}},
		report:    &Report{},
		bindIDs:   map[string]string{},
		instances: map[string]string{},
		itext:     &itext{texts: map[string][]version{}},
		repeats:   map[string]bool{},
	}
}

// read does the work of Read. Each step needs those before it.
func (r *reader) read(content []byte) {
	root, finding := parse(content)
	if finding != nil {
		r.report.Errors = append(r.report.Errors, *finding)
		return
	}
	r.html = root
	if !r.findParts() {
		return
	}
	r.readItext()
	r.findRepeats(r.body, r.rootPath())
	if !r.readInstance() {
		return
	}
	r.readSecondary()
	r.readBinds()
	r.readModelActions()
	r.readControls(r.body, r.def.Root)
	r.settleActions()
	r.settleKinds()
	r.readEntities()
	r.readSettings()
	r.arrange()
	r.def.Notices = forms.NoticesOf(r.def)
}

func (r *reader) rootPath() string { return "/" + r.primary.name.String() }

// findParts finds the model, the primary instance and the body.
func (r *reader) findParts() bool {
	if r.html.name.local != "html" {
		r.report.fail(r.html, "", "This is not an XForm: its outermost element is <%s>, where an XForm has <h:html>.", r.html.name)
		return false
	}
	head := r.html.child("head")
	if head == nil {
		r.report.fail(r.html, "", "The form has no <h:head>, which would hold its title and its model.")
		return false
	}
	models := head.all("model")
	if len(models) == 0 {
		r.report.fail(head, "", "The form has no <model>, which would say what it collects.")
		return false
	}
	if len(models) > 1 {
		r.report.warn(models[1], "", "The form has more than one <model>; only the first is used.")
	}
	r.model = models[0]
	instance := r.model.child("instance")
	if instance == nil || len(instance.elements()) == 0 {
		r.report.fail(r.model, "", "The model has no <instance> with an element in it, which would hold the answers.")
		return false
	}
	r.primary = instance.elements()[0]
	r.binds = r.model.all("bind")
	r.nodes = make(map[string]*forms.Node, len(r.binds))
	r.askedAt = make(map[*forms.Node]int, len(r.binds))
	if r.body = r.html.child("body"); r.body == nil {
		r.report.warn(r.html, "", "The form has no <h:body>, so that it asks nothing.")
		r.body = &element{}
	}
	return true
}

// node finds the node that an element's attribute refers to, seen from the path from.
func (r *reader) node(from, reference string) *forms.Node {
	if n := r.nodes[reference]; n != nil {
		return n
	}
	p, ok := resolve(from, reference)
	if !ok {
		return nil
	}
	if n := r.nodes[p]; n != nil {
		return n
	}
	return r.nodes[unprefixed(p)]
}
