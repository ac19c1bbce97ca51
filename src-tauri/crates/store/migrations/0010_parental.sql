-- Parental responsibility in full: who the adult is by an identity check of their own, how far each record has come, the
-- child's voice, what blocks a release, and what became of a request about a child.
--
-- The two first tables are made anew, for their checks change. What an adult showed before was a kind of document in
-- words and no identity check: it is kept in the note, the adult counts as not identified, and the proof is asked again.
CREATE TABLE old_record AS SELECT * FROM parental_record;
CREATE TABLE old_decision AS SELECT * FROM parental_decision;
DROP TABLE parental_decision;
DROP TABLE parental_record;

CREATE TABLE parental_record (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  -- The adult: the same over every record that goes on from another.
  adult_id TEXT NOT NULL,
  given_names TEXT NOT NULL,
  surname TEXT NOT NULL CHECK (length(surname) > 0),
  born TEXT,
  document TEXT,
  issuer TEXT,
  last_four TEXT CHECK (length(last_four) <= 4),
  expiry TEXT,
  zone TEXT CHECK (zone IN ('pass', 'fail', 'by-hand')),
  matches INTEGER CHECK (matches IN (0, 1)),
  likeness TEXT CHECK (likeness IN ('yes', 'no', 'unsure')),
  hologram INTEGER CHECK (hologram IN (0, 1)),
  digital_result TEXT,
  identified INTEGER NOT NULL CHECK (identified IN (0, 1)),
  capacity TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  child_matches INTEGER CHECK (child_matches IN (0, 1)),
  orders TEXT CHECK (orders IN ('none', 'prohibited-steps', 'no-contact')),
  orders_note TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('no-standing', 'stopped', 'not-proved', 'manager', 'ask-child', 'proved')),
  note TEXT,
  replaces TEXT REFERENCES parental_record (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX parental_record_patient ON parental_record (patient_id, at);
CREATE INDEX parental_record_adult ON parental_record (adult_id);

CREATE TABLE parental_decision (
  id TEXT PRIMARY KEY,
  parental_id TEXT NOT NULL REFERENCES parental_record (id),
  decision TEXT NOT NULL CHECK (decision IN ('proved', 'not-proved', 'referred')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  -- The day to look again; without one nothing is released on it.
  review_on TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX parental_decision_record ON parental_decision (parental_id);

-- What a child wants of one adult.
CREATE TABLE child_view (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  adult_id TEXT NOT NULL,
  view TEXT NOT NULL CHECK (view IN ('agrees', 'refuses')),
  authority TEXT CHECK (authority IN ('spoken', 'written')),
  words TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (authority IS NULL OR view = 'agrees')
) STRICT;
CREATE INDEX child_view_patient ON child_view (patient_id, at);

-- Whether a child understands. A changed mind is another row.
CREATE TABLE competence_assessment (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  outcome TEXT NOT NULL CHECK (outcome IN ('competent', 'not-competent')),
  reasons TEXT NOT NULL CHECK (length(reasons) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX competence_assessment_patient ON competence_assessment (patient_id, at);

-- What blocks a release about a child. It stays until somebody lifts it.
CREATE TABLE release_block (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  kind TEXT NOT NULL CHECK (kind IN ('prohibited-steps', 'no-contact', 'no-disclosure', 'child-confidential', 'safeguarding', 'parents-disagree')),
  detail TEXT NOT NULL CHECK (length(detail) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX release_block_patient ON release_block (patient_id, at);

CREATE TABLE release_block_answer (
  id TEXT PRIMARY KEY,
  block_id TEXT NOT NULL REFERENCES release_block (id),
  answer TEXT NOT NULL CHECK (answer IN ('lifted', 'considered')),
  -- The one request it may go on for.
  request_id TEXT REFERENCES rights_request (id),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (answer = 'lifted' OR request_id IS NOT NULL)
) STRICT;
CREATE INDEX release_block_answer_block ON release_block_answer (block_id);

-- Why a record of somebody under 16 is held: asked when it was registered, or corrected to be one.
CREATE TABLE child_found (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  how TEXT NOT NULL CHECK (how IN ('registered', 'corrected')),
  why TEXT NOT NULL CHECK (length(why) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX child_found_patient ON child_found (patient_id, at);

-- The adult whose proof a request rests on. The newest row counts.
CREATE TABLE request_adult (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES rights_request (id),
  adult_id TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX request_adult_request ON request_adult (request_id, at);

-- What became of a request about a child, and what the decision rests on.
CREATE TABLE request_outcome (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES rights_request (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('released', 'queued', 'corrected', 'refused')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  -- The record of the adult it rests on, for an adult's request.
  parental_id TEXT REFERENCES parental_record (id),
  opinion TEXT,
  others TEXT,
  elsewhere TEXT,
  best_interests TEXT,
  -- Tables of the record that were held back.
  held_back TEXT NOT NULL CHECK (json_valid(held_back)),
  -- The response that was released, byte for byte, and its SHA-256.
  pdf_sha256 TEXT CHECK (length(pdf_sha256) = 64 AND pdf_sha256 NOT GLOB '*[^0-9a-f]*'),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  pages INTEGER CHECK (pages > 0),
  pdf BLOB CHECK (length(pdf) BETWEEN 1 AND 104857600),
  CHECK ((outcome = 'released') = (pdf IS NOT NULL) AND (pdf IS NULL) = (pdf_sha256 IS NULL) AND (pdf IS NULL) = (pages IS NULL))
) STRICT;
CREATE INDEX request_outcome_request ON request_outcome (request_id, at);

-- Records that wait to be deleted. Until then they are held and not used (UK GDPR art 18).
CREATE TABLE deletion_queue (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  request_id TEXT NOT NULL UNIQUE REFERENCES rights_request (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX deletion_queue_patient ON deletion_queue (patient_id);

INSERT INTO parental_record (id, patient_id, adult_id, given_names, surname, last_four, identified, capacity, evidence,
  child_matches, orders, orders_note, verdict, note, replaces, at, by)
SELECT o.id, o.patient_id,
  -- Records were one row after the other, whoever the adult was: the same name is the same adult.
  (SELECT first.id FROM old_record first
   WHERE first.patient_id = o.patient_id AND first.requester_name = o.requester_name ORDER BY first.at, first.rowid LIMIT 1),
  '', o.requester_name, o.requester_last_four, 0, o.capacity, o.evidence, o.child_matches, o.orders,
  CASE WHEN o.orders IN ('prohibited-steps', 'no-contact') THEN 'Recorded before the order itself was written down.' END,
  CASE o.standing WHEN 'complete' THEN 'not-proved' WHEN 'incomplete' THEN 'not-proved' WHEN 'manager-judges' THEN 'not-proved' ELSE o.standing END,
  NULLIF(trim(coalesce(o.note, '') || CASE WHEN o.requester_document IS NOT NULL THEN ' Document shown: ' || o.requester_document || '.' ELSE '' END), ''),
  NULL, o.at, o.by
FROM old_record o ORDER BY o.at, o.rowid;
INSERT INTO parental_decision (id, parental_id, decision, reason, review_on, at, by)
SELECT id, parental_id, decision, reason, NULL, at, by FROM old_decision ORDER BY at, rowid;
INSERT INTO child_view (id, patient_id, adult_id, view, authority, words, at, by)
SELECT o.id, o.patient_id, r.adult_id, o.child_view, NULL, NULL, o.at, o.by
FROM old_record o JOIN parental_record r ON r.id = o.id WHERE o.child_view IN ('agrees', 'refuses') ORDER BY o.at, o.rowid;
INSERT INTO release_block (id, patient_id, kind, detail, at, by)
SELECT id, patient_id, orders, 'Named when an adult was asked about court orders.', at, by
FROM old_record WHERE orders IN ('prohibited-steps', 'no-contact') ORDER BY at, rowid;
DROP TABLE old_decision;
DROP TABLE old_record;

CREATE TRIGGER parental_record_is_never_changed BEFORE UPDATE ON parental_record BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_record');
END;
CREATE TRIGGER parental_record_is_only_erased BEFORE DELETE ON parental_record
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_record');
END;
CREATE TRIGGER parental_decision_is_never_changed BEFORE UPDATE ON parental_decision BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_decision');
END;
CREATE TRIGGER parental_decision_is_only_erased BEFORE DELETE ON parental_decision
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_decision');
END;
CREATE TRIGGER child_view_is_never_changed BEFORE UPDATE ON child_view BEGIN
  SELECT RAISE(ABORT, 'append-only: child_view');
END;
CREATE TRIGGER child_view_is_only_erased BEFORE DELETE ON child_view
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: child_view');
END;
CREATE TRIGGER competence_assessment_is_never_changed BEFORE UPDATE ON competence_assessment BEGIN
  SELECT RAISE(ABORT, 'append-only: competence_assessment');
END;
CREATE TRIGGER competence_assessment_is_only_erased BEFORE DELETE ON competence_assessment
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: competence_assessment');
END;
CREATE TRIGGER release_block_is_never_changed BEFORE UPDATE ON release_block BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block');
END;
CREATE TRIGGER release_block_is_only_erased BEFORE DELETE ON release_block
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block');
END;
CREATE TRIGGER release_block_answer_is_never_changed BEFORE UPDATE ON release_block_answer BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block_answer');
END;
CREATE TRIGGER release_block_answer_is_only_erased BEFORE DELETE ON release_block_answer
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block_answer');
END;
CREATE TRIGGER child_found_is_never_changed BEFORE UPDATE ON child_found BEGIN
  SELECT RAISE(ABORT, 'append-only: child_found');
END;
CREATE TRIGGER child_found_is_only_erased BEFORE DELETE ON child_found
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: child_found');
END;
CREATE TRIGGER request_adult_is_never_changed BEFORE UPDATE ON request_adult BEGIN
  SELECT RAISE(ABORT, 'append-only: request_adult');
END;
CREATE TRIGGER request_adult_is_only_erased BEFORE DELETE ON request_adult
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: request_adult');
END;
CREATE TRIGGER request_outcome_is_never_changed BEFORE UPDATE ON request_outcome BEGIN
  SELECT RAISE(ABORT, 'append-only: request_outcome');
END;
CREATE TRIGGER request_outcome_is_only_erased BEFORE DELETE ON request_outcome
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: request_outcome');
END;
CREATE TRIGGER deletion_queue_is_never_changed BEFORE UPDATE ON deletion_queue BEGIN
  SELECT RAISE(ABORT, 'append-only: deletion_queue');
END;
CREATE TRIGGER deletion_queue_is_only_erased BEFORE DELETE ON deletion_queue
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: deletion_queue');
END;
