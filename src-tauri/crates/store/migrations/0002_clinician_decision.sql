-- The age gate in depth: a clinician's decision about one visit, and the date of birth typed again from the document.
CREATE TABLE clinician_decision (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT NOT NULL REFERENCES arrival (id),
  treatment TEXT NOT NULL,
  question TEXT NOT NULL CHECK (question IN ('doctor-directed', 'cosmetic')),
  age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 150),
  answer TEXT NOT NULL CHECK (answer IN ('go-ahead', 'not-today')),
  doctor TEXT,
  gmc TEXT CHECK (gmc GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  given_by TEXT CHECK (given_by IN ('doctor', 'dentist', 'nurse', 'pharmacist')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK ((question = 'doctor-directed' AND answer = 'go-ahead') =
         (doctor IS NOT NULL AND gmc IS NOT NULL AND given_by IS NOT NULL))
) STRICT;
CREATE INDEX clinician_decision_patient ON clinician_decision (patient_id, at);

CREATE TRIGGER clinician_decision_is_never_changed BEFORE UPDATE ON clinician_decision BEGIN
  SELECT RAISE(ABORT, 'append-only: clinician_decision');
END;
CREATE TRIGGER clinician_decision_is_only_erased BEFORE DELETE ON clinician_decision
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: clinician_decision');
END;

-- 1: the date of birth was typed again, unseen, and was the record's. Null: the visit did not ask for it.
ALTER TABLE age_check ADD COLUMN rekeyed INTEGER CHECK (rekeyed = 1);
-- The decision that let the visit past the gate.
ALTER TABLE age_check ADD COLUMN clinician_decision TEXT REFERENCES clinician_decision (id);
