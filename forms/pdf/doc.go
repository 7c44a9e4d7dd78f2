// Package pdf draws a report.Document as a tagged PDF (ISO 32000-1 with PDF/UA-1, ISO 14289-1): real text in embedded
// fonts, a structure tree that a screen reader follows, and everything that only decorates set apart as an artifact.
//
// A document goes through four hands: compose.go makes boxes of its blocks, paginate.go puts boxes on pages and notes
// which structure element each mark on a page belongs to, draw.go has gofpdf draw the pages, and tag.go adds what gofpdf
// knows nothing of: the structure tree, metadata, bookmarks and language. Nothing outside draw.go uses gofpdf.
//
// The same document gives the same bytes.
package pdf
