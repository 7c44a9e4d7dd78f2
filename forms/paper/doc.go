// Package paper puts a form into a document that is printed and filled in by hand: numbered questions, and under each the
// room that its answer takes.
//
// A Document records structure and nothing of how it looks; forms/pdf draws it. Nothing is worked out on paper, so what
// the form works out is left out, and when a question is asked is said in words: "Only if 4 is Yes."
//
// Numbers are those of Numbers, which the window shows beside the same questions. A filled sheet is found again by its
// code, which stands for the very version of the form: see Code.
package paper
