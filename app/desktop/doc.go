// Package desktop is the window. One screen is one file and one type; a Shell holds the window, the rail of places, the
// bottom line and the lock, and gives screens what they may ask of it as a Host.
//
// Everything here belongs to the toolkit's goroutine unless it says otherwise. Work that takes time goes through
// Host.Background, and what comes from elsewhere through Host.OnUI: nothing else in this package starts a goroutine or
// knows that there are several.
package desktop
