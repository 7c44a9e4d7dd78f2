// The sealing VFS: stands between SQLite and the platform's own VFS, and lets
// nothing but sealed records pass to the disk. It does layout only; the two
// cipher operations are callbacks into Go. docs/seal-format.md is the format.
//
// It accepts only the reads and writes that SQLite makes of a database with
// 4096-byte pages in WAL mode. Anything else is refused rather than passed on:
// rollback journals, temporary files, memory mapping, a file without a key.
#include "vfs.h"

#include <string.h>

#include "_cgo_export.h"
#include "sqlite_vfs.h"

#define VFS_NAME "plumbline-seal"

// A log frame as SQLite sees it, and as it lies on disk.
#define FRAME (SEAL_FRAME_HEADER + SEAL_PAGE)
#define DISK_LOG_HEADER (SEAL_LOG_HEADER + SEAL_OVERHEAD)
#define DISK_FRAME_HEADER (SEAL_FRAME_HEADER + SEAL_OVERHEAD)
#define DISK_FRAME (DISK_FRAME_HEADER + SEAL_PAGE)

typedef struct sealed_file {
  sqlite3_file base;
  int is_log;
  uint64_t key;
  sqlite3_file *real; // lies directly after this struct
} sealed_file;

// A sealed record: where it lies on disk, and where its body lies in the file
// that SQLite believes it reads.
typedef struct record {
  int kind;
  int64_t position; // page or frame number from 1; 0 for the log's header
  sqlite3_int64 offset, disk_offset;
  int size, disk_size;
} record;

static sqlite3_vfs *platform;

static sealed_file *sealed(sqlite3_file *f) { return (sealed_file *)f; }
static sqlite3_file *real(sqlite3_file *f) { return sealed(f)->real; }

static record page_at(sqlite3_int64 offset) {
  sqlite3_int64 index = offset / SEAL_PAGE;
  return (record){SEAL_KIND_PAGE, index + 1, index * SEAL_PAGE, index * SEAL_PAGE,
                  SEAL_PAGE, SEAL_PAGE};
}

static record log_record_at(sqlite3_int64 offset) {
  if (offset < SEAL_LOG_HEADER) {
    return (record){SEAL_KIND_LOG_HEADER, 0, 0, 0, SEAL_LOG_HEADER, DISK_LOG_HEADER};
  }
  sqlite3_int64 index = (offset - SEAL_LOG_HEADER) / FRAME;
  sqlite3_int64 start = SEAL_LOG_HEADER + index * FRAME;
  sqlite3_int64 disk_start = DISK_LOG_HEADER + index * DISK_FRAME;
  if (offset < start + SEAL_FRAME_HEADER) {
    return (record){SEAL_KIND_FRAME_HEADER, index + 1, start, disk_start,
                    SEAL_FRAME_HEADER, DISK_FRAME_HEADER};
  }
  return (record){SEAL_KIND_FRAME_PAGE, index + 1, start + SEAL_FRAME_HEADER,
                  disk_start + DISK_FRAME_HEADER, SEAL_PAGE, SEAL_PAGE};
}

static record record_at(sealed_file *f, sqlite3_int64 offset) {
  return f->is_log ? log_record_at(offset) : page_at(offset);
}

static int open_record(sealed_file *f, record r, unsigned char *sealed_bytes) {
  return plumblineOpenRecord(f->key, r.kind, r.position, sealed_bytes, r.disk_size);
}

// Reads r whole and opens it in buffer, which has room for r.disk_size bytes.
static int read_record(sealed_file *f, record r, unsigned char *buffer) {
  int rc = f->real->pMethods->xRead(f->real, buffer, r.disk_size, r.disk_offset);
  if (rc == SQLITE_IOERR_SHORT_READ) {
    sqlite3_int64 size = 0;
    int size_rc = f->real->pMethods->xFileSize(f->real, &size);
    if (size_rc != SQLITE_OK) return size_rc;
    return size <= r.disk_offset ? SQLITE_IOERR_SHORT_READ : SQLITE_CORRUPT;
  }
  if (rc != SQLITE_OK) return rc;
  if (open_record(f, r, buffer)) return SQLITE_OK;
  return r.kind == SEAL_KIND_PAGE && r.position == 1 ? SQLITE_NOTADB : SQLITE_CORRUPT;
}

