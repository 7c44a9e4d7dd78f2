// Package xmltree is an XML document as expressions walk it, and as what answers the questions that they ask beyond the
// tree. Open forms have trees of their own (forms/session); this one is for looking at what an expression gives.
package xmltree
