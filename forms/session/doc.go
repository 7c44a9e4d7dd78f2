// Package session is one open form: answers, relevance, calculation and constraints, recalculated as answers change.
//
// A Session is not safe for use by several goroutines at once.
package session
