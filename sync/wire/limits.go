package wire

// Limits of messages, in bytes and numbers.
const (
	BatchChanges    = 500
	BatchBytes      = 1 << 20
	RequestBytes    = 8 << 20 // unpacked
	RequestLines    = 5000
	LineBytes       = 3 << 20 // a body in quotes may be twice as long as the body
	ChangeBytes     = 1 << 20
	PageChanges     = 2000
	PageBytes       = 4 << 20
	SnapshotBytes   = 1 << 20
	ChunkBytes      = 1 << 20
	AttachmentBytes = 100 << 20
	FormBytes       = 4 << 20
	CursorBytes     = 200
	PathBytes       = 1000
	OpBytes         = 100
	AuthorBytes     = 1000
	FormHashBytes   = 200
	SupersedesMost  = 1000
	RecordChanges   = 50_000
	RecordBytes     = 64 << 20 // of the bodies of its changes

	windowBytes = 8 << 20 // RFC 9659
)

// Limits tells a client what the centre takes.
type Limits struct {
	BatchChanges    int `json:"batch_changes"`
	BatchBytes      int `json:"batch_bytes"`
	RequestBytes    int `json:"request_bytes"`
	RequestLines    int `json:"request_lines"`
	LineBytes       int `json:"line_bytes"`
	ChangeBytes     int `json:"change_bytes"`
	PageChanges     int `json:"page_changes"`
	ChunkBytes      int `json:"chunk_bytes"`
	AttachmentBytes int `json:"attachment_bytes"`
	FormBytes       int `json:"form_bytes"`
}

// OwnLimits are the limits of this version.
func OwnLimits() Limits {
	return Limits{
		BatchChanges: BatchChanges, BatchBytes: BatchBytes, RequestBytes: RequestBytes, RequestLines: RequestLines,
		LineBytes: LineBytes, ChangeBytes: ChangeBytes, PageChanges: PageChanges, ChunkBytes: ChunkBytes,
		AttachmentBytes: AttachmentBytes, FormBytes: FormBytes,
	}
}
