// Package scenario plays a script on an open form and tells the state of every node after each step, so that what a form
// does can be written down, looked at, and compared with what another engine recorded.
package scenario
