-- The central store, in the SQL that PostgreSQL and SQLite share. SQLite knows no uuid and no bytea, and keeps what is
-- given for them, blobs, as it is. Times are milliseconds since 1970 in UTC, 0 for none; an id that is absent is all noughts.
-- Every row belongs to a tenant, and every key begins with it.

-- +goose Up

CREATE TABLE tenant (
  id         uuid   PRIMARY KEY,
  name       text   NOT NULL UNIQUE,
  epoch      uuid   NOT NULL, -- replaced after every restore
  last_seq   bigint NOT NULL, -- the counter: whoever appends to the log holds this row
  forms_seq  bigint NOT NULL,
  secret     bytea  NOT NULL,
  lease_days bigint NOT NULL
);

CREATE TABLE epoch (
  tenant   uuid   NOT NULL,
  n        bigint NOT NULL,
  id       uuid   NOT NULL,
  from_seq bigint NOT NULL,
  at       bigint NOT NULL,
  PRIMARY KEY (tenant, n)
);

CREATE TABLE team (
  tenant  uuid NOT NULL,
  id      text NOT NULL,
  name    text NOT NULL,
  service text NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE account (
  tenant   uuid    NOT NULL,
  id       uuid    NOT NULL,
  name     text    NOT NULL,
  display  text    NOT NULL,
  role     text    NOT NULL CHECK (role IN ('auditor', 'manager', 'qa_lead', 'admin', 'dpo')),
  active   boolean NOT NULL,
  created  bigint  NOT NULL,
  oidc_iss text, -- issuer and subject of an OpenID Connect identity
  oidc_sub text,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, name),
  UNIQUE (tenant, oidc_iss, oidc_sub)
);

CREATE TABLE account_span (
  tenant   uuid   NOT NULL,
  account  uuid   NOT NULL,
  scope    text   NOT NULL,
  from_seq bigint NOT NULL,
  to_seq   bigint NOT NULL, -- 0 while it lasts
  PRIMARY KEY (tenant, account, scope, from_seq)
);

