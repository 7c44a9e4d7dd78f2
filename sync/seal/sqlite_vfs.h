// The part of SQLite's public, frozen C interface that a VFS shim needs.
// Declared here so that the package builds against whichever SQLite the driver
// carries, without a copy of its header. See https://sqlite.org/c3ref/vfs.html
// and https://sqlite.org/c3ref/io_methods.html.
#ifndef PLUMBLINE_SQLITE_VFS_H
#define PLUMBLINE_SQLITE_VFS_H

typedef long long sqlite3_int64;
typedef struct sqlite3_vfs sqlite3_vfs;
typedef struct sqlite3_file sqlite3_file;
typedef struct sqlite3_io_methods sqlite3_io_methods;

struct sqlite3_file {
  const sqlite3_io_methods *pMethods;
};

struct sqlite3_io_methods {
  int iVersion;
  int (*xClose)(sqlite3_file *);
  int (*xRead)(sqlite3_file *, void *, int amount, sqlite3_int64 offset);
  int (*xWrite)(sqlite3_file *, const void *, int amount, sqlite3_int64 offset);
  int (*xTruncate)(sqlite3_file *, sqlite3_int64 size);
  int (*xSync)(sqlite3_file *, int flags);
  int (*xFileSize)(sqlite3_file *, sqlite3_int64 *size);
  int (*xLock)(sqlite3_file *, int);
  int (*xUnlock)(sqlite3_file *, int);
  int (*xCheckReservedLock)(sqlite3_file *, int *out);
  int (*xFileControl)(sqlite3_file *, int op, void *arg);
  int (*xSectorSize)(sqlite3_file *);
  int (*xDeviceCharacteristics)(sqlite3_file *);
  // Since version 2.
  int (*xShmMap)(sqlite3_file *, int page, int size, int extend, void volatile **);
  int (*xShmLock)(sqlite3_file *, int offset, int n, int flags);
  void (*xShmBarrier)(sqlite3_file *);
  int (*xShmUnmap)(sqlite3_file *, int deleteFlag);
};

struct sqlite3_vfs {
  int iVersion;
  int szOsFile;
  int mxPathname;
  sqlite3_vfs *pNext;
  const char *zName;
  void *pAppData;
  int (*xOpen)(sqlite3_vfs *, const char *name, sqlite3_file *, int flags, int *outFlags);
  int (*xDelete)(sqlite3_vfs *, const char *name, int syncDir);
  int (*xAccess)(sqlite3_vfs *, const char *name, int flags, int *out);
  int (*xFullPathname)(sqlite3_vfs *, const char *name, int n, char *out);
  void *(*xDlOpen)(sqlite3_vfs *, const char *name);
  void (*xDlError)(sqlite3_vfs *, int n, char *message);
  void (*(*xDlSym)(sqlite3_vfs *, void *, const char *symbol))(void);
  void (*xDlClose)(sqlite3_vfs *, void *);
  int (*xRandomness)(sqlite3_vfs *, int n, char *out);
  int (*xSleep)(sqlite3_vfs *, int microseconds);
  int (*xCurrentTime)(sqlite3_vfs *, double *);
  int (*xGetLastError)(sqlite3_vfs *, int, char *);
  // Since version 2.
  int (*xCurrentTimeInt64)(sqlite3_vfs *, sqlite3_int64 *);
};

enum {
  SQLITE_OK = 0,
  SQLITE_CORRUPT = 11,
  SQLITE_NOTFOUND = 12,
  SQLITE_CANTOPEN = 14,
  SQLITE_NOTADB = 26,
  SQLITE_IOERR_READ = 10 | 1 << 8,
  SQLITE_IOERR_SHORT_READ = 10 | 2 << 8,
  SQLITE_IOERR_WRITE = 10 | 3 << 8,

  SQLITE_OPEN_MAIN_DB = 0x00000100,
  SQLITE_OPEN_WAL = 0x00080000,

  SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN = 0x00000800,
  SQLITE_IOCAP_POWERSAFE_OVERWRITE = 0x00001000,

  SQLITE_FCNTL_CHUNK_SIZE = 6,
  SQLITE_FCNTL_MMAP_SIZE = 18,
};

int sqlite3_initialize(void);
sqlite3_vfs *sqlite3_vfs_find(const char *name);
int sqlite3_vfs_register(sqlite3_vfs *, int makeDefault);
sqlite3_int64 sqlite3_uri_int64(const char *name, const char *parameter, sqlite3_int64 absent);
const char *sqlite3_filename_database(const char *name);

#endif
