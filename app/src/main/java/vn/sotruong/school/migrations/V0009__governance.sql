-- what somebody proposes and somebody else decides: its contents are final, and it is decided once
CREATE TABLE proposal (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('ACCOUNT', 'POST', 'GRANT', 'GROUP', 'ASSIGNMENT', 'BOARD', 'DELEGATION', 'INSPECTOR', 'STATUS')),
    summary     TEXT NOT NULL CHECK (length(summary) BETWEEN 1 AND 500),
    persons     TEXT NOT NULL,
    payload     TEXT NOT NULL CHECK (json_valid(payload)),
    proposed_by TEXT NOT NULL REFERENCES staff (id),
    proposed_at TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN', 'FAILED')),
    decided_by  TEXT REFERENCES staff (id),
    decided_at  TEXT,
    decision_no TEXT CHECK (length(decision_no) BETWEEN 1 AND 100),
    reason      TEXT CHECK (length(reason) BETWEEN 1 AND 500),
    delegation  TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((state = 'PROPOSED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('PROPOSED', 'WITHDRAWN') OR decided_by <> proposed_by),
    CHECK (state <> 'WITHDRAWN' OR decided_by = proposed_by),
    CHECK (state NOT IN ('APPROVED', 'FAILED') OR decision_no IS NOT NULL),
    CHECK (state NOT IN ('REFUSED', 'WITHDRAWN', 'FAILED') OR reason IS NOT NULL),
    CHECK (state NOT IN ('APPROVED', 'REFUSED', 'FAILED') OR instr(' ' || persons || ' ', ' ' || decided_by || ' ') = 0),
    CHECK (instr(' ' || persons || ' ', ' ' || proposed_by || ' ') = 0)
) STRICT;
CREATE INDEX proposal_by_state ON proposal (state, proposed_at);
CREATE INDEX proposal_of_proposer ON proposal (proposed_by, proposed_at);
CREATE TRIGGER proposal_is_decided_once BEFORE UPDATE ON proposal
WHEN OLD.state <> 'PROPOSED' OR NEW.state = 'PROPOSED' OR NEW.kind IS NOT OLD.kind OR NEW.summary IS NOT OLD.summary
  OR NEW.persons IS NOT OLD.persons OR NEW.payload IS NOT OLD.payload OR NEW.proposed_by IS NOT OLD.proposed_by
  OR NEW.proposed_at IS NOT OLD.proposed_at
BEGIN
    SELECT RAISE(ABORT, 'proposal: its contents are final, and it is decided once');
END;
CREATE TRIGGER proposal_replaces_nothing BEFORE INSERT ON proposal
WHEN EXISTS (SELECT 1 FROM proposal WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'proposal: one is never replaced');
END;

-- the principal lets a vice-principal decide some kinds of proposals, for a while
CREATE TABLE delegation (
    id         TEXT PRIMARY KEY,
    number     TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
    principal  TEXT NOT NULL REFERENCES staff (id),
    delegate   TEXT NOT NULL REFERENCES staff (id) CHECK (delegate <> principal),
    scope      TEXT NOT NULL CHECK (scope <> ''),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    proposal   TEXT NOT NULL REFERENCES proposal (id),
    ended_on   TEXT CHECK (date(ended_on) IS ended_on),
    ended_by   TEXT CHECK ((ended_by IS NULL) = (ended_on IS NULL)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE INDEX delegation_of_delegate ON delegation (delegate, from_date);

-- a right or a task that a decision gives to a person, a group, a department or the holders of a post, for a while
CREATE TABLE staff_group (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    seq  INTEGER NOT NULL
) STRICT;
CREATE TABLE staff_group_member (
    id          TEXT PRIMARY KEY,
    staff_group TEXT NOT NULL REFERENCES staff_group (id),
    staff       TEXT NOT NULL REFERENCES staff (id),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    proposal    TEXT NOT NULL REFERENCES proposal (id),
    seq         INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_group_of_staff ON staff_group_member (staff, from_date);
CREATE TABLE grant_of_right (
    id          TEXT PRIMARY KEY,
    function    TEXT NOT NULL CHECK (function IN ('CLERK', 'PERSONNEL', 'MEDICAL', 'ATTENDANCE', 'TASK')),
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('PERSON', 'GROUP', 'DEPARTMENT', 'POST')),
    holder      TEXT NOT NULL CHECK (holder <> ''),
    task        TEXT CHECK (length(task) BETWEEN 1 AND 500),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    proposal    TEXT NOT NULL REFERENCES proposal (id),
    ended_at    TEXT,
    ended_by    TEXT CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    end_reason  TEXT CHECK (length(end_reason) BETWEEN 1 AND 500),
    seq         INTEGER NOT NULL,
    CHECK (function <> 'TASK' OR task IS NOT NULL)
) STRICT;
CREATE INDEX grant_of_holder ON grant_of_right (holder_kind, holder, from_date);

-- an account that a decision opened and whose first code has not been printed, or was, once
CREATE TABLE account_slip (
    account    TEXT PRIMARY KEY REFERENCES account (id),
    proposal   TEXT NOT NULL REFERENCES proposal (id),
    printed_by TEXT,
    printed_at TEXT CHECK ((printed_at IS NULL) = (printed_by IS NULL)),
    seq        INTEGER NOT NULL
) STRICT;
CREATE TRIGGER account_slip_is_printed_once BEFORE UPDATE ON account_slip
WHEN OLD.printed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'account_slip: printed once');
END;

-- the board: three to five people by one decision, each with a task; a newer decision in force replaces the older
CREATE TABLE board_decision (
    id         TEXT PRIMARY KEY,
    number     TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
    decided_on TEXT NOT NULL CHECK (date(decided_on) IS decided_on),
    valid_from TEXT NOT NULL CHECK (date(valid_from) IS valid_from),
    decided_by TEXT NOT NULL REFERENCES staff (id),
    attachment TEXT,
    proposal   TEXT REFERENCES proposal (id),
    seq        INTEGER NOT NULL
) STRICT;
CREATE TRIGGER board_decision_is_final BEFORE UPDATE ON board_decision
BEGIN
    SELECT RAISE(ABORT, 'board_decision: never altered, only followed by a newer one');
END;
CREATE TABLE board_member (
    id             TEXT PRIMARY KEY,
    board_decision TEXT NOT NULL REFERENCES board_decision (id),
    staff          TEXT NOT NULL REFERENCES staff (id),
    task           TEXT NOT NULL CHECK (length(task) BETWEEN 1 AND 500),
    position       INTEGER NOT NULL CHECK (position BETWEEN 1 AND 5),
    seq            INTEGER NOT NULL,
    UNIQUE (board_decision, staff),
    UNIQUE (board_decision, position)
) STRICT;
CREATE TRIGGER board_member_is_final BEFORE UPDATE ON board_member
BEGIN
    SELECT RAISE(ABORT, 'board_member: never altered, only followed by a newer decision');
END;

-- a new principal, by a decision of the authority above, carried out by two members of the board
CREATE TABLE principal_change (
    id           TEXT PRIMARY KEY,
    state        TEXT NOT NULL CHECK (state IN ('PREPARED', 'DONE', 'WITHDRAWN')),
    leaving      TEXT REFERENCES staff (id),
    coming       TEXT NOT NULL REFERENCES staff (id) CHECK (coming IS NOT leaving),
    authority    TEXT NOT NULL CHECK (length(authority) BETWEEN 1 AND 200),
    number       TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 100),
    decided_on   TEXT NOT NULL CHECK (date(decided_on) IS decided_on),
    from_date    TEXT NOT NULL CHECK (date(from_date) IS from_date),
    attachment   TEXT NOT NULL,
    first_by     TEXT NOT NULL REFERENCES staff (id) CHECK (first_by <> coming),
    first_at     TEXT NOT NULL,
    second_by    TEXT REFERENCES staff (id) CHECK (second_by <> coming),
    second_at    TEXT CHECK ((second_at IS NULL) = (second_by IS NULL)),
    seq          INTEGER NOT NULL,
    CHECK ((state = 'PREPARED') = (second_by IS NULL)),
    CHECK (state <> 'DONE' OR second_by <> first_by)
) STRICT;
CREATE UNIQUE INDEX one_principal_change_waits ON principal_change (state) WHERE state = 'PREPARED';
CREATE TRIGGER principal_change_is_done_once BEFORE UPDATE ON principal_change
WHEN OLD.state <> 'PREPARED' OR NEW.coming IS NOT OLD.coming OR NEW.leaving IS NOT OLD.leaving
  OR NEW.number IS NOT OLD.number OR NEW.attachment IS NOT OLD.attachment OR NEW.from_date IS NOT OLD.from_date
  OR NEW.first_by IS NOT OLD.first_by
BEGIN
    SELECT RAISE(ABORT, 'principal_change: what was prepared is carried out as it stands, once');
END;
