// Package xpath is the expression language of forms: XPath 1.0 as ODK XForms uses it, with ODK's functions.
//
// An expression is parsed and compiled to closures once, then evaluated any number of times, from any number of
// goroutines. Evaluating never fails: as in XPath, what makes no sense gives an empty node set, an empty string or NaN.
package xpath
