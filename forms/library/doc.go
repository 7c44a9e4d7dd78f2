// Package library holds the framework's own forms, embedded: XLSForms as Markdown tables, so that they read as
// documentation and a review of the framework shows as a difference of a question.
//
// A form is a file of this folder. Two things keep what many forms share in one place:
//
//	| | include | evaluator |    in a survey: the rows of blocks/evaluator.md, which may include others, with its
//	                             choices and its entities
//	| | select_one yn | ...      a list that the form does not define comes from lists/*.md
//
// Settings that hold for every form stand in lists/*.md too. Source puts all of it in and returns one plain XLSForm, which
// any program that knows Markdown XLSForms reads. Lines of a file that are no rows of a table are for its readers. The
// settings come first: the list of forms is read from them. How questions, groups and lists are named, and what authors
// of forms have to know besides, is in docs/forms.md.
//
// These columns are the program's own. Other programs pass them over.
//
//	bind::qa:standard    the practice standards that the answer evidences, by number: "1 8"
//	bind::qa:part        what the question is for in lists and reports: a Part of package forms
//	bind::qa:pii         "yes" for answers that may tell who somebody is
//	bind::qa:share       how far an answer may go beyond the record: a choice of the list "share"
//	bind::qa:words       about how many words are enough
//	bind::qa:each        of a repeat: what one instance is called, where the label names them all
//	bind::qa:query       what the answer counts among other records, in the words of package query: Source works out the
//	                     calculation, and declares what it reads
//	bind::qa:carry       "yes" where a declaration may start from the answer of last year
package library
