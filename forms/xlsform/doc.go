// Package xlsform reads and writes forms as spreadsheets: XLSForm workbooks (.xlsx, .xlsm, .xls), .csv, and Markdown
// tables.
//
// Reading is a chain of steps, one per file: bytes to sheets of strings (table_*.go, with archive.go and xlsx_sheet.go for
// Office Open XML and biff*.go for Excel 97), headers to columns (header.go, columns.go), rows to records (record.go),
// records to a tree (survey.go), ${name} to paths (reference.go), the tree to a forms.Definition (definition.go), and last
// the checks that need the whole form (check.go). Every step adds what it finds wrong to one Report, so that an author
// learns of everything at once.
//
// The language is that of XLSForm as its reference converter, pyxform 4.5, reads it.
package xlsform
