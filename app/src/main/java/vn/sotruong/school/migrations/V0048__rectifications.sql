-- requests that only conduct had are asked for every record that nobody changes alone any more; a row without a kind is
-- one of conduct, from before
ALTER TABLE conduct_amendment ADD COLUMN kind TEXT
    CHECK (kind IN ('CONDUCT', 'TRAITS', 'OBSERVATION', 'REMARK', 'EARLIER_MARK'));
-- what names the record besides its pupil and period, as a sheet
ALTER TABLE conduct_amendment ADD COLUMN detail TEXT;
ALTER TABLE conduct_amendment ADD COLUMN evidence TEXT CHECK (length(evidence) BETWEEN 1 AND 500);
-- the superior's decision, where nobody at the school may decide
ALTER TABLE conduct_amendment ADD COLUMN decision TEXT CHECK (length(decision) BETWEEN 1 AND 500);
-- a hash over everything that was consented to
ALTER TABLE conduct_amendment ADD COLUMN seal TEXT;
DROP INDEX one_open_conduct_amendment;
CREATE UNIQUE INDEX one_open_rectification
    ON conduct_amendment (coalesce(kind, 'CONDUCT'), school_year, pupil, slot, coalesce(detail, ''))
 WHERE state IN ('REQUESTED', 'CONSENTED');
DROP TRIGGER conduct_amendment_is_bound;
CREATE TRIGGER conduct_amendment_is_bound BEFORE UPDATE ON conduct_amendment
 WHEN (OLD.school_year, OLD.homeroom, OLD.pupil, OLD.slot, OLD.new_text, OLD.reason, OLD.requested_by)
      IS NOT (NEW.school_year, NEW.homeroom, NEW.pupil, NEW.slot, NEW.new_text, NEW.reason, NEW.requested_by)
   OR (OLD.old_level, OLD.old_text, OLD.new_level) IS NOT (NEW.old_level, NEW.old_text, NEW.new_level)
   OR (coalesce(OLD.kind, 'CONDUCT'), OLD.detail, OLD.evidence)
      IS NOT (coalesce(NEW.kind, 'CONDUCT'), NEW.detail, NEW.evidence)
   OR (NEW.state = 'EXECUTED' AND (OLD.decided_by, OLD.seal) IS NOT (NEW.decided_by, NEW.seal))
   OR (NEW.state = 'EXECUTED' AND OLD.state <> 'CONSENTED')
   OR OLD.state IN ('EXECUTED', 'REFUSED', 'WITHDRAWN')
BEGIN
    SELECT RAISE(ABORT, 'conduct_amendment: bound by its request');
END;

-- who proved with a password that they stood before the machine of whoever asked
CREATE TABLE rectification_witness (
    id      TEXT PRIMARY KEY,
    request TEXT NOT NULL REFERENCES conduct_amendment (id),
    role    TEXT NOT NULL CHECK (role IN ('LEADER', 'BOARD', 'REQUESTER')),
    staff   TEXT NOT NULL REFERENCES staff (id),
    account TEXT NOT NULL,
    at      TEXT NOT NULL,
    session TEXT NOT NULL,
    address TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;
CREATE INDEX rectification_witness_of ON rectification_witness (request);
CREATE TRIGGER rectification_witness_is_final BEFORE UPDATE ON rectification_witness
BEGIN
    SELECT RAISE(ABORT, 'rectification_witness: told once');
END;

-- an attempt that was refused: what, by whom, and why. staff: whoever it was about, null where that is unknown
CREATE TABLE rectification_refusal (
    id      TEXT PRIMARY KEY,
    request TEXT NOT NULL,
    staff   TEXT,
    deed    TEXT NOT NULL,
    reason  TEXT NOT NULL,
    at      TEXT NOT NULL,
    session TEXT NOT NULL,
    address TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

-- what was committed of a child stands, but for what three people wrote
DROP TRIGGER observation_only_grows;
CREATE TRIGGER observation_only_grows BEFORE UPDATE ON observation
WHEN (NEW.indicators IS NOT OLD.indicators OR (OLD.remark <> '' AND NEW.remark IS NOT OLD.remark)
  OR EXISTS (SELECT 1 FROM json_each('["' || replace(OLD.seen, ' ', '","') || '"]') o
              WHERE o.value <> '' AND instr(' ' || NEW.seen || ' ', ' ' || o.value || ' ') = 0))
  AND NOT (NEW.indicators IS OLD.indicators AND EXISTS (SELECT 1 FROM conduct_amendment r
       WHERE r.kind = 'OBSERVATION' AND r.state = 'EXECUTED' AND r.school_year = NEW.school_year
         AND r.pupil = NEW.pupil AND r.slot = NEW.stage AND r.old_level IS OLD.seen AND r.old_text IS OLD.remark
         AND r.new_level IS NEW.seen AND r.new_text = NEW.remark))
BEGIN
    SELECT RAISE(ABORT, 'observation: what was committed stands');
END;

-- a mark that a pupil brought is confirmed once; after that three people change what it says
DROP TRIGGER earlier_mark_is_final;
CREATE TRIGGER earlier_mark_is_final BEFORE UPDATE ON earlier_mark
WHEN NEW.pupil IS NOT OLD.pupil OR NEW.school_year IS NOT OLD.school_year
  OR NEW.semester IS NOT OLD.semester OR NEW.subject IS NOT OLD.subject OR NEW.col IS NOT OLD.col
  OR NEW.entered_by IS NOT OLD.entered_by
  OR ((OLD.state <> 'WAITING' OR NEW.tenths IS NOT OLD.tenths OR NEW.level IS NOT OLD.level)
      AND NOT (OLD.state = 'CONFIRMED' AND EXISTS (SELECT 1 FROM conduct_amendment r
           WHERE r.kind = 'EARLIER_MARK' AND r.state = 'EXECUTED' AND r.detail = NEW.id
             AND r.new_text = CASE NEW.state WHEN 'REJECTED' THEN ''
                              ELSE coalesce(CAST(NEW.tenths AS TEXT), NEW.level) END)))
BEGIN
    SELECT RAISE(ABORT, 'earlier_mark: only its confirmation is added, once');
END;
