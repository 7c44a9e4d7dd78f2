// Package qa holds the functions that Plumbline adds to the form language, under the prefix "qa".
//
// They are added wherever expressions are compiled: when a form is checked, opened or tried out.
package qa
