// Package formfile reads and writes forms as files, whatever their format: workbooks, Markdown and CSV (forms/xlsform),
// ODK XForms (forms/xform). Every face that takes a form in gives the same report of it.
package formfile
