-- Copies of documents: kept only with a reason, and never longer than their day.
CREATE TABLE document_copy (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  document TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('jpeg', 'png', 'pdf')),
  size INTEGER NOT NULL CHECK (size BETWEEN 1 AND 20971520),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  delete_on TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX document_copy_patient ON document_copy (patient_id, at);
CREATE INDEX document_copy_day ON document_copy (delete_on);

-- That a copy was deleted, when and why, outlives the copy.
CREATE TABLE document_copy_deletion (
  copy_id TEXT PRIMARY KEY REFERENCES document_copy (id),
  why TEXT NOT NULL CHECK (why IN ('due', 'not-needed')),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;

-- The bytes, 1 MiB a row: read as a stream, and under the database's own key like everything else.
CREATE TABLE document_copy_chunk (
  copy_id TEXT NOT NULL REFERENCES document_copy (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
  UNIQUE (copy_id, number)
) STRICT;

CREATE TRIGGER document_copy_is_never_changed BEFORE UPDATE ON document_copy BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy');
END;
CREATE TRIGGER document_copy_is_only_erased BEFORE DELETE ON document_copy
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy');
END;
CREATE TRIGGER document_copy_deletion_is_never_changed BEFORE UPDATE ON document_copy_deletion BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_deletion');
END;
CREATE TRIGGER document_copy_deletion_is_only_erased BEFORE DELETE ON document_copy_deletion
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_deletion');
END;
CREATE TRIGGER document_copy_chunk_is_never_changed BEFORE UPDATE ON document_copy_chunk BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_chunk');
END;
CREATE TRIGGER document_copy_chunk_goes_with_its_deletion BEFORE DELETE ON document_copy_chunk
WHEN NOT EXISTS (SELECT 1 FROM document_copy_deletion WHERE copy_id = OLD.copy_id)
  AND NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_chunk');
END;
