-- Forms that were brought in by hand. Those that records brought with them are in form alone.
CREATE TABLE form_import (
  hash        TEXT PRIMARY KEY REFERENCES form (hash),
  file_name   TEXT    NOT NULL, -- without folders
  at          INTEGER NOT NULL,
  by          TEXT    NOT NULL,
  approved_at INTEGER, -- NULL while it is a draft
  approved_by TEXT    NOT NULL DEFAULT '',
  reason      TEXT    NOT NULL DEFAULT ''
) WITHOUT ROWID;
