-- An audit entry carries ids and codes only, from here on. Entries written before stay as they are: the chain covers them.

-- A print queue, as the print system calls it: an entry names it by its number here.
CREATE TABLE printer (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200)
) STRICT;

-- Text in the detail is an id, a code, a day or an instant: no blank, no other letters, no sign of an address.
CREATE TRIGGER audit_entry_says_ids_and_codes BEFORE INSERT ON audit_entry
WHEN length(NEW.subject) > 64 OR NEW.subject GLOB '*[^0-9A-Za-z_-]*'
  OR length(NEW.subject_kind) > 40 OR NEW.subject_kind GLOB '*[^a-z-]*'
  OR length(NEW.detail) > 16000 OR json_type(NEW.detail) <> 'object'
  OR EXISTS (
    SELECT 1 FROM json_tree(NEW.detail) AS fact
    WHERE fact.type = 'real'
      OR (fact.type = 'text' AND (length(fact.value) > 64 OR fact.value GLOB '*[^0-9A-Za-z_:.-]*'))
      OR (typeof(fact.key) = 'text' AND (length(fact.key) > 40 OR fact.key GLOB '*[^0-9a-z_-]*'))
  )
BEGIN
  SELECT RAISE(ABORT, 'ids and codes only: audit_entry');
END;