// Recovery reads frames whole. A frame that does not open reads as zeros, which
// SQLite takes for the end of the log, as it takes any frame torn by a crash.
static int read_frame(sealed_file *f, unsigned char *out, sqlite3_int64 offset) {
  unsigned char disk[DISK_FRAME];
  record header = log_record_at(offset), page = log_record_at(offset + SEAL_FRAME_HEADER);
  int rc = f->real->pMethods->xRead(f->real, disk, DISK_FRAME, header.disk_offset);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return rc;
  if (rc != SQLITE_OK || !open_record(f, header, disk) ||
      !open_record(f, page, disk + DISK_FRAME_HEADER)) {
    memset(out, 0, FRAME);
    return rc;
  }
  memcpy(out, disk, SEAL_FRAME_HEADER);
  memcpy(out + SEAL_FRAME_HEADER, disk + DISK_FRAME_HEADER, SEAL_PAGE);
  return SQLITE_OK;
}

// SQLite probes the start of the database for its page size before it looks at
// the log. A first page torn by a power cut must not stop it there, since the
// log then still holds that page whole. The two sizes are fixed, so answer them.
static void probe_answer(unsigned char *out, int n) {
  static const unsigned char header[24] = "SQLite format 3\0\x10\x00\x02\x02\x28\x40\x20\x20";
  memset(out, 0, n);
  memcpy(out, header, n < (int)sizeof header ? n : (int)sizeof header);
}

static int seal_read(sqlite3_file *file, void *out, int n, sqlite3_int64 offset) {
  sealed_file *f = sealed(file);
  record r = record_at(f, offset);
  if (r.kind == SEAL_KIND_FRAME_HEADER && r.offset == offset && n == FRAME) {
    return read_frame(f, out, offset);
  }
  int skip = (int)(offset - r.offset);
  if (skip + n > r.size) return SQLITE_IOERR_READ;
  if (n == r.disk_size) return read_record(f, r, out);

  unsigned char disk[SEAL_PAGE];
  int rc = read_record(f, r, disk);
  if (rc == SQLITE_NOTADB && offset == 0) {
    probe_answer(out, n);
    return SQLITE_OK;
  }
  if (rc == SQLITE_CORRUPT && r.kind == SEAL_KIND_LOG_HEADER && offset == 0) {
    memset(out, 0, n); // torn by a crash while the log restarted: an empty log
    return SQLITE_OK;
  }
  if (rc == SQLITE_IOERR_SHORT_READ) memset(out, 0, n);
  if (rc == SQLITE_OK) memcpy(out, disk + skip, n);
  return rc;
}

// The end of each page is overwritten by tag and nonce: SQLite must know it.
static int page_one_reserves(const unsigned char *page) {
  return page[16] == SEAL_PAGE >> 8 && page[17] == 0 && page[20] == SEAL_OVERHEAD;
}

// They read back as zeros, and SQLite's checksums in the log take them in. Were
// they anything else, the log would end at this page after a crash.
static int reserve_is_clear(const unsigned char *page) {
  for (int i = SEAL_PAGE - SEAL_OVERHEAD; i < SEAL_PAGE; i++) {
    if (page[i]) return 0;
  }
  return 1;
}

static int seal_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 offset) {
  sealed_file *f = sealed(file);
  record r = record_at(f, offset);
  if (offset != r.offset || n != r.size) return SQLITE_IOERR_WRITE;
  if (n == SEAL_PAGE && !reserve_is_clear(data)) return SQLITE_IOERR_WRITE;
  if (r.kind == SEAL_KIND_PAGE && r.position == 1 && !page_one_reserves(data)) {
    return SQLITE_IOERR_WRITE;
  }
  unsigned char disk[SEAL_PAGE];
  memcpy(disk, data, n);
  if (!plumblineSealRecord(f->key, r.kind, r.position, disk, r.disk_size)) {
    return SQLITE_IOERR_WRITE;
  }
  return f->real->pMethods->xWrite(f->real, disk, r.disk_size, r.disk_offset);
}

static int seal_truncate(sqlite3_file *file, sqlite3_int64 size) {
  if (sealed(file)->is_log && size > 0) {
    sqlite3_int64 frames = (size - SEAL_LOG_HEADER + FRAME - 1) / FRAME;
    size = DISK_LOG_HEADER + frames * DISK_FRAME;
  }
  return real(file)->pMethods->xTruncate(real(file), size);
}

// A log's size counts whole frames only; a part of one at its end is no frame.
static int seal_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  int rc = real(file)->pMethods->xFileSize(real(file), size);
  if (rc != SQLITE_OK || !sealed(file)->is_log) return rc;
  if (*size < DISK_LOG_HEADER) {
    *size = 0;
  } else {
    *size = SEAL_LOG_HEADER + (*size - DISK_LOG_HEADER) / DISK_FRAME * FRAME;
  }
  return SQLITE_OK;
}

