// Package simulation runs whole histories of laptops and a central store in one goroutine, from a seed: the program's own
// client, replica and server, over a clock, a network, disks and chance that are made up. People write, networks fail at
// every point, disks fill, laptops are cloned and put back, the centre is restored, rights come and go; and again and again
// it is checked that nothing anybody wrote is lost and that, once the faults stop, all agree.
//
// A history is its seed and its steps. Each step draws its own chance from the seed and its number, so that a history that
// fails can be played again, and shrinks by leaving steps out.
package simulation
