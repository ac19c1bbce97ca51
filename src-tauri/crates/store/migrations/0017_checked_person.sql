-- A check, a decision at the age gate and an answer keep whom they were made on: the name and date of birth of that moment.
-- They count for as long as the record still says so.

ALTER TABLE identity_check ADD COLUMN checked_surname TEXT;
ALTER TABLE identity_check ADD COLUMN checked_given_names TEXT;
ALTER TABLE identity_check ADD COLUMN checked_born TEXT;
ALTER TABLE age_check ADD COLUMN checked_surname TEXT;
ALTER TABLE age_check ADD COLUMN checked_given_names TEXT;
ALTER TABLE age_check ADD COLUMN checked_born TEXT;
ALTER TABLE clinician_decision ADD COLUMN checked_born TEXT;
ALTER TABLE consent_answer ADD COLUMN checked_born TEXT;

-- Rows from before: what stood then is in the first edit made after them, or on the record still.
DROP TRIGGER identity_check_is_never_changed;
DROP TRIGGER age_check_is_never_changed;
DROP TRIGGER clinician_decision_is_never_changed;
DROP TRIGGER consent_answer_is_never_changed;

UPDATE identity_check SET
  checked_surname = coalesce(
    (SELECT json_extract(r.before, '$.surname') FROM patient_revision r
     WHERE r.patient_id = identity_check.patient_id AND r.at > identity_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.surname FROM patient p WHERE p.id = identity_check.patient_id)),
  checked_given_names = coalesce(
    (SELECT json_extract(r.before, '$.givenNames') FROM patient_revision r
     WHERE r.patient_id = identity_check.patient_id AND r.at > identity_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.given_names FROM patient p WHERE p.id = identity_check.patient_id)),
  checked_born = coalesce(
    (SELECT json_extract(r.before, '$.born') FROM patient_revision r
     WHERE r.patient_id = identity_check.patient_id AND r.at > identity_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.born FROM patient p WHERE p.id = identity_check.patient_id));
UPDATE age_check SET
  checked_surname = coalesce(
    (SELECT json_extract(r.before, '$.surname') FROM patient_revision r
     WHERE r.patient_id = age_check.patient_id AND r.at > age_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.surname FROM patient p WHERE p.id = age_check.patient_id)),
  checked_given_names = coalesce(
    (SELECT json_extract(r.before, '$.givenNames') FROM patient_revision r
     WHERE r.patient_id = age_check.patient_id AND r.at > age_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.given_names FROM patient p WHERE p.id = age_check.patient_id)),
  checked_born = coalesce(
    (SELECT json_extract(r.before, '$.born') FROM patient_revision r
     WHERE r.patient_id = age_check.patient_id AND r.at > age_check.at ORDER BY r.revision LIMIT 1),
    (SELECT p.born FROM patient p WHERE p.id = age_check.patient_id));
UPDATE clinician_decision SET checked_born = coalesce(
    (SELECT json_extract(r.before, '$.born') FROM patient_revision r
     WHERE r.patient_id = clinician_decision.patient_id AND r.at > clinician_decision.at ORDER BY r.revision LIMIT 1),
    (SELECT p.born FROM patient p WHERE p.id = clinician_decision.patient_id));
UPDATE consent_answer SET checked_born = coalesce(
    (SELECT json_extract(r.before, '$.born') FROM patient_revision r
     WHERE r.patient_id = consent_answer.patient_id AND r.at > consent_answer.at ORDER BY r.revision LIMIT 1),
    (SELECT p.born FROM patient p WHERE p.id = consent_answer.patient_id));

CREATE TRIGGER identity_check_is_never_changed BEFORE UPDATE ON identity_check BEGIN
  SELECT RAISE(ABORT, 'append-only: identity_check');
END;
CREATE TRIGGER age_check_is_never_changed BEFORE UPDATE ON age_check BEGIN
  SELECT RAISE(ABORT, 'append-only: age_check');
END;
CREATE TRIGGER clinician_decision_is_never_changed BEFORE UPDATE ON clinician_decision BEGIN
  SELECT RAISE(ABORT, 'append-only: clinician_decision');
END;
CREATE TRIGGER consent_answer_is_never_changed BEFORE UPDATE ON consent_answer BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_answer');
END;

CREATE TRIGGER identity_check_names_its_person BEFORE INSERT ON identity_check
WHEN NEW.checked_surname IS NULL OR NEW.checked_given_names IS NULL OR NEW.checked_born IS NULL BEGIN
  SELECT RAISE(ABORT, 'made on nobody: identity_check');
END;
CREATE TRIGGER age_check_names_its_person BEFORE INSERT ON age_check
WHEN NEW.checked_surname IS NULL OR NEW.checked_given_names IS NULL OR NEW.checked_born IS NULL BEGIN
  SELECT RAISE(ABORT, 'made on nobody: age_check');
END;
CREATE TRIGGER clinician_decision_names_its_person BEFORE INSERT ON clinician_decision
WHEN NEW.checked_born IS NULL BEGIN
  SELECT RAISE(ABORT, 'made on nobody: clinician_decision');
END;
CREATE TRIGGER consent_answer_names_its_person BEFORE INSERT ON consent_answer
WHEN NEW.checked_born IS NULL BEGIN
  SELECT RAISE(ABORT, 'made on nobody: consent_answer');
END;
