// Package wire is what laptops and the central store say to each other: the messages of docs/sync-protocol.md, how they
// are written and read within limits, and the codes of refusals. It holds no rules of who may do what, and no network.
package wire

// Protocol is the version that this program speaks; MinProtocol is the oldest that it still understands.
const (
	Protocol    = 1
	MinProtocol = 1
)

// Names in headers, media types and encodings.
const (
	HeaderProtocol = "Plumbline-Protocol"
	HeaderRequest  = "Plumbline-Request"
	HeaderDigest   = "Content-Digest"

	TypeJSON  = "application/json"
	TypeLines = "application/x-ndjson"
	Zstd      = "zstd"
)

// Registers that the centre reads besides relaying them.
const (
	PathState    = "_state"
	PathReason   = "_reason"
	PathTeam     = "_team"
	PathAssigned = "_assigned/" // followed by the id of an account

	Assigned = "1"
)
