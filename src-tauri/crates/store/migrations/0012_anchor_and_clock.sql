-- Noted from now on: that the audit was anchored outside (every set-up does it), and the longest time without an entry so
-- far, so that nothing reads the whole audit to know it.
INSERT INTO setting (name, value)
SELECT 'anchored', 'yes' WHERE EXISTS (SELECT 1 FROM audit_entry WHERE use_case = 'set-up');
INSERT INTO setting (name, value)
SELECT 'longest-gap-seconds', CAST(coalesce(max(gap), 0) AS TEXT) FROM (
  SELECT CAST(strftime('%s', at) AS INTEGER) - lag(CAST(strftime('%s', at) AS INTEGER)) OVER (ORDER BY seq) AS gap
  FROM audit_entry
);
