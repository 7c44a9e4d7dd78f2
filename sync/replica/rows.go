package replica

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"plumbline/sync/journal"
	"plumbline/sync/seal"
	"plumbline/sync/wire"
)

// keeper keeps rows. What the rules of this package decide is written through it, in SQLite or in memory.
type keeper interface {
	// view runs f on the rows as they were at one moment. f must not write.
	view(ctx context.Context, f func(tx) error) error

	// update runs f in a transaction: durable when update returns nil, and as though it had never been when it does not.
	update(ctx context.Context, f func(tx) error) error
}

// errNoRow says that there is no such row.
var errNoRow = errors.New("no such row")

// tx is a transaction, for one goroutine and until the function that was given it returns. Methods that look one row up
// return errNoRow when there is none. Slices of bytes that go in and come out must not be altered.
type tx interface {
	meta(key string) (string, error) // "" when none was kept
	setMeta(key, value string) error
	centre() (Centre, error) // without what the incarnation has
	setCentre(Centre) error
	incarnation() (incarnation, error)
	setIncarnation(incarnation) error

	// expect says which changes and records are going to be looked up, so that they can be read together. Nothing else
	// depends on it.
	expect(changes, records []uuid.UUID) error

	changeTx
	headTx
	outboxTx
	recordTx
	formTx
	blobTx
}

// incarnation is this installation of the database.
type incarnation struct {
	device   uuid.UUID
	devSeq   int64 // last used
	hlc      journal.HLC
	sent     int64 // greatest number that a push attempt began with
	answered int64 // greatest number that the central store answered for
}

// Status is how a change stands to the central store.
type Status int

// The statuses. Those above Sent are for a person to look at.
const (
	Draft    Status = iota // only this device has seen it
	Frozen                 // a push attempt has begun with it, so that it is never altered
	Sent                   // the central store has it
	Held                   // a manager decides whether the central store takes it
	Bad                    // the central store cannot take it
	Rejected               // it was held, and whoever decided did not take it
)

// doubt is whether the central store may have lost a change when it was put back to a backup.
type doubt int

const (
	certain doubt = iota
	unsure        // it was offered
	lacking       // it is to be sent again
)

// changeRow is a change with its body as made or received, and how it stands to the central store.
type changeRow struct {
	journal.Register
	id      uuid.UUID
	hlc     journal.HLC
	body    []byte
	hash    wire.Hash
	device  uuid.UUID
	devSeq  int64
	txn     uuid.UUID
	status  Status
	seq     int64     // the central store's number; 0 until it has one
	account uuid.UUID // who pushed it; Nil until the central store said so
	receipt string
	code    wire.Reason
	message string // says code to a person
	doubt   doubt

	superseded bool // by a change that is not here, as the central store says

	decoded *journal.Change // the body, where it has been read already; nil elsewhere
}

// rowOf encodes a change.
func rowOf(c journal.Change) (changeRow, error) {
	body, err := journal.Encode(c)
	if err != nil {
		return changeRow{}, err
	}
	if len(body) > wire.ChangeBytes {
		return changeRow{}, fmt.Errorf("%w: %d bytes in one answer", ErrTooLarge, len(body))
	}
	return rowWith(c, body, journal.Hash(body)), nil
}

func rowWith(c journal.Change, body []byte, hash wire.Hash) changeRow {
	return changeRow{
		Register: c.Register(), id: c.ID, hlc: c.HLC, body: body, hash: hash, device: c.Device, devSeq: c.DevSeq, txn: c.Txn, decoded: &c,
	}
}

// change decodes the body.
func (r changeRow) change() (journal.Change, error) {
	if r.decoded != nil {
		return *r.decoded, nil
	}
	c, err := journal.Decode(r.body)
	if err != nil {
		return c, fmt.Errorf("%w: change %s: %w", seal.ErrDamaged, r.id, err)
	}
	return c, nil
}

