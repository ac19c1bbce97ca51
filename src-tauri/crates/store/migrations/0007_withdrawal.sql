-- Why a consent was taken back, and the answers of one purpose across patients.
ALTER TABLE consent_answer ADD COLUMN reason TEXT CHECK (reason IS NULL OR (answer = 'withdrawn' AND length(reason) > 0));
CREATE INDEX consent_answer_purpose ON consent_answer (purpose, at);
