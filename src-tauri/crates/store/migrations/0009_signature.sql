-- Forms signed on the screen: the signature as drawn, the copy that was made of it, and what each says of itself.
-- What was signed can be put together again from these rows and hashed; see docs/signed-forms.md.
CREATE TABLE signed_form (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE CHECK (number GLOB 'SF-[0-9]*'),
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT NOT NULL REFERENCES arrival (id),
  -- The name and the capacity of who signed, and the sentence above the signature.
  signer TEXT NOT NULL CHECK (length(signer) > 0),
  capacity TEXT NOT NULL CHECK (capacity IN ('patient', 'parent', 'attorney')),
  interpreter TEXT,
  declaration TEXT NOT NULL CHECK (length(declaration) > 0),
  -- Strokes of [x, y] in ten-thousandths of the box; the box's width over its height in thousandths.
  strokes TEXT NOT NULL CHECK (json_valid(strokes) AND json_array_length(strokes) > 0),
  ratio INTEGER NOT NULL CHECK (ratio BETWEEN 500 AND 10000),
  content_sha256 TEXT NOT NULL UNIQUE CHECK (length(content_sha256) = 64 AND content_sha256 NOT GLOB '*[^0-9a-f]*'),
  pdf_sha256 TEXT NOT NULL UNIQUE CHECK (length(pdf_sha256) = 64 AND pdf_sha256 NOT GLOB '*[^0-9a-f]*'),
  pages INTEGER NOT NULL CHECK (pages > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  -- The copy, last: what lists the forms need not read over it.
  pdf BLOB NOT NULL CHECK (length(pdf) BETWEEN 1 AND 20971520)
) STRICT;
CREATE INDEX signed_form_patient ON signed_form (patient_id, at);

-- The answers a form covers, in the order they stand on it.
CREATE TABLE signed_form_answer (
  form_id TEXT NOT NULL REFERENCES signed_form (id),
  place INTEGER NOT NULL CHECK (place >= 0),
  answer_id TEXT NOT NULL UNIQUE REFERENCES consent_answer (id),
  UNIQUE (form_id, place)
) STRICT;

CREATE TRIGGER signed_form_is_never_changed BEFORE UPDATE ON signed_form BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form');
END;
CREATE TRIGGER signed_form_is_only_erased BEFORE DELETE ON signed_form
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form');
END;
CREATE TRIGGER signed_form_answer_is_never_changed BEFORE UPDATE ON signed_form_answer BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form_answer');
END;
CREATE TRIGGER signed_form_answer_is_only_erased BEFORE DELETE ON signed_form_answer
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form_answer');
END;
