// Package reporttest fills forms in memory, so that what reads them can be tested without a session. All that it holds
// is invented.
package reporttest
