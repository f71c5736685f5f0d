-- why the principal did not consent; null while undecided, and on what was decided before this was kept
ALTER TABLE attendance_amendment ADD COLUMN refusal TEXT CHECK (refusal IS NULL OR length(refusal) BETWEEN 1 AND 200);

-- a day on which a whole class does not come: no roll is called and nobody is away
CREATE TABLE day_off (
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    day         TEXT NOT NULL CHECK (date(day) IS day),
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    state       TEXT NOT NULL CHECK (state IN ('OFF', 'TAKEN_BACK')),
    declared_by TEXT NOT NULL REFERENCES staff (id),
    declared_at TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (homeroom, day)
) STRICT, WITHOUT ROWID;
