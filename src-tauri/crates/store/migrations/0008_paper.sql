-- Consent forms on paper: what was printed for whom, the pages that came back, and where each page was put.

-- One made form. What all its pages' codes share stands here; two prints of one preview are one paper.
CREATE TABLE consent_paper (
  id TEXT PRIMARY KEY CHECK (length(id) = 8 AND id NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*'),
  form TEXT NOT NULL CHECK (length(form) > 0),
  version TEXT NOT NULL CHECK (length(version) > 0),
  treatment TEXT NOT NULL,
  -- None on a blank form.
  patient_id TEXT REFERENCES patient (id),
  -- The visit it was made for, when there was one that day.
  arrival_id TEXT REFERENCES arrival (id),
  size TEXT NOT NULL CHECK (size IN ('normal', 'large')),
  pages INTEGER NOT NULL CHECK (pages BETWEEN 1 AND 99),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK (arrival_id IS NULL OR patient_id IS NOT NULL)
) STRICT;
CREATE INDEX consent_paper_patient ON consent_paper (patient_id, at);

-- The questions on it, in their order: which words were signed under.
CREATE TABLE consent_paper_question (
  paper_id TEXT NOT NULL REFERENCES consent_paper (id),
  place INTEGER NOT NULL CHECK (place > 0),
  purpose TEXT NOT NULL,
  wording_id TEXT NOT NULL,
  wording_version INTEGER NOT NULL CHECK (wording_version > 0),
  PRIMARY KEY (paper_id, place)
) STRICT;

-- What became of it: sent to a printer or a file, a blank one given its patient, its answers recorded, closed without.
CREATE TABLE consent_paper_event (
  seq INTEGER PRIMARY KEY,
  paper_id TEXT NOT NULL REFERENCES consent_paper (id),
  kind TEXT NOT NULL CHECK (kind IN ('sent', 'assigned', 'recorded', 'closed')),
  patient_id TEXT REFERENCES patient (id),
  arrival_id TEXT REFERENCES arrival (id),
  reason TEXT CHECK (length(reason) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK ((kind = 'assigned') = (patient_id IS NOT NULL)),
  CHECK (arrival_id IS NULL OR kind IN ('assigned', 'recorded')),
  CHECK ((kind = 'closed') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX consent_paper_event_paper ON consent_paper_event (paper_id, seq);
CREATE INDEX consent_paper_event_patient ON consent_paper_event (patient_id);
-- Whose it is, and how it ended, is said once.
CREATE UNIQUE INDEX consent_paper_assigned ON consent_paper_event (paper_id) WHERE kind = 'assigned';
CREATE UNIQUE INDEX consent_paper_ended ON consent_paper_event (paper_id) WHERE kind IN ('recorded', 'closed');

-- Which answers on record a paper shows.
CREATE TABLE consent_paper_answer (
  answer_id TEXT PRIMARY KEY REFERENCES consent_answer (id),
  paper_id TEXT NOT NULL REFERENCES consent_paper (id)
) STRICT;

-- A scanned page: what its code said, and why it could not be put where it belongs by itself.
CREATE TABLE paper_page (
  id TEXT PRIMARY KEY,
  why TEXT CHECK (why IN ('page-no-code', 'page-code-unreadable', 'page-code-not-ours', 'page-code-newer', 'page-several',
    'page-paper-unknown', 'page-contradicts', 'page-second')),
  read_paper TEXT,
  read_page INTEGER,
  read_pages INTEGER,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  size INTEGER NOT NULL CHECK (size > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK ((read_paper IS NULL) = (read_page IS NULL) AND (read_paper IS NULL) = (read_pages IS NULL))
) STRICT;
CREATE INDEX paper_page_sha256 ON paper_page (sha256);

-- Where a page was put. The newest row counts; a page without one waits in the tray.
CREATE TABLE paper_page_filing (
  seq INTEGER PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES paper_page (id),
  kind TEXT NOT NULL CHECK (kind IN ('code', 'paper', 'patient', 'thrown')),
  paper_id TEXT REFERENCES consent_paper (id),
  number INTEGER CHECK (number BETWEEN 1 AND 99),
  patient_id TEXT REFERENCES patient (id),
  reason TEXT CHECK (length(reason) > 0),
  at TEXT NOT NULL,
  by TEXT NOT NULL REFERENCES staff (id),
  CHECK ((kind IN ('code', 'paper')) = (paper_id IS NOT NULL)),
  CHECK ((paper_id IS NULL) = (number IS NULL)),
  CHECK ((kind = 'patient') = (patient_id IS NOT NULL)),
  CHECK ((kind = 'thrown') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX paper_page_filing_page ON paper_page_filing (page_id, seq);
CREATE INDEX paper_page_filing_paper ON paper_page_filing (paper_id);
CREATE INDEX paper_page_filing_patient ON paper_page_filing (patient_id);

-- The picture, 1 MiB a row.
CREATE TABLE paper_page_chunk (
  page_id TEXT NOT NULL REFERENCES paper_page (id),
  number INTEGER NOT NULL CHECK (number >= 0),
  bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
  UNIQUE (page_id, number)
) STRICT;

CREATE TRIGGER consent_paper_is_never_changed BEFORE UPDATE ON consent_paper BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper');
END;
CREATE TRIGGER consent_paper_is_only_erased BEFORE DELETE ON consent_paper
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper');
END;
CREATE TRIGGER consent_paper_question_is_never_changed BEFORE UPDATE ON consent_paper_question BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_question');
END;
CREATE TRIGGER consent_paper_question_is_only_erased BEFORE DELETE ON consent_paper_question
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_question');
END;
CREATE TRIGGER consent_paper_event_is_never_changed BEFORE UPDATE ON consent_paper_event BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_event');
END;
CREATE TRIGGER consent_paper_event_is_only_erased BEFORE DELETE ON consent_paper_event
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_event');
END;
CREATE TRIGGER consent_paper_answer_is_never_changed BEFORE UPDATE ON consent_paper_answer BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_answer');
END;
CREATE TRIGGER consent_paper_answer_is_only_erased BEFORE DELETE ON consent_paper_answer
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_answer');
END;
CREATE TRIGGER paper_page_is_never_changed BEFORE UPDATE ON paper_page BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page');
END;
CREATE TRIGGER paper_page_is_only_erased BEFORE DELETE ON paper_page
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page');
END;
CREATE TRIGGER paper_page_filing_is_never_changed BEFORE UPDATE ON paper_page_filing BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_filing');
END;
CREATE TRIGGER paper_page_filing_is_only_erased BEFORE DELETE ON paper_page_filing
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_filing');
END;
CREATE TRIGGER paper_page_chunk_is_never_changed BEFORE UPDATE ON paper_page_chunk BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_chunk');
END;
CREATE TRIGGER paper_page_chunk_goes_with_its_page BEFORE DELETE ON paper_page_chunk
WHEN NOT EXISTS (SELECT 1 FROM paper_page_filing WHERE page_id = OLD.page_id AND kind = 'thrown')
  AND NOT EXISTS (SELECT 1 FROM erasure WHERE closed_at IS NULL) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_chunk');
END;
-- What was thrown away is gone: nothing can be filed after it.
CREATE TRIGGER paper_page_filing_ends_with_thrown BEFORE INSERT ON paper_page_filing
WHEN EXISTS (SELECT 1 FROM paper_page_filing WHERE page_id = NEW.page_id AND kind = 'thrown') BEGIN
  SELECT RAISE(ABORT, 'paper_page_filing: thrown away before');
END;
