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
	put := func(setting, value string) {
		if value != "" {
			d.Settings[setting] = value
		}
	}
	put("form_id", d.ID)
	put("form_title", d.Title)
	put("version", d.Version)
	put("default_language", d.Language)
	if root.Name != forms.RootName {
		put("name", root.Name)
	}
	for attr, value := range root.Instance {
		switch attr {
		case "id", "version":
		case "odk:prefix", "odk:delimiter":
			put(strings.TrimPrefix(attr, "odk:"), value)
		default:
			put("attribute::"+attr, value)
		}
	}
	put("instance_xmlns", r.primary.attr("xmlns"))
	if n := d.Node(forms.MetaName + "/instanceName"); n != nil {
		put("instance_name", n.Calculation)
	}
	put("namespaces", r.namespaces())
	r.readSubmission(put)
}

// namespaces returns the namespaces that the form declares beyond those of every form, as the settings sheet does.
func (r *reader) namespaces() string {
	var out []string
	for _, a := range r.html.attrs {
		if a.name.prefix != "xmlns" {
			continue
		}
		switch strings.TrimSuffix(a.value, "/") {
		case nsXForms, nsXHTML, nsEvents, nsSchema, nsJavaRosa, nsOpenRosa, nsODK, nsEntities:
		default:
			out = append(out, a.name.local+`="`+a.value+`"`)
		}
	}
	return strings.Join(out, " ")
}

func (r *reader) readSubmission(put func(setting, value string)) {
	e := r.model.child("submission")
	if e == nil {
		return
	}
	switch method := e.attr("method"); method {
	case "", "post", "form-data-post", "multipart-post", "put":
	default:
		r.report.fail(e, "", "The <submission> has the method %q, which does not exist. Forms are sent by \"post\".", method)
	}
	put("submission_url", e.attr("action"))
	put("public_key", e.attr("base64RsaPublicKey"))
	put("auto_send", e.attr("orx:auto-send"))
	put("auto_delete", e.attr("orx:auto-delete"))
	put("client_editable", e.attr("odk:client-editable"))
}
