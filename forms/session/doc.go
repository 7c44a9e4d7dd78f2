// Package session is one open form: answers, relevance, calculation and constraints, recalculated as answers change.
//
// A Definition is compiled to a Form once. A Form orders everything that is worked out (relevance, choices, values,
// numbers of instances) so that each stands after what it reads; an edit then works out again only what reads what it
// changed, in that order, and goes no further where a result stays as it was. Dependencies are known by question, and
// followed to the instances that they concern.
//
// The rules are those of the ODK XForms specification (https://getodk.github.io/xforms-spec/). A Form is safe for use by
// several goroutines at once, a Session is not.
package session
