-- Ids are 16 bytes, times are milliseconds since 1970 in UTC.

-- What this program remembers about itself and the person.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- This installation of the database file: one row.
CREATE TABLE incarnation (
  device  BLOB    NOT NULL,
  dev_seq INTEGER NOT NULL, -- last used
  hlc     INTEGER NOT NULL  -- last reading of the clock
);

-- Form sources that records were started on, by the SHA-256 of the source. Never altered.
CREATE TABLE form (
  hash    TEXT PRIMARY KEY,
  id      TEXT NOT NULL,
  version TEXT NOT NULL,
  title   TEXT NOT NULL,
  source  BLOB NOT NULL
);

-- One line of a list. state, version and conflicts follow from the changes, and are written with them.
CREATE TABLE record (
  id           BLOB PRIMARY KEY,
  form_id      TEXT    NOT NULL,
  form_hash    TEXT    NOT NULL,
  form_version TEXT    NOT NULL,
  author       TEXT    NOT NULL,
  created      INTEGER NOT NULL,
  edited       INTEGER NOT NULL,
  state        TEXT    NOT NULL DEFAULT '',
  version      INTEGER NOT NULL DEFAULT 0,
  conflicts    INTEGER NOT NULL DEFAULT 0,
  reference    TEXT    NOT NULL DEFAULT '',
  cohort       TEXT    NOT NULL DEFAULT '',
  team         TEXT    NOT NULL DEFAULT '',
  grade        TEXT    NOT NULL DEFAULT '',
  title        TEXT    NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX record_edited ON record (edited, id);

-- The journal. The body is the change; the other columns are copies to search by.
CREATE TABLE change (
  id        BLOB PRIMARY KEY,
  record_id BLOB    NOT NULL,
  path      TEXT    NOT NULL,
  hlc       INTEGER NOT NULL,
  body      BLOB    NOT NULL, -- as made here or received: passed on byte for byte
  body_hash BLOB    NOT NULL,
  device    BLOB    NOT NULL,
  dev_seq   INTEGER NOT NULL,
  txn       BLOB    NOT NULL,
  status    INTEGER NOT NULL, -- 0 draft, 1 frozen by a push attempt, 2 known to the central store, 3 held, 4 needs attention
  seq       INTEGER,          -- the central store's number; NULL until it has one
  last_err  TEXT              -- why it needs attention
);
CREATE INDEX change_register ON change (record_id, path, hlc, id);
CREATE INDEX change_unsent   ON change (dev_seq) WHERE status < 2;

-- Which change supersedes which. A parent need not be here yet.
CREATE TABLE edge (
  parent BLOB NOT NULL,
  child  BLOB NOT NULL,
  PRIMARY KEY (parent, child)
) WITHOUT ROWID;

-- The current changes of every register.
CREATE TABLE head (
  record_id BLOB NOT NULL,
  path      TEXT NOT NULL,
  change_id BLOB NOT NULL,
  PRIMARY KEY (record_id, path, change_id)
) WITHOUT ROWID;

-- What search finds records by: the words of each head, and of the record's line in lists (change_id NULL).
CREATE TABLE passage (
  id        INTEGER PRIMARY KEY,
  record_id BLOB NOT NULL,
  change_id BLOB,
  words     TEXT NOT NULL
);
CREATE INDEX passage_source ON passage (record_id, change_id);

CREATE VIRTUAL TABLE search USING fts5 (
  words, content = 'passage', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
-- Words that were replaced leave the index at once, and not at some later merge.
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
  INSERT INTO search (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
  INSERT INTO search (search, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER head_removed AFTER DELETE ON head BEGIN
  DELETE FROM passage WHERE record_id = old.record_id AND change_id = old.change_id;
END;

-- Reports that left the vault.
CREATE TABLE export (
  id        INTEGER PRIMARY KEY,
  record_id BLOB    NOT NULL,
  at        INTEGER NOT NULL,
  by        TEXT    NOT NULL,
  kind      TEXT    NOT NULL,
  file_name TEXT    NOT NULL,
  hash      TEXT    NOT NULL,
  pages     INTEGER NOT NULL
);
CREATE INDEX export_record ON export (record_id, id);
