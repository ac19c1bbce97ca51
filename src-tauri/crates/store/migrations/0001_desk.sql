-- The desk's first house. Dates are YYYY-MM-DD (local), instants RFC 3339 UTC.
-- Append-only tables refuse UPDATE always, and DELETE unless an erasure is open in the same transaction.

CREATE TABLE erasure (
  id TEXT PRIMARY KEY,
  opened_at TEXT NOT NULL,
  closed_at TEXT
) STRICT;

CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clinic_version (
  version INTEGER PRIMARY KEY,
  json TEXT NOT NULL CHECK (json_valid(json)),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  slot_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role TEXT NOT NULL CHECK (role IN ('reception', 'practice-manager', 'clinician')),
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE patient (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL UNIQUE,
  surname TEXT NOT NULL CHECK (length(surname) BETWEEN 1 AND 100),
  given_names TEXT NOT NULL CHECK (length(given_names) BETWEEN 1 AND 100),
  preferred_name TEXT,
  latin_name TEXT,
  born TEXT NOT NULL CHECK (born GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  born_estimated INTEGER NOT NULL CHECK (born_estimated IN (0, 1)),
  sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'unspecified')),
  address TEXT,
  postcode TEXT,
  phone TEXT,
  phone_key TEXT,
  email TEXT,
  email_key TEXT,
  contact_by TEXT NOT NULL CHECK (json_valid(contact_by)),
  contact_note TEXT,
  needs TEXT,
  nhs_number TEXT CHECK (nhs_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  source TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX patient_born ON patient (born);
CREATE INDEX patient_phone ON patient (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX patient_email ON patient (email_key) WHERE email_key IS NOT NULL;
CREATE INDEX patient_nhs ON patient (nhs_number) WHERE nhs_number IS NOT NULL;

-- Folded names only (accents, case and marks gone); the row's content is not kept twice.
CREATE VIRTUAL TABLE patient_name USING fts5 (
  names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
INSERT INTO patient_name (patient_name, rank) VALUES ('secure-delete', 1);

CREATE TABLE patient_revision (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  revision INTEGER NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before)),
  changed TEXT NOT NULL CHECK (json_valid(changed)),
  reason TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  UNIQUE (patient_id, revision)
) STRICT;

CREATE TABLE arrival (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  day TEXT NOT NULL,
  time TEXT NOT NULL CHECK (time GLOB '[0-2][0-9]:[0-5][0-9]'),
  treatment TEXT NOT NULL,
  walk_in INTEGER NOT NULL CHECK (walk_in IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('expected', 'here', 'seen', 'turned-away')),
  here_at TEXT,
  done_at TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (state = 'expected' OR here_at IS NOT NULL)
) STRICT;
CREATE INDEX arrival_day ON arrival (day, time);
CREATE INDEX arrival_patient ON arrival (patient_id);

CREATE TABLE identity_check (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT REFERENCES arrival (id),
  method TEXT NOT NULL CHECK (method IN ('document', 'known', 'vouched')),
  document TEXT,
  issuer TEXT,
  last_four TEXT CHECK (length(last_four) <= 4),
  expiry TEXT,
  zone TEXT CHECK (zone IN ('pass', 'fail', 'by-hand')),
  name_match TEXT CHECK (name_match IN ('match', 'check', 'differs')),
  born_match INTEGER CHECK (born_match IN (0, 1)),
  likeness TEXT CHECK (likeness IN ('yes', 'no', 'unsure')),
  earlier_check TEXT REFERENCES identity_check (id),
  vouched_by TEXT REFERENCES staff (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'not-confirmed')),
  purpose TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (method <> 'document' OR document IS NOT NULL),
  CHECK (method <> 'known' OR earlier_check IS NOT NULL),
  CHECK (method <> 'vouched' OR vouched_by IS NOT NULL)
) STRICT;
CREATE INDEX identity_check_patient ON identity_check (patient_id, at);

CREATE TABLE age_check (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT REFERENCES arrival (id),
  treatment TEXT NOT NULL,
  day TEXT NOT NULL,
  age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 150),
  verdict TEXT NOT NULL CHECK (verdict IN ('allowed', 'stopped', 'parental', 'clinician')),
  minimum INTEGER,
  source TEXT,
  identity_check TEXT REFERENCES identity_check (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX age_check_patient ON age_check (patient_id, at);

CREATE TABLE refusal (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT REFERENCES arrival (id),
  treatment TEXT NOT NULL,
  reason TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX refusal_patient ON refusal (patient_id, at);

CREATE TABLE consent_answer (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  arrival_id TEXT REFERENCES arrival (id),
  purpose TEXT NOT NULL,
  channel TEXT CHECK (channel IN ('email', 'text', 'phone', 'post')),
  answer TEXT NOT NULL CHECK (answer IN ('given', 'refused', 'not-now', 'withdrawn')),
  wording_id TEXT NOT NULL,
  wording_version INTEGER NOT NULL,
  wording_question TEXT NOT NULL,
  wording_text TEXT NOT NULL,
  wording_approved INTEGER NOT NULL CHECK (wording_approved IN (0, 1)),
  capacity TEXT NOT NULL CHECK (capacity IN ('patient', 'parent', 'attorney')),
  speaker TEXT,
  method TEXT NOT NULL CHECK (method IN ('on-screen', 'written', 'verbal-witnessed', 'phone')),
  witness TEXT,
  interpreter TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (capacity = 'patient' OR speaker IS NOT NULL),
  CHECK (method <> 'verbal-witnessed' OR witness IS NOT NULL)
) STRICT;
CREATE INDEX consent_answer_patient ON consent_answer (patient_id, purpose, at);

CREATE TABLE parental_record (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  requester_name TEXT NOT NULL,
  requester_document TEXT,
  requester_last_four TEXT CHECK (length(requester_last_four) <= 4),
  capacity TEXT NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence)),
  child_matches INTEGER CHECK (child_matches IN (0, 1)),
  orders TEXT,
  child_view TEXT,
  standing TEXT NOT NULL CHECK (standing IN ('complete', 'incomplete', 'stopped', 'no-standing', 'manager-judges')),
  note TEXT,
  replaces TEXT REFERENCES parental_record (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX parental_record_patient ON parental_record (patient_id, at);

CREATE TABLE parental_decision (
  id TEXT PRIMARY KEY,
  parental_id TEXT NOT NULL REFERENCES parental_record (id),
  decision TEXT NOT NULL CHECK (decision IN ('proved', 'not-proved', 'referred')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;

CREATE TABLE rights_request (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  patient_id TEXT NOT NULL REFERENCES patient (id),
  right TEXT NOT NULL,
  received_on TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('in-person', 'phone', 'email', 'letter', 'other')),
  said TEXT NOT NULL,
  made_by TEXT NOT NULL CHECK (made_by IN ('patient', 'parent', 'agent')),
  requester_name TEXT,
  id_asked_on TEXT,
  authority_asked_on TEXT,
  reply_by TEXT NOT NULL CHECK (reply_by IN ('email', 'post', 'collect')),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (made_by = 'patient' OR requester_name IS NOT NULL)
) STRICT;
CREATE INDEX rights_request_patient ON rights_request (patient_id);

-- What happened to a request since: asked, replied, extended, closed. The clock reads these.
CREATE TABLE rights_request_event (
  id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES rights_request (id),
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id)
) STRICT;
CREATE INDEX rights_request_event_request ON rights_request_event (request_id, day);

-- One row per unfinished screen and person; emptied by completion or after 7 days.
CREATE TABLE draft (
  screen TEXT NOT NULL,
  subject TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  json TEXT NOT NULL CHECK (json_valid(json)),
  updated_at TEXT NOT NULL,
  PRIMARY KEY (screen, subject, staff_id)
) STRICT, WITHOUT ROWID;

-- One hash chain. Entries carry ids and codes, never personal data.
CREATE TABLE audit_entry (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  use_case TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'intended', 'failed')),
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject);

CREATE TRIGGER clinic_version_is_never_changed BEFORE UPDATE ON clinic_version BEGIN
  SELECT RAISE(ABORT, 'append-only: clinic_version');
END;
CREATE TRIGGER clinic_version_is_only_erased BEFORE DELETE ON clinic_version
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: clinic_version');
END;

CREATE TRIGGER patient_revision_is_never_changed BEFORE UPDATE ON patient_revision BEGIN
  SELECT RAISE(ABORT, 'append-only: patient_revision');
END;
CREATE TRIGGER patient_revision_is_only_erased BEFORE DELETE ON patient_revision
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: patient_revision');
END;

CREATE TRIGGER identity_check_is_never_changed BEFORE UPDATE ON identity_check BEGIN
  SELECT RAISE(ABORT, 'append-only: identity_check');
END;
CREATE TRIGGER identity_check_is_only_erased BEFORE DELETE ON identity_check
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: identity_check');
END;

CREATE TRIGGER age_check_is_never_changed BEFORE UPDATE ON age_check BEGIN
  SELECT RAISE(ABORT, 'append-only: age_check');
END;
CREATE TRIGGER age_check_is_only_erased BEFORE DELETE ON age_check
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: age_check');
END;

CREATE TRIGGER refusal_is_never_changed BEFORE UPDATE ON refusal BEGIN
  SELECT RAISE(ABORT, 'append-only: refusal');
END;
CREATE TRIGGER refusal_is_only_erased BEFORE DELETE ON refusal
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: refusal');
END;

CREATE TRIGGER consent_answer_is_never_changed BEFORE UPDATE ON consent_answer BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_answer');
END;
CREATE TRIGGER consent_answer_is_only_erased BEFORE DELETE ON consent_answer
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_answer');
END;

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

CREATE TRIGGER rights_request_is_never_changed BEFORE UPDATE ON rights_request BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request');
END;
CREATE TRIGGER rights_request_is_only_erased BEFORE DELETE ON rights_request
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request');
END;

CREATE TRIGGER rights_request_event_is_never_changed BEFORE UPDATE ON rights_request_event BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request_event');
END;
CREATE TRIGGER rights_request_event_is_only_erased BEFORE DELETE ON rights_request_event
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request_event');
END;

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_entry');
END;
CREATE TRIGGER audit_entry_is_only_erased BEFORE DELETE ON audit_entry
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_entry');
END;
