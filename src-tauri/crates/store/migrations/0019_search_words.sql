-- The search index over words that are kept: an index without content cannot take out what it no longer knows, and kept the
-- words of former and erased names for good. With the words in a column, the index is told exactly which to take out, and
-- secure-delete takes them out of its pages in the same transaction.

DROP TABLE patient_name;

-- The folded words a patient is found by, as they were indexed. None yet: filled as the file is opened, by the one who folds.
ALTER TABLE patient ADD COLUMN folded_names TEXT;
CREATE INDEX patient_not_yet_indexed ON patient (seq) WHERE folded_names IS NULL;

CREATE VIRTUAL TABLE patient_name USING fts5 (
  folded_names, content = 'patient', content_rowid = 'seq', tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
INSERT INTO patient_name (patient_name, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER patient_is_indexed AFTER INSERT ON patient WHEN NEW.folded_names IS NOT NULL BEGIN
  INSERT INTO patient_name (rowid, folded_names) VALUES (NEW.seq, NEW.folded_names);
END;
CREATE TRIGGER patient_is_indexed_anew AFTER UPDATE OF folded_names ON patient
WHEN OLD.folded_names IS NOT NEW.folded_names BEGIN
  INSERT INTO patient_name (patient_name, rowid, folded_names)
  SELECT 'delete', OLD.seq, OLD.folded_names WHERE OLD.folded_names IS NOT NULL;
  INSERT INTO patient_name (rowid, folded_names) SELECT NEW.seq, NEW.folded_names WHERE NEW.folded_names IS NOT NULL;
END;
CREATE TRIGGER patient_is_no_longer_indexed AFTER DELETE ON patient WHEN OLD.folded_names IS NOT NULL BEGIN
  INSERT INTO patient_name (patient_name, rowid, folded_names) VALUES ('delete', OLD.seq, OLD.folded_names);
END;
