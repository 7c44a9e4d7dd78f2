package seal

/*
#cgo CFLAGS: -std=gnu99 -Wall -Wextra
#include "vfs.h"
*/
import "C"

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/mattn/go-sqlite3"
)

// walResetFixed is SQLite 3.51.3, the first without the bug by which a commit
// beside a checkpoint could corrupt a WAL database (sqlite.org/wal.html#walresetbug).
const walResetFixed = 3051003

// registerVFS makes the sealing VFS known to SQLite, once in a process.
var registerVFS = sync.OnceValue(func() error {
	if name, number, _ := sqlite3.Version(); number < walResetFixed {
		return fmt.Errorf("SQLite %s can lose commits in WAL mode; 3.51.3 is needed", name)
	}
	if rc := C.plumbline_vfs_register(); rc != 0 {
		return fmt.Errorf("register VFS: %w", sqlite3.ErrNo(rc))
	}
	return nil
})

//export plumblineHasKey
func plumblineHasKey(key C.uint64_t) C.int {
	return cBool(keys.has(uint64(key)))
}

//export plumblineSealRecord
func plumblineSealRecord(key C.uint64_t, kind C.int, position C.int64_t, record *C.uchar, n C.int) C.int {
	return cBool(keys.seal(uint64(key), recordKind(kind), uint64(position), cBytes(record, n)))
}

//export plumblineOpenRecord
func plumblineOpenRecord(key C.uint64_t, kind C.int, position C.int64_t, record *C.uchar, n C.int) C.int {
	return cBool(keys.open(uint64(key), recordKind(kind), uint64(position), cBytes(record, n)))
}

func cBytes(p *C.uchar, n C.int) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), int(n))
}

func cBool(ok bool) C.int {
	if ok {
		return 1
	}
	return 0
}
