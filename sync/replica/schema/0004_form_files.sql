-- What came with a form that was brought in: lists, such as the CSV of a question's choices.
CREATE TABLE form_file (
  hash    TEXT NOT NULL REFERENCES form (hash) ON DELETE CASCADE,
  name    TEXT NOT NULL, -- without folders
  content BLOB NOT NULL,
  PRIMARY KEY (hash, name)
) WITHOUT ROWID;
