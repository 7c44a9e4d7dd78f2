// Package workflow is what becomes of a record beside its answers: the states it may be in, who or what may move it
// from one to another, and the days that clocks count.
//
// States, moves and bank holidays are data. Everything here is a pure function of its arguments.
package workflow
