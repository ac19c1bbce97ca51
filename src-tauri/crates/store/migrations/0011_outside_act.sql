-- An act outside the database under way: a print, a file, a scan deleted, a change of the key file. The row is written
-- with its "intended" entry and goes with its outcome; one that is found at an unlock was cut off.

CREATE TABLE outside_act (
  intended INTEGER PRIMARY KEY REFERENCES audit_entry (seq), -- the number of its "intended" entry
  use_case TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  aim TEXT NOT NULL CHECK (json_valid(aim)), -- what it was to change, so that somebody can look whether it did
  actor TEXT NOT NULL REFERENCES staff (id),
  at TEXT NOT NULL
) STRICT;

-- What the desk has yet to say of an act that was cut off: to the person who began it, and to a practice manager.
CREATE TABLE cut_off (
  intended INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
  use_case TEXT NOT NULL,
  found TEXT NOT NULL CHECK (found IN ('done', 'not-done', 'unknown')),
  actor TEXT NOT NULL REFERENCES staff (id),
  at TEXT NOT NULL,
  told_actor_at TEXT,
  told_manager_at TEXT
) STRICT;
