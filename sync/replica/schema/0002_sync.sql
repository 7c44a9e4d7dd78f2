-- What a replica has to know to synchronise. change.status has one value more: 5, rejected by whoever decided a held change.

ALTER TABLE incarnation ADD COLUMN sent     INTEGER NOT NULL DEFAULT 0; -- greatest dev_seq that a push attempt began with
ALTER TABLE incarnation ADD COLUMN answered INTEGER NOT NULL DEFAULT 0; -- greatest dev_seq that the central store answered for

ALTER TABLE change ADD COLUMN account BLOB;                        -- who pushed it, as the central store says; NULL until it has
ALTER TABLE change ADD COLUMN receipt TEXT    NOT NULL DEFAULT ''; -- the central store's mark that it had the change
ALTER TABLE change ADD COLUMN code    TEXT    NOT NULL DEFAULT ''; -- why it is held or bad, to a program; last_err says it to a person
ALTER TABLE change ADD COLUMN doubt   INTEGER NOT NULL DEFAULT 0;  -- since a restore of the central store: 1 it may lack it, 2 it does
CREATE INDEX change_trouble ON change (status, id) WHERE status > 2;
CREATE INDEX change_doubt   ON change (doubt, seq) WHERE doubt > 0;

ALTER TABLE record ADD COLUMN read_only   INTEGER NOT NULL DEFAULT 0; -- changes by this account will be held
ALTER TABLE record ADD COLUMN partial     INTEGER NOT NULL DEFAULT 0; -- there are older changes that are not here
ALTER TABLE record ADD COLUMN stale       INTEGER NOT NULL DEFAULT 0; -- its line in lists does not follow from its answers yet
ALTER TABLE record ADD COLUMN likeness    INTEGER NOT NULL DEFAULT 0; -- to what the central store says: 1 is to be compared, 2 differs
ALTER TABLE record ADD COLUMN founded     INTEGER NOT NULL DEFAULT 1; -- author and created are those of its first change
ALTER TABLE record ADD COLUMN known       INTEGER NOT NULL DEFAULT 0; -- changes here that the central store has
ALTER TABLE record ADD COLUMN digest      BLOB    NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE record ADD COLUMN far_changes INTEGER NOT NULL DEFAULT 0; -- as the central store last said of the record
ALTER TABLE record ADD COLUMN far_seq     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE record ADD COLUMN far_digest  BLOB    NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE record ADD COLUMN far_heads   BLOB    NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE record ADD COLUMN pass        INTEGER NOT NULL DEFAULT 0; -- the last complete look through all records that named it
ALTER TABLE record ADD COLUMN delivery    TEXT    NOT NULL DEFAULT ''; -- who has it, as the central store last said, in JSON
CREATE INDEX record_stale   ON record (id) WHERE stale;
CREATE INDEX record_likeness ON record (likeness, id) WHERE likeness > 0;
CREATE INDEX record_form    ON record (form_hash);

ALTER TABLE form ADD COLUMN central INTEGER NOT NULL DEFAULT 0; -- the central store has it

-- Records that are here no more: 1 left this account's sight, 2 erased by law. Neither says anything about anybody.
CREATE TABLE gone (
  record_id BLOB PRIMARY KEY,
  kind      INTEGER NOT NULL,
  form_hash TEXT    NOT NULL, -- with 1: of changes that were on their way
  held      INTEGER NOT NULL, -- changes of this device that wait for a decision
  at        INTEGER NOT NULL
) WITHOUT ROWID;

-- Attachments. state: 0 being written, 1 to be sent, 2 here and at the central store, 3 to be fetched.
CREATE TABLE blob (
  n         INTEGER PRIMARY KEY,
  record_id BLOB    NOT NULL,
  hash      BLOB, -- NULL while it is being written
  size      INTEGER NOT NULL,
  state     INTEGER NOT NULL,
  UNIQUE (record_id, hash)
);
CREATE INDEX blob_state ON blob (state) WHERE state <> 2;
CREATE TABLE chunk (
  blob INTEGER NOT NULL REFERENCES blob ON DELETE CASCADE,
  n    INTEGER NOT NULL,
  data BLOB    NOT NULL,
  PRIMARY KEY (blob, n)
);
