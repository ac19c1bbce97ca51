-- What is said stays, and what is erased is gone.
--
-- An erasure names whose record it erases, and opens the rows of that one record alone. It cannot be committed open: its id
-- is a deferred reference to its end, and an end is refused while the record is there. Numbers once given never come again.

-- No row of a real clinic stands in the table of before, for nothing has opened an erasure yet.
CREATE TABLE old_erasure AS SELECT * FROM erasure;
DROP TRIGGER patient_revision_is_only_erased;
DROP TRIGGER identity_check_is_only_erased;
DROP TRIGGER age_check_is_only_erased;
DROP TRIGGER clinician_decision_is_only_erased;
DROP TRIGGER refusal_is_only_erased;
DROP TRIGGER consent_answer_is_only_erased;
DROP TRIGGER signed_form_is_only_erased;
DROP TRIGGER document_copy_is_only_erased;
DROP TRIGGER parental_record_is_only_erased;
DROP TRIGGER child_view_is_only_erased;
DROP TRIGGER competence_assessment_is_only_erased;
DROP TRIGGER release_block_is_only_erased;
DROP TRIGGER child_found_is_only_erased;
DROP TRIGGER rights_request_is_only_erased;
DROP TRIGGER deletion_queue_is_only_erased;
DROP TRIGGER parental_decision_is_only_erased;
DROP TRIGGER release_block_answer_is_only_erased;
DROP TRIGGER request_adult_is_only_erased;
DROP TRIGGER request_outcome_is_only_erased;
DROP TRIGGER rights_request_event_is_only_erased;
DROP TRIGGER document_copy_deletion_is_only_erased;
DROP TRIGGER signed_form_answer_is_only_erased;
DROP TRIGGER clinic_version_is_only_erased;
DROP TRIGGER audit_entry_is_only_erased;
DROP TRIGGER consent_paper_is_only_erased;
DROP TRIGGER consent_paper_question_is_only_erased;
DROP TRIGGER consent_paper_event_is_only_erased;
DROP TRIGGER consent_paper_answer_is_only_erased;
DROP TRIGGER paper_page_is_only_erased;
DROP TRIGGER paper_page_filing_is_only_erased;
DROP TRIGGER document_copy_chunk_goes_with_its_deletion;
DROP TRIGGER paper_page_chunk_goes_with_its_page;
DROP TABLE erasure;

CREATE TABLE erasure (
  id TEXT PRIMARY KEY REFERENCES erasure_end (id) DEFERRABLE INITIALLY DEFERRED,
  subject TEXT NOT NULL, -- the patient's id; no reference, for it outlives the record
  opened_at TEXT NOT NULL
) STRICT;
CREATE TABLE erasure_end (
  id TEXT PRIMARY KEY REFERENCES erasure (id),
  at TEXT NOT NULL
) STRICT;
INSERT INTO erasure (id, subject, opened_at) SELECT id, 'not-named', opened_at FROM old_erasure;
INSERT INTO erasure_end (id, at) SELECT id, coalesce(closed_at, opened_at) FROM old_erasure;
DROP TABLE old_erasure;

-- Whose record is open to be erased, in this transaction.
CREATE VIEW open_erasure AS
SELECT subject FROM erasure WHERE NOT EXISTS (SELECT 1 FROM erasure_end WHERE erasure_end.id = erasure.id);

CREATE TRIGGER erasure_names_its_subject BEFORE INSERT ON erasure
WHEN NOT EXISTS (SELECT 1 FROM patient WHERE id = NEW.subject) BEGIN
  SELECT RAISE(ABORT, 'erasure: of nobody');
END;
CREATE TRIGGER erasure_end_follows_the_whole_of_it BEFORE INSERT ON erasure_end
WHEN EXISTS (SELECT 1 FROM erasure JOIN patient ON patient.id = erasure.subject WHERE erasure.id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'erasure: half done');
END;
CREATE TRIGGER erasure_is_never_changed BEFORE UPDATE ON erasure BEGIN
  SELECT RAISE(ABORT, 'append-only: erasure');
END;
CREATE TRIGGER erasure_is_never_removed BEFORE DELETE ON erasure BEGIN
  SELECT RAISE(ABORT, 'append-only: erasure');
END;
CREATE TRIGGER erasure_end_is_never_changed BEFORE UPDATE ON erasure_end BEGIN
  SELECT RAISE(ABORT, 'append-only: erasure_end');
END;
CREATE TRIGGER erasure_end_is_never_removed BEFORE DELETE ON erasure_end BEGIN
  SELECT RAISE(ABORT, 'append-only: erasure_end');
END;

-- Of nobody: no erasure reaches them.
CREATE TRIGGER clinic_version_is_never_removed BEFORE DELETE ON clinic_version BEGIN
  SELECT RAISE(ABORT, 'append-only: clinic_version');
END;
CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_entry');
END;

