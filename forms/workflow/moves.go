package workflow

// The states of a record, as they are kept in the journal. A record begins InProgress.
const (
	InProgress = "in_progress" // takes answers
	Complete   = "complete"    // closed as a version; read, exported and counted
	Withdrawn  = "withdrawn"   // closed and not counted: started for the wrong child, or twice
)

// Move is one way from a state to another.
type Move struct {
	From, To    string
	NeedsReason bool // the person says why, and the record's history keeps it
}

// Moves lists every move that there is.
func Moves() []Move {
	return []Move{
		{From: InProgress, To: Complete},
		{From: InProgress, To: Withdrawn, NeedsReason: true},
		{From: Complete, To: InProgress, NeedsReason: true},
		{From: Complete, To: Withdrawn, NeedsReason: true},
		{From: Withdrawn, To: InProgress, NeedsReason: true},
	}
}

// Find returns the move between two states; false when a record in the one cannot be moved to the other.
func Find(from, to string) (Move, bool) {
	for _, m := range Moves() {
		if m.From == from && m.To == to {
			return m, true
		}
	}
	return Move{}, false
}
