-- two people said what time it was
CREATE TABLE clock_act (
    id           TEXT PRIMARY KEY,
    stated       TEXT NOT NULL,
    machine      TEXT NOT NULL,
    boot         TEXT NOT NULL,
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    stated_by    TEXT NOT NULL REFERENCES staff (id),
    confirmed_by TEXT NOT NULL REFERENCES staff (id),
    seq          INTEGER NOT NULL,
    CHECK (stated_by <> confirmed_by)
) STRICT;
CREATE TRIGGER clock_act_is_final BEFORE UPDATE ON clock_act
BEGIN
    SELECT RAISE(ABORT, 'clock_act: never altered');
END;