-- A row of a record goes in the erasure of that record, and in no other's.
CREATE TRIGGER patient_is_only_erased BEFORE DELETE ON patient
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: patient');
END;
CREATE TRIGGER arrival_is_only_erased BEFORE DELETE ON arrival
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: arrival');
END;
CREATE TRIGGER patient_revision_is_only_erased BEFORE DELETE ON patient_revision
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: patient_revision');
END;
CREATE TRIGGER identity_check_is_only_erased BEFORE DELETE ON identity_check
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: identity_check');
END;
CREATE TRIGGER age_check_is_only_erased BEFORE DELETE ON age_check
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: age_check');
END;
CREATE TRIGGER clinician_decision_is_only_erased BEFORE DELETE ON clinician_decision
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: clinician_decision');
END;
CREATE TRIGGER refusal_is_only_erased BEFORE DELETE ON refusal
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: refusal');
END;
CREATE TRIGGER consent_answer_is_only_erased BEFORE DELETE ON consent_answer
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_answer');
END;
CREATE TRIGGER signed_form_is_only_erased BEFORE DELETE ON signed_form
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form');
END;
CREATE TRIGGER document_copy_is_only_erased BEFORE DELETE ON document_copy
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy');
END;
CREATE TRIGGER parental_record_is_only_erased BEFORE DELETE ON parental_record
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_record');
END;
CREATE TRIGGER child_view_is_only_erased BEFORE DELETE ON child_view
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: child_view');
END;
CREATE TRIGGER competence_assessment_is_only_erased BEFORE DELETE ON competence_assessment
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: competence_assessment');
END;
CREATE TRIGGER release_block_is_only_erased BEFORE DELETE ON release_block
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block');
END;
CREATE TRIGGER child_found_is_only_erased BEFORE DELETE ON child_found
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: child_found');
END;
CREATE TRIGGER rights_request_is_only_erased BEFORE DELETE ON rights_request
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request');
END;
CREATE TRIGGER deletion_queue_is_only_erased BEFORE DELETE ON deletion_queue
WHEN NOT EXISTS (SELECT 1 FROM open_erasure WHERE subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: deletion_queue');
END;
CREATE TRIGGER parental_decision_is_only_erased BEFORE DELETE ON parental_decision
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN parental_record AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.parental_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: parental_decision');
END;
CREATE TRIGGER release_block_answer_is_only_erased BEFORE DELETE ON release_block_answer
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN release_block AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.block_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: release_block_answer');
END;
CREATE TRIGGER request_adult_is_only_erased BEFORE DELETE ON request_adult
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN rights_request AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.request_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: request_adult');
END;
CREATE TRIGGER request_outcome_is_only_erased BEFORE DELETE ON request_outcome
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN rights_request AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.request_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: request_outcome');
END;
CREATE TRIGGER rights_request_event_is_only_erased BEFORE DELETE ON rights_request_event
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN rights_request AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.request_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: rights_request_event');
END;
CREATE TRIGGER document_copy_deletion_is_only_erased BEFORE DELETE ON document_copy_deletion
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN document_copy AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.copy_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_deletion');
END;
CREATE TRIGGER signed_form_answer_is_only_erased BEFORE DELETE ON signed_form_answer
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN signed_form AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.form_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: signed_form_answer');
END;
CREATE TRIGGER document_copy_chunk_goes_with_its_deletion BEFORE DELETE ON document_copy_chunk
WHEN NOT EXISTS (SELECT 1 FROM document_copy_deletion WHERE copy_id = OLD.copy_id)
  AND NOT EXISTS (SELECT 1 FROM open_erasure JOIN document_copy AS of ON of.patient_id = open_erasure.subject WHERE of.id = OLD.copy_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: document_copy_chunk');
END;

-- A paper is of the patient it was printed for, or was given to.
CREATE VIEW paper_owner AS
SELECT id AS paper_id, patient_id FROM consent_paper WHERE patient_id IS NOT NULL
UNION ALL SELECT paper_id, patient_id FROM consent_paper_event WHERE kind = 'assigned';
-- A page is of whom it was filed with last.
CREATE VIEW page_owner AS
SELECT f.page_id, coalesce(f.patient_id, (SELECT o.patient_id FROM paper_owner o WHERE o.paper_id = f.paper_id)) AS patient_id
FROM paper_page_filing f
WHERE f.seq = (SELECT max(g.seq) FROM paper_page_filing g WHERE g.page_id = f.page_id AND g.kind <> 'thrown');

CREATE TRIGGER consent_paper_is_only_erased BEFORE DELETE ON consent_paper
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN paper_owner AS of ON of.patient_id = open_erasure.subject WHERE of.paper_id = OLD.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper');
END;
CREATE TRIGGER consent_paper_question_is_only_erased BEFORE DELETE ON consent_paper_question
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN paper_owner AS of ON of.patient_id = open_erasure.subject WHERE of.paper_id = OLD.paper_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_question');
END;
CREATE TRIGGER consent_paper_answer_is_only_erased BEFORE DELETE ON consent_paper_answer
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN paper_owner AS of ON of.patient_id = open_erasure.subject WHERE of.paper_id = OLD.paper_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_answer');
END;
CREATE TRIGGER consent_paper_event_is_only_erased BEFORE DELETE ON consent_paper_event
WHEN NOT EXISTS (SELECT 1 FROM open_erasure LEFT JOIN paper_owner AS of ON of.patient_id = open_erasure.subject AND of.paper_id = OLD.paper_id
  WHERE of.paper_id IS NOT NULL OR open_erasure.subject = OLD.patient_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: consent_paper_event');
END;
CREATE TRIGGER paper_page_is_only_erased BEFORE DELETE ON paper_page
WHEN NOT EXISTS (SELECT 1 FROM open_erasure JOIN page_owner AS of ON of.patient_id = open_erasure.subject WHERE of.page_id = OLD.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page');
END;
CREATE TRIGGER paper_page_filing_is_only_erased BEFORE DELETE ON paper_page_filing
WHEN NOT EXISTS (SELECT 1 FROM open_erasure LEFT JOIN paper_owner AS of ON of.patient_id = open_erasure.subject AND of.paper_id = OLD.paper_id
  WHERE of.paper_id IS NOT NULL OR open_erasure.subject = OLD.patient_id
    -- That a page was thrown away says nothing by itself, and goes once the page has.
    OR (OLD.kind = 'thrown' AND NOT EXISTS (SELECT 1 FROM paper_page WHERE id = OLD.page_id))) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_filing');
END;
-- The picture first: a page whose filing went before it would wait in the tray for somebody else's record.
CREATE TRIGGER paper_page_filing_goes_after_its_page BEFORE DELETE ON paper_page_filing
WHEN EXISTS (SELECT 1 FROM paper_page JOIN page_owner AS of ON of.page_id = paper_page.id
  JOIN open_erasure ON open_erasure.subject = of.patient_id WHERE paper_page.id = OLD.page_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_filing');
END;
CREATE TRIGGER paper_page_chunk_goes_with_its_page BEFORE DELETE ON paper_page_chunk
WHEN NOT EXISTS (SELECT 1 FROM paper_page_filing WHERE page_id = OLD.page_id AND kind = 'thrown')
  AND NOT EXISTS (SELECT 1 FROM open_erasure JOIN page_owner AS of ON of.patient_id = open_erasure.subject WHERE of.page_id = OLD.page_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: paper_page_chunk');
END;

-- What somebody began to type about a record goes with it.
CREATE TRIGGER patient_takes_its_drafts AFTER DELETE ON patient BEGIN
  DELETE FROM draft WHERE subject = OLD.id;
END;
CREATE TRIGGER arrival_takes_its_drafts AFTER DELETE ON arrival BEGIN
  DELETE FROM draft WHERE subject = OLD.id;
END;
CREATE TRIGGER rights_request_takes_its_drafts AFTER DELETE ON rights_request BEGIN
  DELETE FROM draft WHERE subject = OLD.id;
END;
CREATE TRIGGER consent_paper_takes_its_drafts AFTER DELETE ON consent_paper BEGIN
  DELETE FROM draft WHERE subject = OLD.id;
END;
CREATE TRIGGER paper_page_takes_its_drafts AFTER DELETE ON paper_page BEGIN
  DELETE FROM draft WHERE subject = OLD.id;
END;

-- Who somebody is may be corrected; which record it is, and whose a visit was, never changes.
CREATE TRIGGER patient_is_the_same_record BEFORE UPDATE OF seq, id, reference, created_at, created_by ON patient BEGIN
  SELECT RAISE(ABORT, 'append-only: patient');
END;
CREATE TRIGGER arrival_is_the_same_visit BEFORE UPDATE OF id, patient_id, day, time, treatment, walk_in, at, by ON arrival BEGIN
  SELECT RAISE(ABORT, 'append-only: arrival');
END;

-- Every running number comes from here, and none of them goes back.
CREATE TRIGGER counter_only_goes_up BEFORE UPDATE ON counter WHEN NEW.value <= OLD.value OR NEW.name <> OLD.name BEGIN
  SELECT RAISE(ABORT, 'counter: goes up only');
END;
CREATE TRIGGER counter_is_never_removed BEFORE DELETE ON counter BEGIN
  SELECT RAISE(ABORT, 'counter: goes up only');
END;
INSERT INTO counter (name, value) SELECT 'patient-row', max(seq) FROM patient HAVING count(*) > 0;
INSERT INTO counter (name, value) SELECT 'clinic-version', max(version) FROM clinic_version HAVING count(*) > 0;
INSERT INTO counter (name, value) SELECT 'printer', max(number) FROM printer HAVING count(*) > 0;
