package xpath

import (
	"crypto/sha256"
	"fmt"
)

// UUIDOf makes an id a UUID of version 4 (RFC 9562, section 5.4, which follows RFC 4122), as unique as the id is, and the same
// whenever the id is: forms may check the shape, and ids of other versions tell when they were made.
func UUIDOf(id string) string {
	const version, variant = 0x40, 0x80
	sum := sha256.Sum256([]byte(id))
	sum[6] = sum[6]&0x0f | version
	sum[8] = sum[8]&0x3f | variant
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
