-- a fault that pauses the work: declared to users and superior in one line, resumed with the true time, closed with its cause
CREATE TABLE incident (
    id          TEXT PRIMARY KEY,
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 1000),
    pause_start TEXT NOT NULL,
    expected    TEXT CHECK (expected > pause_start),
    declared_by TEXT NOT NULL,
    declared_at TEXT NOT NULL,
    resumed_by  TEXT,
    resumed_at  TEXT CHECK (resumed_at >= pause_start),
    cause       TEXT CHECK (length(cause) BETWEEN 1 AND 1000),
    remedy      TEXT CHECK (length(remedy) BETWEEN 1 AND 1000),
    closed_by   TEXT,
    closed_at   TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((resumed_by IS NULL) = (resumed_at IS NULL)),
    CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (cause IS NULL)
        AND (closed_at IS NULL) = (remedy IS NULL)),
    CHECK (closed_at IS NULL OR resumed_at IS NOT NULL)
) STRICT;

-- what somebody reports, and where it stands; every step is a row of fault_step besides
CREATE TABLE fault_report (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL CHECK (kind IN ('FAULT', 'DIFFICULTY', 'SUGGESTION')),
    body     TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    page     TEXT CHECK (length(page) BETWEEN 1 AND 200),
    photo    TEXT,
    filed_by TEXT NOT NULL,
    filed_at TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('OPEN', 'ANSWERED', 'CLOSED', 'REOPENED')),
    seq      INTEGER NOT NULL
) STRICT;
CREATE INDEX fault_report_of_staff ON fault_report (filed_by);

CREATE TABLE fault_step (
    id       TEXT PRIMARY KEY,
    report   TEXT NOT NULL REFERENCES fault_report (id),
    deed     TEXT NOT NULL CHECK (deed IN ('FILED', 'ANSWERED', 'CLOSED', 'REOPENED', 'SENT_UP')),
    body     TEXT NOT NULL CHECK (length(body) <= 2000),
    by_staff TEXT NOT NULL,
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
CREATE INDEX fault_step_of_report ON fault_step (report);

-- what the school could not settle by itself, as it goes to the office; it names no reporter
CREATE TABLE upstream_report (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('FAULT', 'DIFFICULTY', 'SUGGESTION')),
    body    TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    sent_by TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

-- violations and commendations of staff in using the system, with the deciding authority
CREATE TABLE usage_record (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('VIOLATION', 'COMMENDATION')),
    staff       TEXT NOT NULL,
    on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 1000),
    authority   TEXT NOT NULL CHECK (authority IN ('PRINCIPAL', 'DEPARTMENT_HEAD', 'SUPERIOR')),
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    recorded_by TEXT NOT NULL CHECK (recorded_by <> staff),
    recorded_at TEXT NOT NULL,
    withdrawn   TEXT CHECK (length(withdrawn) BETWEEN 1 AND 1000),
    seq         INTEGER NOT NULL
) STRICT;
