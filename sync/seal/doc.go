// Package seal keeps an SQLite database on disk that cannot be read without a
// passphrase: every page and every log record is encrypted and authenticated.
//
// A vault is a directory:
//
//	vault.db    the database, sealed (with vault.db-wal and vault.db-shm while open)
//	wrap.json   the data key, wrapped under a key made from the passphrase
//	attempts    how many passphrases failed in a row, and when
//	lock        held by the one process that has the vault open
//	unfinished  there while the vault is being made
//
// docs/seal-format.md specifies both formats, with test vectors, and says what
// the seal does not promise: it hides and authenticates each page, but somebody
// who can write to the folder can put back an older copy of it.
//
// There is no unsealed mode. The databases this package hands out go through a
// VFS that refuses a file without a key, and each Create and Open proves that
// what reached the disk is sealed before it returns.
package seal
