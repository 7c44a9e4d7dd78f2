// Package disclosure decides which counts may be read by people beyond the team, so that nobody can be recognised in a
// small one. A count from 1 to 4 is small. It is not shown, and neither are as many others as it takes that nobody can
// work it out from them and from totals.
//
// What is not shown is safe when another table would look the same: one with the same totals, the same figures shown and
// the same marks, in which the small count is another one. Line and Grid show nothing that would rule this out. Totals
// are taken to be known wherever they are not small, be it from another page.
package disclosure