// decoded decodes rows.
func decoded(rows []changeRow) ([]journal.Change, error) {
	var changes []journal.Change
	for _, r := range rows {
		c, err := r.change()
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	return changes, nil
}

type changeTx interface {
	change(id uuid.UUID) (changeRow, error)
	putChange(changeRow) error   // adds or replaces
	putStanding(changeRow) error // alters how one that is here stands to the central store, and nothing else of it
	deleteChange(id uuid.UUID) error
	changesOf(record uuid.UUID) ([]changeRow, error)   // by clock, then id
	changesAt(r journal.Register) ([]changeRow, error) // by clock, then id

	addEdges(child uuid.UUID, parents []uuid.UUID) error
	removeEdges(child uuid.UUID, parents []uuid.UUID) error

	// superseded reports whether a change that is here supersedes one, which need not be here, in a register.
	superseded(r journal.Register, id uuid.UUID) (bool, error)
}

type headTx interface {
	headsOf(record uuid.UUID) ([]changeRow, error)   // in no order
	headsAt(r journal.Register) ([]changeRow, error) // in no order
	contested(record uuid.UUID) ([]changeRow, error) // heads of the registers with more than one, in no order

	// addHead makes a change current, and has search find its record by words where there are any.
	addHead(r journal.Register, id uuid.UUID, words string) error

	// removeHead makes a change current no more, and search forget its words. It does nothing where the change is no
	// head of that register.
	removeHead(r journal.Register, id uuid.UUID) error

	// setWords has search find a record by these words of a head, or of the record's line when id is uuid.Nil.
	setWords(record, id uuid.UUID, words string) error
}

// outline is what it takes to decide how much fits into one push.
type outline struct {
	id, txn uuid.UUID
	size    int // of the body, in bytes
	status  Status
}

type outboxTx interface {
	unsent(device uuid.UUID, above int64, most int) ([]outline, error) // drafts and frozen changes of the device above a number, by number
	stranded(device uuid.UUID, most int) ([]outline, error)            // frozen changes of earlier devices, by device and number
	lacking(most int) ([]outline, error)                               // to be sent again, by number of the log, held ones last
	answeredAbove(device uuid.UUID, devSeq int64) ([]changeRow, error) // of the device, by number
	drafts() ([]changeRow, error)                                      // by number
	countUnsent() (int, error)                                         // all of the above that Outgoing has still to return
	anyUnsent() (bool, error)                                          // whether that is any

	// suspect marks as unsure every change that is or was held, and every change of the log above a number.
	suspect(above int64) error
	suspects(after uuid.UUID, most int) ([]changeRow, error) // unsure and lacking, by id

	troubled() ([]changeRow, error) // above Sent, by clock, then id
	tally() (tally, error)
	sendStates(records []uuid.UUID) (map[uuid.UUID]SendState, error) // of records that have something to tell
}

// recordRow is a record: its line in lists, and how it stands to the central store.
type recordRow struct {
	Row
	stale    bool // its line in lists does not follow from its answers yet
	founded  bool // Author and Created are those of its first change
	likeness likeness

	known  int64     // changes here that the central store has
	digest wire.Hash // the sum of their hashes
	far    far

	pass     int64  // the last look through all records that named it
	delivery string // who has it, in JSON
}

// likeness is whether a record is as the central store says it is.
type likeness int

const (
	alike     likeness = iota
	unknown            // it is to be compared
	different          // its history is to be fetched
)

// far is what the central store last said of a record.
type far struct {
	changes, lastSeq int64
	digest, heads    wire.Hash
}

// goneKind is why a record is here no more.
type goneKind int

const (
	dropped goneKind = 1 // it left this account's sight
	purged  goneKind = 2 // it was erased by law
)

// goneRow says that a record was here.
type goneRow struct {
	record   uuid.UUID
	kind     goneKind
	formHash string
	held     int // changes of this device that wait for a decision
	at       time.Time
}

type recordTx interface {
	record(id uuid.UUID) (recordRow, error)
	putRecord(recordRow) error

	// eraseRecord removes a record with its heads, search words, exports, and attachments that are not to be sent.
	eraseRecord(id uuid.UUID) error

	unnamed(pass int64) ([]uuid.UUID, error)        // records that the central store knows and that a pass did not name, by id
	like(l likeness, most int) ([]uuid.UUID, error) // unknown or different ones, by id
	outdated(most int) ([]uuid.UUID, error)         // whose lines in lists do not follow from their answers, by id

	gone(record uuid.UUID) (goneRow, error)
	putGone(goneRow) error
	deleteGone(record uuid.UUID) error
	allGone() ([]goneRow, error) // by id
}

type formTx interface {
	form(hash string) (Form, error)
	putForm(f Form, central bool) error // one that is here stays as it is, but may become known to the central store
	missingForms() ([]string, error)    // hashes of forms that records were started on and that are not here, in order
	ownForms() ([]string, error)        // hashes of forms that records were started on and that the central store lacks, in order

	// adoptForm gives the id and version of a form to records that came without, and has their lines worked out anew.
	adoptForm(f Form) error
}

// blobState is where an attachment is.
type blobState int

const (
	blobWriting blobState = iota // being written
	blobToSend                   // here
	blobBoth                     // here and at the central store
	blobWanted                   // to be fetched
)

// blobRow is an attachment.
type blobRow struct {
	n      int64 // 0 for a new one
	record uuid.UUID
	hash   wire.Hash // zero while it is being written
	size   int64     // -1 when not known yet
	state  blobState
}

type blobTx interface {
	blob(record uuid.UUID, hash wire.Hash) (blobRow, error)
	putBlob(blobRow) (int64, error) // adds or replaces, and returns n
	deleteBlob(n int64) error
	blobsIn(s blobState) ([]blobRow, error) // by n
	putChunk(blob int64, n int, data []byte) error
	chunk(blob int64, n int) ([]byte, error)
	chunks(blob int64) ([]int, error) // numbers of those that are here, in order
	dropChunks(blob int64) error
}

// tally counts what is on its way or in trouble.
type tally struct {
	waiting, held, bad, rejected int
	bytes                        int64 // of waiting
	blobs                        int
	blobBytes                    int64
}
