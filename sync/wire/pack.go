package wire

import (
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Packer packs and unpacks with zstd, keeping what that takes for the next time. The zero Packer is ready; it is safe
// for use by several goroutines.
type Packer struct{ readers, writers sync.Pool }

// memoryMost is how much memory unpacking one message may take.
const memoryMost = 16 << 20

// Unpack reads packed content from r. Close gives back what it took, and leaves r alone.
func (p *Packer) Unpack(r io.Reader) (io.ReadCloser, error) {
	d, ok := p.readers.Get().(*zstd.Decoder)
	if !ok {
		var err error
		d, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(windowBytes), zstd.WithDecoderMaxMemory(memoryMost))
		if err != nil {
			return nil, fmt.Errorf("wire: unpack: %w", err)
		}
	}
	if err := d.Reset(r); err != nil {
		return nil, fmt.Errorf("wire: unpack: %w", err)
	}
	return &unpacker{d, p}, nil
}

type unpacker struct {
	*zstd.Decoder
	pool *Packer
}

func (u *unpacker) Close() error {
	if err := u.Reset(nil); err != nil {
		return fmt.Errorf("wire: unpack: %w", err)
	}
	u.pool.readers.Put(u.Decoder)
	return nil
}

// Pack writes packed content to w. Close ends the content, and leaves w open.
func (p *Packer) Pack(w io.Writer) (io.WriteCloser, error) {
	e, ok := p.writers.Get().(*zstd.Encoder)
	if !ok {
		var err error
		e, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest),
			zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true))
		if err != nil {
			return nil, fmt.Errorf("wire: pack: %w", err)
		}
	}
	e.Reset(w)
	return &packer{e, p}, nil
}

type packer struct {
	*zstd.Encoder
	pool *Packer
}

func (p *packer) Close() error {
	err := p.Encoder.Close()
	p.Reset(nil)
	p.pool.writers.Put(p.Encoder)
	if err != nil {
		return fmt.Errorf("wire: pack: %w", err)
	}
	return nil
}
