// Package compare tells what changed between two versions of a form, question by question, for the person who has to
// approve the newer one.
package compare