-- One row to an installation of a laptop's database.
CREATE TABLE device (
  tenant   uuid    NOT NULL,
  id       uuid    NOT NULL,
  account  uuid    NOT NULL,
  previous uuid    NOT NULL, -- incarnation
  label    text    NOT NULL,
  app      text    NOT NULL,
  pubkey   bytea   NOT NULL,
  revoked  boolean NOT NULL,
  epoch    uuid    NOT NULL, -- in which it was last told what the store lacks
  dev_seq  bigint  NOT NULL, -- greatest number answered for
  applied  bigint  NOT NULL,
  enrolled bigint  NOT NULL,
  seen     bigint  NOT NULL,
  wiped    bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE applied (
  tenant uuid   NOT NULL,
  device uuid   NOT NULL,
  seq    bigint NOT NULL,
  at     bigint NOT NULL,
  PRIMARY KEY (tenant, device, seq)
);

CREATE TABLE enrol_code (
  tenant  uuid   NOT NULL,
  hash    bytea  NOT NULL,
  account uuid   NOT NULL,
  expires bigint NOT NULL,
  device  uuid   NOT NULL, -- that used it
  PRIMARY KEY (tenant, hash)
);

CREATE TABLE access_token (
  tenant  uuid   NOT NULL,
  hash    bytea  NOT NULL,
  device  uuid   NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (tenant, hash)
);
CREATE INDEX access_token_expires ON access_token (tenant, expires);

CREATE TABLE nonce (
  tenant  uuid   NOT NULL,
  hash    bytea  NOT NULL,
  expires bigint NOT NULL,
  PRIMARY KEY (tenant, hash)
);
CREATE INDEX nonce_expires ON nonce (tenant, expires);

-- The log. A number of it is either here or in event.
CREATE TABLE change (
  tenant    uuid    NOT NULL,
  seq       bigint  NOT NULL,
  id        uuid    NOT NULL,
  record_id uuid    NOT NULL,
  txn       uuid    NOT NULL,
  account   uuid    NOT NULL, -- that pushed it
  device    uuid    NOT NULL, -- that made it
  dev_seq   bigint  NOT NULL,
  carried   boolean NOT NULL, -- brought by another device: outside the count of the one that made it
  superseded boolean NOT NULL, -- by a change of the same register that was in the log before it
  began     boolean NOT NULL, -- its record, and so made it the account's
  path      text    NOT NULL,
  op        text    NOT NULL,
  form      text    NOT NULL,
  hlc       bigint  NOT NULL,
  size      bigint  NOT NULL, -- of body
  body_hash bytea   NOT NULL,
  body      bytea   NOT NULL, -- as received, byte for byte
  blanked   boolean NOT NULL DEFAULT false,
  received  bigint  NOT NULL,
  skew      bigint  NOT NULL, -- of the device's clock, in milliseconds
  sig       bytea,
  PRIMARY KEY (tenant, seq),
  UNIQUE (tenant, id)
);
CREATE INDEX change_record ON change (tenant, record_id, seq);
CREATE UNIQUE INDEX change_count ON change (tenant, device, dev_seq) WHERE NOT carried;

CREATE TABLE edge (
  tenant uuid NOT NULL,
  parent uuid NOT NULL,
  child  uuid NOT NULL,
  PRIMARY KEY (tenant, parent, child)
);

CREATE TABLE event (
  tenant   uuid    NOT NULL,
  seq      bigint  NOT NULL,
  kind     text    NOT NULL,
  account  uuid    NOT NULL, -- whom it concerns
  record_id uuid   NOT NULL,
  txn      uuid    NOT NULL,
  actor    uuid    NOT NULL,
  accepted boolean NOT NULL,
  reason   text    NOT NULL,
  at       bigint  NOT NULL,
  PRIMARY KEY (tenant, seq)
);
CREATE INDEX event_account ON event (tenant, account, seq);

-- Numbers of devices that were used up by changes which are kept nowhere.
CREATE TABLE refused (
  tenant    uuid   NOT NULL,
  device    uuid   NOT NULL,
  dev_seq   bigint NOT NULL,
  id        uuid   NOT NULL,
  body_hash bytea  NOT NULL,
  outcome   text   NOT NULL,
  code      text   NOT NULL,
  PRIMARY KEY (tenant, device, dev_seq)
);

-- What follows from the changes of each register and record.
CREATE TABLE head (
  tenant    uuid   NOT NULL,
  change_id uuid   NOT NULL,
  record_id uuid   NOT NULL,
  path      text   NOT NULL,
  seq       bigint NOT NULL,
  body_hash bytea  NOT NULL,
  mark      text   NOT NULL,
  PRIMARY KEY (tenant, change_id)
);
CREATE INDEX head_record ON head (tenant, record_id);

CREATE TABLE record (
  tenant       uuid    NOT NULL,
  id           uuid    NOT NULL,
  form         text    NOT NULL,
  creator      uuid    NOT NULL,
  states       text    NOT NULL, -- JSON list
  created_seq  bigint  NOT NULL,
  last_seq     bigint  NOT NULL,
  changes      bigint  NOT NULL,
  bytes        bigint  NOT NULL, -- of the bodies of its changes
  digest       bytea   NOT NULL,
  heads        bytea   NOT NULL,
  purged       bigint  NOT NULL, -- number at which it was erased; 0 when it was not
  retain_until bigint  NOT NULL DEFAULT 0,
  legal_hold   boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE record_span (
  tenant    uuid   NOT NULL,
  record_id uuid   NOT NULL,
  scope     text   NOT NULL,
  from_seq  bigint NOT NULL,
  to_seq    bigint NOT NULL, -- 0 while it lasts
  PRIMARY KEY (tenant, record_id, scope, from_seq)
);
CREATE INDEX record_span_scope ON record_span (tenant, scope, record_id);
CREATE INDEX record_span_from ON record_span (tenant, from_seq);
CREATE INDEX record_span_to ON record_span (tenant, to_seq) WHERE to_seq > 0;

CREATE TABLE held (
  tenant    uuid    NOT NULL,
  id        uuid    NOT NULL,
  record_id uuid    NOT NULL,
  txn       uuid    NOT NULL,
  account   uuid    NOT NULL,
  device    uuid    NOT NULL,
  dev_seq   bigint  NOT NULL,
  carried   boolean NOT NULL,
  path      text    NOT NULL,
  op        text    NOT NULL,
  form      text    NOT NULL,
  hlc       bigint  NOT NULL,
  body_hash bytea   NOT NULL,
  body      bytea   NOT NULL,
  received  bigint  NOT NULL,
  skew      bigint  NOT NULL,
  reason    text    NOT NULL,
  decider   uuid    NOT NULL, -- all noughts while it waits
  accepted  boolean NOT NULL,
  decision  text    NOT NULL,
  decided   bigint  NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX held_txn ON held (tenant, txn);
CREATE INDEX held_waiting ON held (tenant, decider, id);
CREATE INDEX held_record ON held (tenant, record_id, account);

CREATE TABLE blob (
  tenant    uuid    NOT NULL,
  record_id uuid    NOT NULL,
  id        bytea   NOT NULL,
  size      bigint  NOT NULL,
  complete  boolean NOT NULL,
  created   bigint  NOT NULL,
  PRIMARY KEY (tenant, record_id, id)
);

CREATE TABLE blob_chunk (
  tenant    uuid   NOT NULL,
  record_id uuid   NOT NULL,
  blob_id   bytea  NOT NULL,
  n         bigint NOT NULL,
  data      bytea  NOT NULL,
  PRIMARY KEY (tenant, record_id, blob_id, n)
);

CREATE TABLE form (
  tenant  uuid   NOT NULL,
  hash    bytea  NOT NULL,
  id      text   NOT NULL,
  version text   NOT NULL,
  title   text   NOT NULL,
  status  text   NOT NULL CHECK (status IN ('proposed', 'approved', 'withdrawn')),
  size    bigint NOT NULL,
  source  bytea  NOT NULL,
  author  uuid   NOT NULL,
  at      bigint NOT NULL,
  PRIMARY KEY (tenant, hash)
);
