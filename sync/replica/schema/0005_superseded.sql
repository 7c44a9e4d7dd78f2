-- The central store said that a change is superseded by one that is not here: it is no head.
ALTER TABLE change ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;
