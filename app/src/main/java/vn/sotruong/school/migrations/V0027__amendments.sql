-- what is asked for about committed results: bound to its cells, its reason, and a lane that is never made easier.
-- homeroom_sees: whether the homeroom teacher witnesses too. upward: the principal's own, which the office is to see.
-- consented_at: from when it may be carried out for so many days; null before
CREATE TABLE amendment (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('CHANGE', 'SUPPLEMENT')),
    lane          TEXT NOT NULL CHECK (lane IN ('DIRECTED', 'WITNESSED', 'CLOSED')),
    homeroom_sees INTEGER NOT NULL CHECK (homeroom_sees IN (0, 1)),
    upward        INTEGER NOT NULL CHECK (upward IN (0, 1)),
    sheet         TEXT NOT NULL REFERENCES sheet (id),
    reason        TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state         TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'OPINION', 'CONSENTED', 'DIRECTED', 'REFUSED',
                      'SESSION_OPEN', 'EXECUTED', 'SLIP_SIGNED', 'ARCHIVED', 'WITHDRAWN', 'LAPSED')),
    requested_by  TEXT NOT NULL REFERENCES staff (id),
    requested_at  TEXT NOT NULL,
    consented_at  TEXT,
    executed_at   TEXT,
    slip          INTEGER CHECK (slip > 0),
    seq           INTEGER NOT NULL,
    CHECK ((slip IS NULL) = (executed_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_by_state ON amendment (state);
CREATE UNIQUE INDEX amendment_slip ON amendment (slip) WHERE slip IS NOT NULL;

-- committed: whether something was ever committed in the cell. author: in whose name the value stands
CREATE TABLE amendment_cell (
    amendment  TEXT NOT NULL REFERENCES amendment (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL,
    committed  INTEGER NOT NULL CHECK (committed IN (0, 1)),
    old_tenths INTEGER CHECK (old_tenths BETWEEN 0 AND 100),
    old_word   TEXT,
    new_tenths INTEGER CHECK (new_tenths BETWEEN 0 AND 100),
    new_word   TEXT,
    author     TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (amendment, pupil, col)
) STRICT, WITHOUT ROWID;

-- each step with its person, its words and the terminal; the consent holds the seal of what was consented to
CREATE TABLE amendment_step (
    id        TEXT PRIMARY KEY,
    amendment TEXT NOT NULL REFERENCES amendment (id),
    step      TEXT NOT NULL,
    staff     TEXT,
    at        TEXT NOT NULL,
    words     TEXT CHECK (length(words) BETWEEN 1 AND 500),
    seal      TEXT CHECK (length(seal) = 64),
    session   TEXT NOT NULL,
    address   TEXT NOT NULL,
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_step_of ON amendment_step (amendment, seq);

-- who proved with their own password that they were there; sitting is the step that opened it
CREATE TABLE amendment_witness (
    sitting TEXT NOT NULL REFERENCES amendment_step (id),
    role    TEXT NOT NULL CHECK (role IN ('LEADER', 'BOARD', 'REQUESTER', 'HOMEROOM')),
    staff   TEXT NOT NULL REFERENCES staff (id),
    account TEXT NOT NULL,
    at      TEXT NOT NULL,
    address TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (sitting, role),
    UNIQUE (sitting, staff)
) STRICT, WITHOUT ROWID;

-- what the change did to a pupil's results, as it was told when it was carried out
CREATE TABLE amendment_effect (
    amendment    TEXT NOT NULL REFERENCES amendment (id),
    pupil        TEXT NOT NULL,
    what         TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after  TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (amendment, pupil, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE amendment_paper (
    amendment  TEXT NOT NULL REFERENCES amendment (id),
    attachment TEXT NOT NULL REFERENCES attachment (id),
    staff      TEXT NOT NULL,
    at         TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (amendment, attachment)
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_paper_of ON amendment_paper (attachment);

-- an attempt that was refused: what, by whom, and why. staff: whoever it was about, null where that is unknown
CREATE TABLE amendment_refusal (
    id        TEXT PRIMARY KEY,
    amendment TEXT NOT NULL,
    staff     TEXT,
    deed      TEXT NOT NULL,
    reason    TEXT NOT NULL,
    at        TEXT NOT NULL,
    session   TEXT NOT NULL,
    address   TEXT NOT NULL,
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER amendment_step_is_final BEFORE UPDATE ON amendment_step
BEGIN
    SELECT RAISE(ABORT, 'amendment_step: told once');
END;
CREATE TRIGGER amendment_witness_is_final BEFORE UPDATE ON amendment_witness
BEGIN
    SELECT RAISE(ABORT, 'amendment_witness: told once');
END;
CREATE TRIGGER amendment_cell_is_final BEFORE UPDATE ON amendment_cell
BEGIN
    SELECT RAISE(ABORT, 'amendment_cell: bound by its request');
END;
