#ifndef PLUMBLINE_VFS_H
#define PLUMBLINE_VFS_H

#include <stdint.h>

// Sizes of the sealed format, in bytes; docs/seal-format.md defines them.
enum {
  SEAL_PAGE = 4096,         // a database page, its last SEAL_OVERHEAD bytes reserved
  SEAL_OVERHEAD = 40,       // tag and nonce at the end of every record
  SEAL_LOG_HEADER = 32,     // the log's header, as SQLite sees it
  SEAL_FRAME_HEADER = 24,   // a log frame's header, as SQLite sees it
};

// Kinds of record, bound into each record's tag.
enum {
  SEAL_KIND_PAGE = 1,
  SEAL_KIND_LOG_HEADER = 2,
  SEAL_KIND_FRAME_HEADER = 3,
  SEAL_KIND_FRAME_PAGE = 4,
};

// Registers the sealing VFS with SQLite, over the platform's default VFS.
// Returns an SQLite result code. Call once in a process.
int plumbline_vfs_register(void);

#endif
