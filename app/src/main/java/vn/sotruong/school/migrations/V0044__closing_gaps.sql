-- what was still missing when the principal decided all the same, and why
ALTER TABLE closing_step ADD COLUMN missing_cells INTEGER CHECK (missing_cells >= 0);
ALTER TABLE closing_step ADD COLUMN missing_conduct INTEGER CHECK (missing_conduct >= 0);
ALTER TABLE closing_step ADD COLUMN missing_confirmations INTEGER CHECK (missing_confirmations >= 0);
ALTER TABLE closing_step ADD COLUMN despite TEXT CHECK (length(despite) BETWEEN 1 AND 500);
