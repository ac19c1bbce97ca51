-- What the short form of each identity document keeps, and the names a patient had before.

ALTER TABLE patient ADD COLUMN former_names TEXT CHECK (length(former_names) BETWEEN 1 AND 200);

-- Which of the record's names the document has; asked only where a document was read.
ALTER TABLE identity_check ADD COLUMN name_source TEXT CHECK (name_source IN ('record', 'former', 'latin', 'preferred'));
ALTER TABLE identity_check ADD COLUMN hologram INTEGER CHECK (hologram IN (0, 1));
-- A digital verification service; a confirmed check has the provider's own result.
ALTER TABLE identity_check ADD COLUMN digital_result TEXT
  CHECK (digital_result IN ('confirmed', 'not-confirmed', 'phone-only'))
  CHECK (document IS NOT 'digital-check' OR outcome = 'not-confirmed' OR digital_result = 'confirmed');
-- An eVisa's share code beside the passport of this row: its end and the day it was made, nothing else of it.
ALTER TABLE identity_check ADD COLUMN share_code TEXT
  CHECK (length(share_code) <= 4)
  CHECK (share_code IS NULL OR document = 'evisa')
  CHECK (document IS NOT 'evisa' OR outcome = 'not-confirmed' OR share_code IS NOT NULL);
ALTER TABLE identity_check ADD COLUMN share_made TEXT CHECK ((share_made IS NULL) = (share_code IS NULL));
-- Cross-checks: outcome, and the parts that disagree as codes. Never the numbers.
ALTER TABLE identity_check ADD COLUMN licence_check TEXT
  CHECK (licence_check IN ('agrees', 'differs', 'misread', 'by-hand'));
ALTER TABLE identity_check ADD COLUMN licence_differs TEXT
  CHECK (licence_differs IS NULL OR licence_check = 'differs');
ALTER TABLE identity_check ADD COLUMN nhs_check TEXT
  CHECK (nhs_check IN ('same', 'differs', 'not-held', 'misread', 'other-patient'));

-- What can never confirm anybody.
CREATE TRIGGER identity_check_never_confirms BEFORE INSERT ON identity_check
WHEN NEW.outcome = 'confirmed' AND NEW.document IN ('birth-certificate', 'residence-permit') BEGIN
  SELECT RAISE(ABORT, 'never confirms: identity_check');
END;
