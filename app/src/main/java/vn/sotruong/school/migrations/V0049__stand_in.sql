-- who approved in the principal's place, since the work was the principal's own: a deputy, or the superior's decision as a
-- member of the board recorded it
CREATE TABLE stand_in (
    id          TEXT PRIMARY KEY,
    matter      TEXT NOT NULL CHECK (matter IN ('PROMOTION', 'SUMMER', 'RESULTS', 'CLOSING')),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    period      INTEGER NOT NULL CHECK (period BETWEEN 1 AND 3),
    hand        TEXT NOT NULL CHECK (hand IN ('DEPUTY', 'SUPERIOR')),
    instead_of  TEXT NOT NULL REFERENCES staff (id),
    signed_by   TEXT NOT NULL REFERENCES staff (id) CHECK (signed_by <> instead_of),
    signed_at   TEXT NOT NULL,
    number      TEXT CHECK (length(number) BETWEEN 1 AND 100),
    decided_on  TEXT CHECK (date(decided_on) IS decided_on),
    said        TEXT CHECK (length(said) BETWEEN 1 AND 1000),
    paper       TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((hand = 'SUPERIOR') = (number IS NOT NULL)),
    CHECK ((hand = 'SUPERIOR') = (decided_on IS NOT NULL)),
    CHECK (hand = 'DEPUTY' OR said IS NOT NULL OR paper IS NOT NULL)
) STRICT;
CREATE INDEX stand_in_of_a_class ON stand_in (homeroom, matter, period);
CREATE TRIGGER stand_in_stands BEFORE UPDATE ON stand_in
BEGIN
    SELECT RAISE(ABORT, 'stand_in: what was signed stands');
END;
