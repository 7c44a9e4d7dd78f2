package xform

import (
	"strings"

	"plumbline/forms"
)

// readSettings collects what the settings sheet of an XLSForm would hold.
func (r *reader) readSettings() {
	d, root := r.def, r.def.Root
	if title := r.html.child("head").child("title"); title != nil {
		d.Title = strings.TrimSpace(title.content())
	}
	d.ID, d.Version = root.Instance["id"], root.Instance["version"]
	if d.ID == "" {
		d.ID = r.primary.attr("xmlns")
	}
	if d.ID == "" {
		r.report.warn(r.primary, root.Path, "The form has no id, by which its records are kept together. Give <%s> an id.", r.primary.name)
	}
	r.setting("form_id", d.ID)
	r.setting("form_title", d.Title)
	r.setting("version", d.Version)
	r.setting("default_language", d.Language)
	r.setting("style", r.body.attr("class"))
	if root.Name != forms.RootName {
		r.setting("name", root.Name)
	}
	if n := d.Node(forms.MetaName + "/instanceName"); n != nil {
		r.setting("instance_name", n.Calculation)
	}
	r.setting("namespaces", r.namespaces())
	r.readRootAttributes()
	r.readSubmission()
}

// setting notes a column of the settings sheet, unless it is blank.
func (r *reader) setting(column, value string) {
	if value != "" {
		r.def.Settings[column] = value
	}
}

func (r *reader) readRootAttributes() {
	for attr, value := range r.def.Root.Instance {
		switch attr {
		case "id", "version":
		case "odk:prefix", "odk:delimiter":
			r.setting(strings.TrimPrefix(attr, "odk:"), value)
		default:
			r.setting("attribute::"+attr, value)
		}
	}
	r.setting("instance_xmlns", r.primary.attr("xmlns"))
}

// namespaces returns the namespaces that the form declares beyond those of every form, as the settings sheet does.
func (r *reader) namespaces() string {
	var out []string
	for _, e := range []*element{r.html, r.model, r.primary} {
		for _, a := range e.attrs {
			if a.name.prefix == "xmlns" && !usualPrefix(a.name.local) {
				out = append(out, a.name.local+`="`+a.value+`"`)
			}
		}
	}
	return strings.Join(out, " ")
}

// usualPrefix reports whether every written form declares a prefix.
func usualPrefix(prefix string) bool {
	switch prefix {
	case "h", "ev", "xsd", "jr", "orx", "odk", "entities":
		return true
	}
	return false
}

func (r *reader) readSubmission() {
	e := r.model.child("submission")
	if e == nil {
		return
	}
	switch method := e.attr("method"); method {
	case "", "post", "form-data-post", "multipart-post", "put":
	default:
		r.report.fail(e, "", "The <submission> has the method %q, which does not exist. Forms are sent by \"post\".", method)
	}
	r.setting("submission_url", e.attr("action"))
	r.setting("public_key", e.attr("base64RsaPublicKey"))
	r.setting("auto_send", e.attr("orx:auto-send"))
	r.setting("auto_delete", e.attr("orx:auto-delete"))
	r.setting("client_editable", e.attr("odk:client-editable"))
}
