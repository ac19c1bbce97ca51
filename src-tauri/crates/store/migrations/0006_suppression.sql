-- Stops of news and offers. No patient and no address stands here: a stop is kept under a keyed hash of what news would
-- be sent to, so that it outlives the record it came from and holds for every record with that address or number.
-- No foreign key to staff or patients: rows are carried into a restored database as they are.

-- The key of the hashes, made once at random. Kept inside the encrypted database, not derived from its key: that one
-- changes whenever somebody leaves, and stopped addresses are not held to hash anew. More than one row only after a
-- restore brought two databases together.
CREATE TABLE suppression_key (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL CHECK (length(key) = 32),
  at TEXT NOT NULL
) STRICT;

-- Steps, oldest first by seq: stopped, asked about again at their own wish, accepted with the code of that letter.
CREATE TABLE suppression (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key_id TEXT NOT NULL REFERENCES suppression_key (id),
  hash TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
  channel TEXT NOT NULL CHECK (channel IN ('email', 'text', 'phone', 'post')),
  step TEXT NOT NULL CHECK (step IN ('stopped', 'asked', 'accepted')),
  -- Where a stop was said.
  source TEXT CHECK (source IN ('desk', 'check-in', 'request', 'earlier-answer')),
  -- The keyed hash of a reply code, and the last day it counts.
  code TEXT CHECK (length(code) = 64 AND code NOT GLOB '*[^0-9a-f]*'),
  until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- Who accepted, and how it came.
  capacity TEXT CHECK (capacity IN ('patient', 'parent', 'attorney')),
  how TEXT CHECK (how IN ('in-person', 'phone', 'email', 'text', 'letter')),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  CHECK ((step = 'stopped') = (source IS NOT NULL)),
  CHECK ((step = 'stopped') = (code IS NULL)),
  CHECK ((step = 'asked') = (until IS NOT NULL)),
  CHECK ((step = 'accepted') = (capacity IS NOT NULL)),
  CHECK ((step = 'accepted') = (how IS NOT NULL))
) STRICT;
CREATE INDEX suppression_hash ON suppression (hash, seq);
-- A code is used once.
CREATE UNIQUE INDEX suppression_code_used ON suppression (hash, channel, code) WHERE step = 'accepted';

CREATE TRIGGER suppression_is_lifted_by_a_code_that_was_asked BEFORE INSERT ON suppression
WHEN NEW.step = 'accepted' AND NOT EXISTS (
  SELECT 1 FROM suppression
  WHERE step = 'asked' AND hash = NEW.hash AND channel = NEW.channel AND code = NEW.code
) BEGIN
  SELECT RAISE(ABORT, 'suppression: no such code was asked');
END;

-- Never changed and never removed, by an erasure neither: a stop is lifted by an appended step alone.
CREATE TRIGGER suppression_key_is_never_changed BEFORE UPDATE ON suppression_key BEGIN
  SELECT RAISE(ABORT, 'append-only: suppression_key');
END;
CREATE TRIGGER suppression_key_is_never_removed BEFORE DELETE ON suppression_key BEGIN
  SELECT RAISE(ABORT, 'append-only: suppression_key');
END;
CREATE TRIGGER suppression_is_never_changed BEFORE UPDATE ON suppression BEGIN
  SELECT RAISE(ABORT, 'append-only: suppression');
END;
CREATE TRIGGER suppression_is_never_removed BEFORE DELETE ON suppression BEGIN
  SELECT RAISE(ABORT, 'append-only: suppression');
END;
