// Package xform reads and writes ODK XForms, the XML that form servers and data-collection clients exchange.
//
// Source: ODK XForms Specification (https://getodk.github.io/xforms-spec/). Where the specification leaves a choice, the
// shape of what is written is that of pyxform, the reference converter of XLSForms.
package xform
