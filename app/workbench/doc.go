// Package workbench is what every face of the program shares: open a vault, start, fill, save, complete and export a
// record. The window and the command line are thin over it; no rule of the product lives in a face.
//
// A Bench is the program on one laptop, a Desk is an unlocked vault, and Work is one open record. A Bench and a Desk are
// safe for use by several goroutines. Work is used by one goroutine at a time; it saves on another by itself.
package workbench
