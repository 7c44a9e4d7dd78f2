// Package xpath is the expression language of forms: XPath 1.0 as ODK XForms uses it, with ODK's functions.
//
// An expression is parsed and compiled to closures once, then evaluated any number of times, from any number of
// goroutines. Evaluating never fails: as in XPath, what makes no sense gives an empty node set, an empty string or NaN.
//
// Where engines of forms differ, one of their ways is taken:
//
//   - A date without a time is a day of the calendar, with a whole number of days since 1970-01-01; a date with a time is
//     an instant, with a fraction. Neither days between dates nor days added to one depend on the zone.
//   - Numbers are read as XPath has them, without exponent, plus sign or comma, and written without exponent. NaN is
//     written as "".
//   - sum(), min() and max() are NaN when one value is blank, and when there is none.
//   - round() takes halves away from zero. regex() matches the whole text. concat() joins all nodes of a set.
//   - Beside a truth value, "<" compares the nodes of a set as numbers.
//   - What cannot be evaluated in any record (a function that does not exist, too few arguments, a pattern that cannot
//     be read) is refused when the expression is compiled, in words for the form's author.
package xpath
