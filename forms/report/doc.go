// Package report puts a filled form into a document: headings, paragraphs, lists and tables in reading order.
//
// A Document records structure and nothing of how it looks, so that forms/pdf, forms/web and a spreadsheet can each show
// it in their own way. Every form can be printed: what a question is for comes from its column bind::qa:part and from
// where it stands, never from its name.
package report