// Mapped memory would be read past the cipher; chunks would be written past it.
static int seal_file_control(sqlite3_file *file, int op, void *arg) {
  if (op == SQLITE_FCNTL_MMAP_SIZE || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_NOTFOUND;
  return real(file)->pMethods->xFileControl(real(file), op, arg);
}

// A record is written whole and alone, so what the platform promises of writes
// beside each other still holds; what it promises of sizes and order does not.
static int seal_device_characteristics(sqlite3_file *file) {
  return real(file)->pMethods->xDeviceCharacteristics(real(file)) &
         (SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN);
}

static int seal_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }
static int seal_sync(sqlite3_file *file, int flags) {
  return real(file)->pMethods->xSync(real(file), flags);
}
static int seal_lock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
static int seal_unlock(sqlite3_file *file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
static int seal_check_reserved_lock(sqlite3_file *file, int *out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
static int seal_sector_size(sqlite3_file *file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
// Shared memory indexes the log by page number; it holds no page.
static int seal_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
static int seal_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
static void seal_shm_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
static int seal_shm_unmap(sqlite3_file *file, int delete_flag) {
  return real(file)->pMethods->xShmUnmap(real(file), delete_flag);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, // 3 would offer memory mapping
    .xClose = seal_close,
    .xRead = seal_read,
    .xWrite = seal_write,
    .xTruncate = seal_truncate,
    .xSync = seal_sync,
    .xFileSize = seal_file_size,
    .xLock = seal_lock,
    .xUnlock = seal_unlock,
    .xCheckReservedLock = seal_check_reserved_lock,
    .xFileControl = seal_file_control,
    .xSectorSize = seal_sector_size,
    .xDeviceCharacteristics = seal_device_characteristics,
    .xShmMap = seal_shm_map,
    .xShmLock = seal_shm_lock,
    .xShmBarrier = seal_shm_barrier,
    .xShmUnmap = seal_shm_unmap,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  sealed_file *f = sealed(file);
  memset(f, 0, sizeof *f);
  if (!name || !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) return SQLITE_CANTOPEN;
  f->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  f->real = (sqlite3_file *)&f[1];
  const char *database = f->is_log ? sqlite3_filename_database(name) : name;
  f->key = (uint64_t)sqlite3_uri_int64(database, "sealkey", 0);
  if (!plumblineHasKey(f->key)) return SQLITE_CANTOPEN;

  int rc = platform->xOpen(platform, name, f->real, flags, out);
  if (rc == SQLITE_OK) {
    f->base.pMethods = &methods;
  } else if (f->real->pMethods) {
    f->real->pMethods->xClose(f->real);
  }
  return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_dir) {
  (void)vfs;
  return platform->xDelete(platform, name, sync_dir);
}
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  (void)vfs;
  return platform->xAccess(platform, name, flags, out);
}
static int vfs_full_pathname(sqlite3_vfs *vfs, const char *name, int n, char *out) {
  (void)vfs;
  return platform->xFullPathname(platform, name, n, out);
}
static int vfs_randomness(sqlite3_vfs *vfs, int n, char *out) {
  (void)vfs;
  return platform->xRandomness(platform, n, out);
}
static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return platform->xSleep(platform, microseconds);
}
static int vfs_current_time(sqlite3_vfs *vfs, double *out) {
  (void)vfs;
  return platform->xCurrentTime(platform, out);
}
static int vfs_current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *out) {
  (void)vfs;
  return platform->xCurrentTimeInt64(platform, out);
}
static int vfs_get_last_error(sqlite3_vfs *vfs, int n, char *out) {
  (void)vfs;
  return platform->xGetLastError(platform, n, out);
}

// No code is loaded beside sealed data.
static void *vfs_dl_open(sqlite3_vfs *vfs, const char *name) {
  (void)vfs, (void)name;
  return 0;
}
static void vfs_dl_error(sqlite3_vfs *vfs, int n, char *message) {
  (void)vfs;
  if (n > 0) message[0] = 0;
}

static sqlite3_vfs sealing = {
    .iVersion = 2,
    .zName = VFS_NAME,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xDlOpen = vfs_dl_open,
    .xDlError = vfs_dl_error,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_get_last_error,
    .xCurrentTimeInt64 = vfs_current_time_int64,
};

int plumbline_vfs_register(void) {
  int rc = sqlite3_initialize();
  if (rc != SQLITE_OK) return rc;
  platform = sqlite3_vfs_find(0);
  if (!platform || platform->iVersion < 2) return SQLITE_NOTFOUND;
  sealing.szOsFile = (int)sizeof(sealed_file) + platform->szOsFile;
  sealing.mxPathname = platform->mxPathname;
  return sqlite3_vfs_register(&sealing, 0);
}
