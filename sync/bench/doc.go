// Package bench measures synchronisation as people meet it: real laptops with sealed vaults, real processes of the central
// store, real connections with TLS. "make bench-sync" runs it, beside the same work done by PouchDB where Node.js is there,
// and ".ci/bench-sync devices" lets a thousand laptops work.
package bench
