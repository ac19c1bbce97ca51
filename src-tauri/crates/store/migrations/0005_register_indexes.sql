-- The register of checks and refusals is read newest first across four tables. What it is narrowed by stands in the
-- index too, so that rows that do not match are never looked up.
CREATE INDEX identity_check_at ON identity_check (at, outcome, by, arrival_id);
CREATE INDEX age_check_at ON age_check (at, verdict, by, treatment);
CREATE INDEX clinician_decision_at ON clinician_decision (at, answer, by, treatment);
CREATE INDEX refusal_at ON refusal (at, by, treatment);
-- An identity check is for the treatment of its visit.
CREATE INDEX arrival_treatment ON arrival (treatment, id);
