CREATE TRIGGER abnormal_report_is_answered_once BEFORE UPDATE ON abnormal_report
WHEN OLD.answer IS NOT NULL OR NEW.rule IS NOT OLD.rule OR NEW.sheet IS NOT OLD.sheet OR NEW.col IS NOT OLD.col
  OR NEW.pupil IS NOT OLD.pupil OR NEW.found IS NOT OLD.found OR NEW.note IS NOT OLD.note
  OR NEW.reported_by IS NOT OLD.reported_by OR NEW.reported_at IS NOT OLD.reported_at
BEGIN
    SELECT RAISE(ABORT, 'abnormal_report: answered once');
END;

CREATE TRIGGER guard_abnormal_report_delete BEFORE DELETE ON abnormal_report
BEGIN
    SELECT RAISE(ABORT, 'abnormal_report: a row is never deleted');
END;

CREATE TRIGGER guard_abnormal_report_insert BEFORE INSERT ON abnormal_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'abnormal_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'abnormal_report: a row needs its journal line');
END;

CREATE TRIGGER guard_abnormal_report_update BEFORE UPDATE ON abnormal_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'abnormal_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'abnormal_report: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE abnormal_report (
    id          TEXT PRIMARY KEY,
    rule        TEXT NOT NULL CHECK (rule IN ('ALL_EQUAL', 'TENS', 'HIGH', 'LOW', 'JUMP')),
    sheet       TEXT NOT NULL,
    col         TEXT NOT NULL,
    pupil       TEXT,
    found       TEXT NOT NULL CHECK (length(found) BETWEEN 1 AND 200),
    note        TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    reported_by TEXT NOT NULL REFERENCES staff (id),
    reported_at TEXT NOT NULL,
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 1000),
    answered_by TEXT REFERENCES staff (id) CHECK (answered_by <> reported_by),
    answered_at TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_abnormal_report ON abnormal_report (rule, sheet, col, coalesce(pupil, '')) WHERE answer IS NULL;

CREATE TRIGGER guard_abnormal_rule_delete BEFORE DELETE ON abnormal_rule
BEGIN
    SELECT RAISE(ABORT, 'abnormal_rule: a row is never deleted');
END;

CREATE TRIGGER guard_abnormal_rule_insert BEFORE INSERT ON abnormal_rule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'abnormal_rule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'abnormal_rule: a row needs its journal line');
END;

CREATE TRIGGER guard_abnormal_rule_update BEFORE UPDATE ON abnormal_rule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'abnormal_rule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'abnormal_rule: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE abnormal_rule (
    id         TEXT PRIMARY KEY CHECK (id IN ('ALL_EQUAL', 'TENS', 'HIGH', 'LOW', 'JUMP')),
    threshold  INTEGER NOT NULL CHECK (threshold BETWEEN 1 AND 100),
    least      INTEGER NOT NULL CHECK (least BETWEEN 1 AND 100),
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    decided_by TEXT NOT NULL REFERENCES staff (id),
    decided_at TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_absence_delete BEFORE DELETE ON absence
BEGIN
    SELECT RAISE(ABORT, 'absence: a row is never deleted');
END;

CREATE TRIGGER guard_absence_insert BEFORE INSERT ON absence
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'absence' AND id = NEW.pupil || '/' || NEW.day || '/' || NEW.slot)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'absence: a row needs its journal line');
END;

CREATE TRIGGER guard_absence_update BEFORE UPDATE ON absence
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'absence' AND id = NEW.pupil || '/' || NEW.day || '/' || NEW.slot)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.pupil IS NOT NEW.pupil OR OLD.day IS NOT NEW.day OR OLD.slot IS NOT NEW.slot
BEGIN
    SELECT RAISE(ABORT, 'absence: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE absence (
    pupil     TEXT NOT NULL REFERENCES pupil (id),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    slot      TEXT NOT NULL CHECK (slot IN ('MORNING', 'AFTERNOON',
                                            'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10')),
    homeroom  TEXT NOT NULL REFERENCES homeroom (id),
    subject   TEXT REFERENCES subject (id),
    kind      TEXT NOT NULL CHECK (kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    marked_by TEXT NOT NULL REFERENCES staff (id),
    marked_at TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (pupil, day, slot),
    CHECK ((slot IN ('MORNING', 'AFTERNOON')) = (subject IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX absence_of_class ON absence (homeroom, day);

CREATE TRIGGER guard_access_rule_delete BEFORE DELETE ON access_rule
BEGIN
    SELECT RAISE(ABORT, 'access_rule: a row is never deleted');
END;

CREATE TRIGGER guard_access_rule_insert BEFORE INSERT ON access_rule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'access_rule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'access_rule: a row needs its journal line');
END;

CREATE TRIGGER guard_access_rule_update BEFORE UPDATE ON access_rule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'access_rule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'access_rule: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE access_rule (
    id            TEXT PRIMARY KEY CHECK (id = 'school'),
    password_days INTEGER NOT NULL CHECK (password_days BETWEEN 30 AND 730),
    lock_minutes  INTEGER NOT NULL CHECK (lock_minutes BETWEEN 2 AND 60),
    seq           INTEGER NOT NULL
) STRICT;

CREATE TRIGGER account_names_are_final BEFORE UPDATE ON account
WHEN NEW.username IS NOT OLD.username OR NEW.staff IS NOT OLD.staff OR NEW.inspector IS NOT OLD.inspector
  OR OLD.state = 'RETIRED'
BEGIN
    SELECT RAISE(ABORT, 'account: its person and name are final, and a retired one stays so');
END;

CREATE TRIGGER account_replaces_nobody BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account
              WHERE id = NEW.id OR staff = NEW.staff OR inspector = NEW.inspector OR username = NEW.username)
BEGIN
    SELECT RAISE(ABORT, 'account: one a person, and a name once');
END;

CREATE TRIGGER guard_account_delete BEFORE DELETE ON account
BEGIN
    SELECT RAISE(ABORT, 'account: a row is never deleted');
END;

CREATE TRIGGER guard_account_insert BEFORE INSERT ON account
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'account' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'account: a row needs its journal line');
END;

CREATE TRIGGER guard_account_update BEFORE UPDATE ON account
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'account' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'account: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "account" (
    id        TEXT PRIMARY KEY,
    staff     TEXT UNIQUE REFERENCES staff (id),
    inspector TEXT UNIQUE REFERENCES inspector (id),
    username  TEXT NOT NULL UNIQUE CHECK (length(username) BETWEEN 3 AND 64 AND username NOT GLOB '*[^a-z0-9._]*'),
    state     TEXT NOT NULL CHECK (state IN ('ISSUED', 'ACTIVE', 'LOCKED', 'RETIRED')),
    seq       INTEGER NOT NULL,
    CHECK ((staff IS NULL) <> (inspector IS NULL))
) STRICT;

CREATE TRIGGER account_slip_is_printed_once BEFORE UPDATE ON account_slip
WHEN OLD.printed_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'account_slip: printed once');
END;

CREATE TRIGGER guard_account_slip_delete BEFORE DELETE ON account_slip
BEGIN
    SELECT RAISE(ABORT, 'account_slip: a row is never deleted');
END;

CREATE TRIGGER guard_account_slip_insert BEFORE INSERT ON account_slip
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'account_slip' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'account_slip: a row needs its journal line');
END;

CREATE TRIGGER guard_account_slip_update BEFORE UPDATE ON account_slip
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'account_slip' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.account IS NOT NEW.account
BEGIN
    SELECT RAISE(ABORT, 'account_slip: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE account_slip (
    account    TEXT PRIMARY KEY REFERENCES account (id),
    proposal   TEXT NOT NULL REFERENCES proposal (id),
    printed_by TEXT,
    printed_at TEXT CHECK ((printed_at IS NULL) = (printed_by IS NULL)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_amendment_delete BEFORE DELETE ON amendment
BEGIN
    SELECT RAISE(ABORT, 'amendment: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_insert BEFORE INSERT ON amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_update BEFORE UPDATE ON amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'amendment: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER amendment_cell_is_final BEFORE UPDATE ON amendment_cell
BEGIN
    SELECT RAISE(ABORT, 'amendment_cell: bound by its request');
END;

CREATE TRIGGER guard_amendment_cell_delete BEFORE DELETE ON amendment_cell
BEGIN
    SELECT RAISE(ABORT, 'amendment_cell: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_cell_insert BEFORE INSERT ON amendment_cell
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_cell' AND id = NEW.amendment || '/' || NEW.pupil || '/' || NEW.col)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_cell: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_cell_update BEFORE UPDATE ON amendment_cell
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_cell' AND id = NEW.amendment || '/' || NEW.pupil || '/' || NEW.col)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.amendment IS NOT NEW.amendment OR OLD.pupil IS NOT NEW.pupil OR OLD.col IS NOT NEW.col
BEGIN
    SELECT RAISE(ABORT, 'amendment_cell: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_amendment_effect_delete BEFORE DELETE ON amendment_effect
BEGIN
    SELECT RAISE(ABORT, 'amendment_effect: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_effect_insert BEFORE INSERT ON amendment_effect
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_effect' AND id = NEW.amendment || '/' || NEW.pupil || '/' || NEW.what)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_effect: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_effect_update BEFORE UPDATE ON amendment_effect
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_effect' AND id = NEW.amendment || '/' || NEW.pupil || '/' || NEW.what)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.amendment IS NOT NEW.amendment OR OLD.pupil IS NOT NEW.pupil OR OLD.what IS NOT NEW.what
BEGIN
    SELECT RAISE(ABORT, 'amendment_effect: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE amendment_effect (
    amendment    TEXT NOT NULL REFERENCES amendment (id),
    pupil        TEXT NOT NULL,
    what         TEXT NOT NULL,
    value_before TEXT NOT NULL,
    value_after  TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (amendment, pupil, what)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_amendment_paper_delete BEFORE DELETE ON amendment_paper
BEGIN
    SELECT RAISE(ABORT, 'amendment_paper: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_paper_insert BEFORE INSERT ON amendment_paper
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_paper' AND id = NEW.amendment || '/' || NEW.attachment)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_paper: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_paper_update BEFORE UPDATE ON amendment_paper
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_paper' AND id = NEW.amendment || '/' || NEW.attachment)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.amendment IS NOT NEW.amendment OR OLD.attachment IS NOT NEW.attachment
BEGIN
    SELECT RAISE(ABORT, 'amendment_paper: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE amendment_paper (
    amendment  TEXT NOT NULL REFERENCES amendment (id),
    attachment TEXT NOT NULL REFERENCES attachment (id),
    staff      TEXT NOT NULL,
    at         TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (amendment, attachment)
) STRICT, WITHOUT ROWID;

CREATE INDEX amendment_paper_of ON amendment_paper (attachment);

CREATE TRIGGER guard_amendment_refusal_delete BEFORE DELETE ON amendment_refusal
BEGIN
    SELECT RAISE(ABORT, 'amendment_refusal: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_refusal_insert BEFORE INSERT ON amendment_refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_refusal: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_refusal_update BEFORE UPDATE ON amendment_refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'amendment_refusal: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_amendment_step_delete BEFORE DELETE ON amendment_step
BEGIN
    SELECT RAISE(ABORT, 'amendment_step: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_step_insert BEFORE INSERT ON amendment_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_step: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_step_update BEFORE UPDATE ON amendment_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'amendment_step: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER amendment_witness_is_final BEFORE UPDATE ON amendment_witness
BEGIN
    SELECT RAISE(ABORT, 'amendment_witness: told once');
END;

CREATE TRIGGER guard_amendment_witness_delete BEFORE DELETE ON amendment_witness
BEGIN
    SELECT RAISE(ABORT, 'amendment_witness: a row is never deleted');
END;

CREATE TRIGGER guard_amendment_witness_insert BEFORE INSERT ON amendment_witness
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_witness' AND id = NEW.sitting || '/' || NEW.role)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'amendment_witness: a row needs its journal line');
END;

CREATE TRIGGER guard_amendment_witness_update BEFORE UPDATE ON amendment_witness
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'amendment_witness' AND id = NEW.sitting || '/' || NEW.role)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.sitting IS NOT NEW.sitting OR OLD.role IS NOT NEW.role
BEGIN
    SELECT RAISE(ABORT, 'amendment_witness: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_archive_key_delete BEFORE DELETE ON archive_key
BEGIN
    SELECT RAISE(ABORT, 'archive_key: a row is never deleted');
END;

CREATE TRIGGER guard_archive_key_insert BEFORE INSERT ON archive_key
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'archive_key' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'archive_key: a row needs its journal line');
END;

CREATE TRIGGER guard_archive_key_update BEFORE UPDATE ON archive_key
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'archive_key' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'archive_key: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE archive_key (
    id          TEXT PRIMARY KEY,
    state       TEXT NOT NULL CHECK (state IN ('DECIDED', 'CURRENT', 'RETIRED')),
    decision    TEXT NOT NULL CHECK (decision <> ''),
    decided_by  TEXT NOT NULL,
    decided_at  TEXT NOT NULL,
    executed_by TEXT CHECK (executed_by <> decided_by),
    executed_at TEXT,
    needed      INTEGER,
    cards       INTEGER CHECK (needed BETWEEN 2 AND cards),
    holders     TEXT,
    fingerprint TEXT UNIQUE CHECK (length(fingerprint) = 64),
    certificate TEXT,
    seq         INTEGER NOT NULL,
    CHECK (state = 'DECIDED' OR (executed_by IS NOT NULL AND executed_at IS NOT NULL AND needed IS NOT NULL
        AND cards IS NOT NULL AND holders IS NOT NULL AND fingerprint IS NOT NULL AND certificate IS NOT NULL)
        OR (state = 'RETIRED' AND executed_by IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_archive_key ON archive_key (state) WHERE state IN ('DECIDED', 'CURRENT');

CREATE TRIGGER attachment_is_final BEFORE UPDATE ON attachment
BEGIN
    SELECT RAISE(ABORT, 'attachment: never altered');
END;

CREATE TRIGGER guard_attachment_delete BEFORE DELETE ON attachment
BEGIN
    SELECT RAISE(ABORT, 'attachment: a row is never deleted');
END;

CREATE TRIGGER guard_attachment_insert BEFORE INSERT ON attachment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attachment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'attachment: a row needs its journal line');
END;

CREATE TRIGGER guard_attachment_update BEFORE UPDATE ON attachment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attachment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'attachment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE attachment (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    media_type TEXT NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    size       INTEGER NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    circle     TEXT NOT NULL,
    kept_by    TEXT NOT NULL,
    kept_at    TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT;

CREATE TRIGGER attachment_content_is_final BEFORE UPDATE ON attachment_content
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never altered');
END;

CREATE TRIGGER attachment_content_replaces_nothing BEFORE INSERT ON attachment_content
WHEN EXISTS (SELECT 1 FROM attachment_content WHERE sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never replaced');
END;

CREATE TRIGGER attachment_content_stays BEFORE DELETE ON attachment_content
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never deleted');
END;

CREATE TABLE attachment_content (
    sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content BLOB NOT NULL
) STRICT;

CREATE TABLE attempt (
    what    TEXT PRIMARY KEY,
    count   INTEGER NOT NULL,
    last_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER guard_attendance_amendment_delete BEFORE DELETE ON attendance_amendment
BEGIN
    SELECT RAISE(ABORT, 'attendance_amendment: a row is never deleted');
END;

CREATE TRIGGER guard_attendance_amendment_insert BEFORE INSERT ON attendance_amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attendance_amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'attendance_amendment: a row needs its journal line');
END;

CREATE TRIGGER guard_attendance_amendment_update BEFORE UPDATE ON attendance_amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attendance_amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'attendance_amendment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE attendance_amendment (
    id           TEXT PRIMARY KEY,
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    day          TEXT NOT NULL CHECK (date(day) IS day),
    slot         TEXT NOT NULL,
    subject      TEXT REFERENCES subject (id),
    old_kind     TEXT NOT NULL CHECK (old_kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    new_kind     TEXT NOT NULL CHECK (new_kind IN ('EXCUSED', 'UNEXCUSED', 'PRESENT')),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONSENTED', 'EXECUTED', 'REFUSED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    decided_by   TEXT REFERENCES staff (id),
    decided_at   TEXT,
    executed_by  TEXT REFERENCES staff (id),
    executed_at  TEXT,
    seq          INTEGER NOT NULL, refusal TEXT CHECK (refusal IS NULL OR length(refusal) BETWEEN 1 AND 200),
    CHECK (old_kind <> new_kind),
    CHECK (decided_by IS NULL OR decided_by <> requested_by),
    CHECK (executed_by IS NULL OR (executed_by <> requested_by AND executed_by <> decided_by))
) STRICT;

CREATE UNIQUE INDEX one_open_amendment ON attendance_amendment (pupil, day, slot)
 WHERE state IN ('REQUESTED', 'CONSENTED');

CREATE TRIGGER guard_attendance_month_delete BEFORE DELETE ON attendance_month
BEGIN
    SELECT RAISE(ABORT, 'attendance_month: a row is never deleted');
END;

CREATE TRIGGER guard_attendance_month_insert BEFORE INSERT ON attendance_month
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attendance_month' AND id = NEW.homeroom || '/' || NEW.month)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'attendance_month: a row needs its journal line');
END;

CREATE TRIGGER guard_attendance_month_update BEFORE UPDATE ON attendance_month
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'attendance_month' AND id = NEW.homeroom || '/' || NEW.month)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.month IS NOT NEW.month
BEGIN
    SELECT RAISE(ABORT, 'attendance_month: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE attendance_month (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    month        TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'),
    confirmed_by TEXT NOT NULL REFERENCES staff (id),
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (homeroom, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE attendance_op (
    op   TEXT PRIMARY KEY CHECK (length(op) BETWEEN 8 AND 40),
    hash TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_backup_schedule_delete BEFORE DELETE ON backup_schedule
BEGIN
    SELECT RAISE(ABORT, 'backup_schedule: a row is never deleted');
END;

CREATE TRIGGER guard_backup_schedule_insert BEFORE INSERT ON backup_schedule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'backup_schedule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'backup_schedule: a row needs its journal line');
END;

CREATE TRIGGER guard_backup_schedule_update BEFORE UPDATE ON backup_schedule
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'backup_schedule' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'backup_schedule: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE backup_schedule (
    id      TEXT PRIMARY KEY CHECK (id = 'nightly'),
    at_time TEXT NOT NULL CHECK (at_time GLOB '[0-2][0-9]:[0-5][0-9]'),
    seq     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_backup_set_delete BEFORE DELETE ON backup_set
BEGIN
    SELECT RAISE(ABORT, 'backup_set: a row is never deleted');
END;

CREATE TRIGGER guard_backup_set_insert BEFORE INSERT ON backup_set
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'backup_set' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'backup_set: a row needs its journal line');
END;

CREATE TRIGGER guard_backup_set_update BEFORE UPDATE ON backup_set
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'backup_set' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'backup_set: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE backup_set (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    session  TEXT NOT NULL CHECK (session IN ('HK1', 'NAM', 'NIGHTLY', 'ASKED')),
    made_at  TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head     TEXT NOT NULL CHECK (length(head) = 64),
    bytes    INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('READY', 'PRUNED')),
    seq      INTEGER NOT NULL
) STRICT;

CREATE TRIGGER binding_is_final BEFORE UPDATE ON binding
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never altered');
END;

CREATE TRIGGER binding_replaces_nothing BEFORE INSERT ON binding
WHEN EXISTS (SELECT 1 FROM binding WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never altered');
END;

CREATE TRIGGER binding_stays BEFORE DELETE ON binding
BEGIN
    SELECT RAISE(ABORT, 'binding: a line is never erased');
END;

CREATE TRIGGER guard_binding_delete BEFORE DELETE ON binding
BEGIN
    SELECT RAISE(ABORT, 'binding: a row is never deleted');
END;

CREATE TRIGGER guard_binding_insert BEFORE INSERT ON binding
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'binding' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'binding: a row needs its journal line');
END;

CREATE TRIGGER guard_binding_update BEFORE UPDATE ON binding
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'binding' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'binding: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE binding (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('PUPIL', 'STAFF', 'HOMEROOM', 'SCHOOL')),
    subject      TEXT NOT NULL,
    code         TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    source       TEXT NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    likeness     TEXT NOT NULL CHECK (likeness IN ('MATCH', 'NEAR')),
    proposed_by  TEXT NOT NULL,
    proposed_at  TEXT NOT NULL,
    confirmed_by TEXT NOT NULL CHECK (confirmed_by <> proposed_by),
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX binding_of_subject ON binding (subject);

CREATE TRIGGER change_is_decided_once BEFORE UPDATE ON binding_change
WHEN OLD.state <> 'ASKED' OR NEW.subject IS NOT OLD.subject OR NEW.old_code IS NOT OLD.old_code
  OR NEW.new_code IS NOT OLD.new_code OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'binding_change: a change is decided once, as it was asked for');
END;

CREATE TRIGGER guard_binding_change_delete BEFORE DELETE ON binding_change
BEGIN
    SELECT RAISE(ABORT, 'binding_change: a row is never deleted');
END;

CREATE TRIGGER guard_binding_change_insert BEFORE INSERT ON binding_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'binding_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'binding_change: a row needs its journal line');
END;

CREATE TRIGGER guard_binding_change_update BEFORE UPDATE ON binding_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'binding_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'binding_change: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE binding_change (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('PUPIL', 'STAFF')),
    subject    TEXT NOT NULL,
    old_code   TEXT NOT NULL CHECK (length(old_code) BETWEEN 1 AND 20),
    new_code   TEXT CHECK (length(new_code) BETWEEN 1 AND 20),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    asked_by   TEXT NOT NULL,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'DONE', 'REFUSED')),
    decided_by TEXT CHECK (decided_by <> asked_by),
    decided_at TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX change_of_subject ON binding_change (subject);

CREATE TABLE binding_file (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER board_decision_is_final BEFORE UPDATE ON board_decision
BEGIN
    SELECT RAISE(ABORT, 'board_decision: never altered, only followed by a newer one');
END;

CREATE TRIGGER guard_board_decision_delete BEFORE DELETE ON board_decision
BEGIN
    SELECT RAISE(ABORT, 'board_decision: a row is never deleted');
END;

CREATE TRIGGER guard_board_decision_insert BEFORE INSERT ON board_decision
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'board_decision' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'board_decision: a row needs its journal line');
END;

CREATE TRIGGER guard_board_decision_update BEFORE UPDATE ON board_decision
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'board_decision' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'board_decision: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER board_member_is_final BEFORE UPDATE ON board_member
BEGIN
    SELECT RAISE(ABORT, 'board_member: never altered, only followed by a newer decision');
END;

CREATE TRIGGER guard_board_member_delete BEFORE DELETE ON board_member
BEGIN
    SELECT RAISE(ABORT, 'board_member: a row is never deleted');
END;

CREATE TRIGGER guard_board_member_insert BEFORE INSERT ON board_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'board_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'board_member: a row needs its journal line');
END;

CREATE TRIGGER guard_board_member_update BEFORE UPDATE ON board_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'board_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'board_member: a row needs its newer journal line and keeps its key');
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

CREATE TRIGGER book_closing_goes_on BEFORE UPDATE ON book_closing
WHEN OLD.stage NOT IN ('OPEN', 'PROPOSED', 'DECIDED') AND NEW.stage IN ('OPEN', 'PROPOSED', 'DECIDED')
BEGIN
    SELECT RAISE(ABORT, 'book_closing: a closed book stays closed');
END;

CREATE TRIGGER guard_book_closing_delete BEFORE DELETE ON book_closing
BEGIN
    SELECT RAISE(ABORT, 'book_closing: a row is never deleted');
END;

CREATE TRIGGER guard_book_closing_insert BEFORE INSERT ON book_closing
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'book_closing' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'book_closing: a row needs its journal line');
END;

CREATE TRIGGER guard_book_closing_update BEFORE UPDATE ON book_closing
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'book_closing' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'book_closing: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE book_closing (
    id       TEXT PRIMARY KEY,
    homeroom TEXT NOT NULL REFERENCES homeroom (id),
    semester INTEGER NOT NULL CHECK (semester IN (1, 2)),
    stage    TEXT NOT NULL CHECK (stage IN
        ('OPEN', 'PROPOSED', 'DECIDED', 'CLOSED', 'PRINTED', 'SIGNED', 'APPROVED', 'ARCHIVED')),
    seq      INTEGER NOT NULL,
    UNIQUE (homeroom, semester)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
    identity  TEXT PRIMARY KEY CHECK (length(identity) = 64),
    file      TEXT NOT NULL UNIQUE,
    epoch     TEXT NOT NULL,
    from_seq  INTEGER NOT NULL,
    to_seq    INTEGER NOT NULL CHECK (to_seq >= from_seq),
    head      TEXT NOT NULL CHECK (length(head) = 64),
    oldest_at TEXT,
    made_at   TEXT NOT NULL,
    size      INTEGER NOT NULL,
    UNIQUE (epoch, from_seq)
) STRICT;

CREATE TRIGGER guard_campus_delete BEFORE DELETE ON campus
BEGIN
    SELECT RAISE(ABORT, 'campus: a row is never deleted');
END;

CREATE TRIGGER guard_campus_insert BEFORE INSERT ON campus
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'campus' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'campus: a row needs its journal line');
END;

CREATE TRIGGER guard_campus_update BEFORE UPDATE ON campus
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'campus' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'campus: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE campus (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    address TEXT CHECK (length(address) BETWEEN 1 AND 300),
    main    INTEGER NOT NULL CHECK (main IN (0, 1)),
    state   TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq     INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX one_main_campus ON campus (main) WHERE main = 1;

CREATE TABLE cell_event (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    op      TEXT UNIQUE CHECK (length(op) = 24),
    sheet   TEXT NOT NULL,
    pupil   TEXT NOT NULL,
    col     TEXT NOT NULL,
    tenths  INTEGER,
    staff   TEXT NOT NULL,
    account TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('DRAFT', 'COMMIT')),
    at      TEXT NOT NULL
, word TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C')), session TEXT) STRICT;

CREATE INDEX event_of_cell ON cell_event (sheet, pupil, col, n);

CREATE INDEX event_of_sheet ON cell_event (sheet, n);

CREATE TRIGGER change_follows BEFORE INSERT ON change
WHEN NEW.tx IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <> coalesce((SELECT max(seq) FROM change), NEW.seq - 1) + 1
BEGIN
    SELECT RAISE(ABORT, 'change: a line follows the newest one and belongs to the open transaction');
END;

CREATE TRIGGER change_is_final BEFORE UPDATE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never altered');
END;

CREATE TRIGGER change_stays BEFORE DELETE ON change
BEGIN
    SELECT RAISE(ABORT, 'change: a line is never deleted');
END;

CREATE TABLE change (
    seq      INTEGER PRIMARY KEY,
    tx       INTEGER NOT NULL,
    ent      TEXT NOT NULL,
    id       TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('RECEIVER', 'SCHOOL_ONLY')),
    at       TEXT NOT NULL,
    line     BLOB NOT NULL,
    head     BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;

CREATE INDEX change_of_row ON change (ent, id, seq);

CREATE TRIGGER class_code_is_final BEFORE UPDATE ON class_code
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier is never altered');
END;

CREATE TRIGGER class_code_replaces_nothing BEFORE INSERT ON class_code
WHEN EXISTS (SELECT 1 FROM class_code WHERE homeroom = NEW.homeroom OR code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier belongs to one class');
END;

CREATE TRIGGER class_code_stays BEFORE DELETE ON class_code
BEGIN
    SELECT RAISE(ABORT, 'class_code: an identifier is never erased');
END;

CREATE TRIGGER guard_class_code_delete BEFORE DELETE ON class_code
BEGIN
    SELECT RAISE(ABORT, 'class_code: a row is never deleted');
END;

CREATE TRIGGER guard_class_code_insert BEFORE INSERT ON class_code
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_code' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'class_code: a row needs its journal line');
END;

CREATE TRIGGER guard_class_code_update BEFORE UPDATE ON class_code
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_code' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom
BEGIN
    SELECT RAISE(ABORT, 'class_code: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE class_code (
    homeroom TEXT PRIMARY KEY REFERENCES homeroom (id),
    code     TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    seq      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_class_list_delete BEFORE DELETE ON class_list
BEGIN
    SELECT RAISE(ABORT, 'class_list: a row is never deleted');
END;

CREATE TRIGGER guard_class_list_insert BEFORE INSERT ON class_list
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_list' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'class_list: a row needs its journal line');
END;

CREATE TRIGGER guard_class_list_update BEFORE UPDATE ON class_list
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_list' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom
BEGIN
    SELECT RAISE(ABORT, 'class_list: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE class_list (
    homeroom    TEXT PRIMARY KEY REFERENCES homeroom (id),
    numbered_by TEXT NOT NULL REFERENCES staff (id),
    numbered_at TEXT NOT NULL,
    signed_by   TEXT REFERENCES staff (id),
    signed_at   TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((signed_by IS NULL) = (signed_at IS NULL))
) STRICT;

CREATE TRIGGER guard_class_note_delete BEFORE DELETE ON class_note
BEGIN
    SELECT RAISE(ABORT, 'class_note: a row is never deleted');
END;

CREATE TRIGGER guard_class_note_insert BEFORE INSERT ON class_note
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_note' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'class_note: a row needs its journal line');
END;

CREATE TRIGGER guard_class_note_update BEFORE UPDATE ON class_note
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_note' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'class_note: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE class_note (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 1000),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 500),
    seq        INTEGER NOT NULL
) STRICT;

CREATE INDEX class_note_of_class ON class_note (homeroom, entered_at);

CREATE TABLE class_note_read (
    note  TEXT NOT NULL REFERENCES class_note (id),
    staff TEXT NOT NULL,
    at    TEXT NOT NULL,
    PRIMARY KEY (note, staff)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_class_officer_delete BEFORE DELETE ON class_officer
BEGIN
    SELECT RAISE(ABORT, 'class_officer: a row is never deleted');
END;

CREATE TRIGGER guard_class_officer_insert BEFORE INSERT ON class_officer
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_officer' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'class_officer: a row needs its journal line');
END;

CREATE TRIGGER guard_class_officer_update BEFORE UPDATE ON class_officer
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_officer' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'class_officer: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE class_officer (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    pupil      TEXT NOT NULL REFERENCES pupil (id),
    duty       TEXT NOT NULL CHECK (duty IN ('MONITOR', 'STUDY', 'LABOUR', 'ARTS', 'TREASURER', 'GROUP_LEADER')),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX one_duty_at_a_time ON class_officer (homeroom, pupil, duty) WHERE until_date IS NULL;

CREATE TRIGGER guard_class_programme_delete BEFORE DELETE ON class_programme
BEGIN
    SELECT RAISE(ABORT, 'class_programme: a row is never deleted');
END;

CREATE TRIGGER guard_class_programme_insert BEFORE INSERT ON class_programme
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_programme' AND id = NEW.homeroom || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'class_programme: a row needs its journal line');
END;

CREATE TRIGGER guard_class_programme_update BEFORE UPDATE ON class_programme
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'class_programme' AND id = NEW.homeroom || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.subject IS NOT NEW.subject
BEGIN
    SELECT RAISE(ABORT, 'class_programme: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE class_programme (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    subject      TEXT NOT NULL REFERENCES subject (id),
    year_periods INTEGER NOT NULL CHECK (year_periods BETWEEN 0 AND 700),
    week_periods INTEGER CHECK (week_periods BETWEEN 0 AND 40),
    seq          INTEGER NOT NULL, semester INTEGER CHECK (semester IN (1, 2)),
    PRIMARY KEY (homeroom, subject)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER clock_act_is_final BEFORE UPDATE ON clock_act
BEGIN
    SELECT RAISE(ABORT, 'clock_act: never altered');
END;

CREATE TRIGGER guard_clock_act_delete BEFORE DELETE ON clock_act
BEGIN
    SELECT RAISE(ABORT, 'clock_act: a row is never deleted');
END;

CREATE TRIGGER guard_clock_act_insert BEFORE INSERT ON clock_act
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'clock_act' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'clock_act: a row needs its journal line');
END;

CREATE TRIGGER guard_clock_act_update BEFORE UPDATE ON clock_act
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'clock_act' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'clock_act: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER closing_step_is_final BEFORE UPDATE ON closing_step
BEGIN
    SELECT RAISE(ABORT, 'closing_step: done once');
END;

CREATE TRIGGER guard_closing_step_delete BEFORE DELETE ON closing_step
BEGIN
    SELECT RAISE(ABORT, 'closing_step: a row is never deleted');
END;

CREATE TRIGGER guard_closing_step_insert BEFORE INSERT ON closing_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'closing_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'closing_step: a row needs its journal line');
END;

CREATE TRIGGER guard_closing_step_update BEFORE UPDATE ON closing_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'closing_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'closing_step: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE closing_step (
    id      TEXT PRIMARY KEY,
    closing TEXT NOT NULL REFERENCES book_closing (id),
    deed    TEXT NOT NULL CHECK (deed IN
        ('PROPOSE', 'RETURN', 'DECIDE', 'CLOSE', 'PRINT', 'SIGN', 'SIGN_CLASS', 'APPROVE', 'ARCHIVE')),
    staff   TEXT NOT NULL,
    at      TEXT NOT NULL,
    subject TEXT REFERENCES subject (id),
    said    TEXT CHECK (length(said) BETWEEN 1 AND 500),
    seq     INTEGER NOT NULL, round INTEGER CHECK (round > 1), missing_cells INTEGER CHECK (missing_cells >= 0), missing_conduct INTEGER CHECK (missing_conduct >= 0), missing_confirmations INTEGER CHECK (missing_confirmations >= 0), despite TEXT CHECK (length(despite) BETWEEN 1 AND 500),
    CHECK ((deed = 'SIGN') = (subject IS NOT NULL)),
    CHECK ((deed IN ('PROPOSE', 'RETURN', 'DECIDE', 'ARCHIVE')) = (said IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX closing_signed_once ON closing_step (closing, subject, coalesce(round, 1)) WHERE deed = 'SIGN';

CREATE TRIGGER guard_code_succession_delete BEFORE DELETE ON code_succession
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a row is never deleted');
END;

CREATE TRIGGER guard_code_succession_insert BEFORE INSERT ON code_succession
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'code_succession' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a row needs its journal line');
END;

CREATE TRIGGER guard_code_succession_update BEFORE UPDATE ON code_succession
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'code_succession' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER succession_is_final BEFORE UPDATE ON code_succession
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a line is never altered');
END;

CREATE TRIGGER succession_replaces_nothing BEFORE INSERT ON code_succession
WHEN EXISTS (SELECT 1 FROM code_succession WHERE id = NEW.id)
  OR NOT EXISTS (SELECT 1 FROM binding_change c WHERE c.id = NEW.change AND c.state = 'DONE')
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a code changes hands by a change that two people made');
END;

CREATE TRIGGER succession_stays BEFORE DELETE ON code_succession
BEGIN
    SELECT RAISE(ABORT, 'code_succession: a line is never erased');
END;

CREATE TABLE code_succession (
    id       TEXT PRIMARY KEY,
    subject  TEXT NOT NULL,
    code     TEXT CHECK (length(code) BETWEEN 1 AND 20),
    replaces TEXT CHECK (length(replaces) BETWEEN 1 AND 20),
    change   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    CHECK (code IS NOT NULL OR replaces IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX succession_of_subject ON code_succession (subject, seq);

CREATE INDEX succession_to_code ON code_succession (code);

CREATE TRIGGER guard_comment_phrase_delete BEFORE DELETE ON comment_phrase
BEGIN
    SELECT RAISE(ABORT, 'comment_phrase: a row is never deleted');
END;

CREATE TRIGGER guard_comment_phrase_insert BEFORE INSERT ON comment_phrase
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'comment_phrase' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'comment_phrase: a row needs its journal line');
END;

CREATE TRIGGER guard_comment_phrase_update BEFORE UPDATE ON comment_phrase
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'comment_phrase' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'comment_phrase: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE comment_phrase (
    id         TEXT PRIMARY KEY,
    topic      TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 20),
    grade      INTEGER CHECK (grade BETWEEN 1 AND 12),
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 200),
    owner      TEXT NOT NULL,
    shared     INTEGER NOT NULL CHECK (shared IN (0, 1)),
    withdrawn  INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq        INTEGER NOT NULL
) STRICT;

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

CREATE TRIGGER guard_conduct_amendment_delete BEFORE DELETE ON conduct_amendment
BEGIN
    SELECT RAISE(ABORT, 'conduct_amendment: a row is never deleted');
END;

CREATE TRIGGER guard_conduct_amendment_insert BEFORE INSERT ON conduct_amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'conduct_amendment: a row needs its journal line');
END;

CREATE TRIGGER guard_conduct_amendment_update BEFORE UPDATE ON conduct_amendment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_amendment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'conduct_amendment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE conduct_amendment (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    slot         TEXT NOT NULL CHECK (length(slot) BETWEEN 2 AND 8),
    old_level    TEXT,
    old_text     TEXT,
    new_level    TEXT,
    new_text     TEXT NOT NULL,
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONSENTED', 'EXECUTED', 'REFUSED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    decided_by   TEXT REFERENCES staff (id),
    decided_at   TEXT,
    executed_by  TEXT REFERENCES staff (id),
    executed_at  TEXT,
    refusal      TEXT CHECK (length(refusal) BETWEEN 1 AND 500),
    seq          INTEGER NOT NULL, kind TEXT
    CHECK (kind IN ('CONDUCT', 'TRAITS', 'OBSERVATION', 'REMARK', 'EARLIER_MARK')), detail TEXT, evidence TEXT CHECK (length(evidence) BETWEEN 1 AND 500), decision TEXT CHECK (length(decision) BETWEEN 1 AND 500), seal TEXT,
    CHECK (old_text IS NOT NULL OR old_level IS NULL),
    CHECK (decided_by IS NULL OR decided_by <> requested_by),
    CHECK (executed_by IS NULL OR (executed_by <> requested_by AND executed_by <> decided_by)),
    CHECK (state <> 'EXECUTED' OR (decided_by IS NOT NULL AND executed_by IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX one_open_rectification
    ON conduct_amendment (coalesce(kind, 'CONDUCT'), school_year, pupil, slot, coalesce(detail, ''))
 WHERE state IN ('REQUESTED', 'CONSENTED');

CREATE TRIGGER guard_conduct_confirmation_delete BEFORE DELETE ON conduct_confirmation
BEGIN
    SELECT RAISE(ABORT, 'conduct_confirmation: a row is never deleted');
END;

CREATE TRIGGER guard_conduct_confirmation_insert BEFORE INSERT ON conduct_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_confirmation' AND id = NEW.homeroom || '/' || NEW.semester)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'conduct_confirmation: a row needs its journal line');
END;

CREATE TRIGGER guard_conduct_confirmation_update BEFORE UPDATE ON conduct_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_confirmation' AND id = NEW.homeroom || '/' || NEW.semester)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.semester IS NOT NEW.semester
BEGIN
    SELECT RAISE(ABORT, 'conduct_confirmation: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE conduct_confirmation (
    homeroom     TEXT NOT NULL REFERENCES homeroom (id),
    semester     INTEGER NOT NULL CHECK (semester IN (1, 2)),
    confirmed_by TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    PRIMARY KEY (homeroom, semester)
) STRICT, WITHOUT ROWID;

CREATE TABLE conduct_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    slot        TEXT NOT NULL,
    level       TEXT CHECK (level IN ('T', 'K', 'D', 'C')),
    body        TEXT NOT NULL CHECK (length(body) <= 500),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, slot),
    CHECK (level IS NOT NULL OR body <> '')
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_conduct_grade_delete BEFORE DELETE ON conduct_grade
BEGIN
    SELECT RAISE(ABORT, 'conduct_grade: a row is never deleted');
END;

CREATE TRIGGER guard_conduct_grade_insert BEFORE INSERT ON conduct_grade
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_grade' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.semester)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'conduct_grade: a row needs its journal line');
END;

CREATE TRIGGER guard_conduct_grade_update BEFORE UPDATE ON conduct_grade
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'conduct_grade' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.semester)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil OR OLD.semester IS NOT NEW.semester
BEGIN
    SELECT RAISE(ABORT, 'conduct_grade: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE conduct_grade (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    semester    INTEGER NOT NULL CHECK (semester IN (1, 2)),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    level       TEXT NOT NULL CHECK (level IN ('T', 'K', 'D', 'C')),
    reason      TEXT NOT NULL CHECK (length(reason) <= 500),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, semester)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_credential_delete BEFORE DELETE ON credential
BEGIN
    SELECT RAISE(ABORT, 'credential: a row is never deleted');
END;

CREATE TRIGGER guard_credential_insert BEFORE INSERT ON credential
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'credential' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'credential: a row needs its journal line');
END;

CREATE TRIGGER guard_credential_update BEFORE UPDATE ON credential
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'credential' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.account IS NOT NEW.account
BEGIN
    SELECT RAISE(ABORT, 'credential: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "credential" (
    account     TEXT PRIMARY KEY REFERENCES "account" (id),
    hash        TEXT NOT NULL CHECK (hash GLOB '$argon2id$*'),
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    changed_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER custody_change_is_told BEFORE UPDATE ON custody_change
WHEN NEW.keeper <> OLD.keeper OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at
  OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
  OR (OLD.state <> 'ASKED' AND NEW.state IN ('ASKED', 'WITHDRAWN'))
  OR OLD.state IN ('WITHDRAWN', 'DONE', 'REFUSED')
BEGIN
    SELECT RAISE(ABORT, 'custody_change: decided once, by somebody else, about what was asked for');
END;

CREATE TRIGGER guard_custody_change_delete BEFORE DELETE ON custody_change
BEGIN
    SELECT RAISE(ABORT, 'custody_change: a row is never deleted');
END;

CREATE TRIGGER guard_custody_change_insert BEFORE INSERT ON custody_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'custody_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'custody_change: a row needs its journal line');
END;

CREATE TRIGGER guard_custody_change_update BEFORE UPDATE ON custody_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'custody_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'custody_change: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE custody_change (
    id         TEXT PRIMARY KEY,
    keeper     TEXT NOT NULL CHECK (keeper IN ('BOARD', 'MACHINE')),
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'WITHDRAWN', 'ORDERED', 'DONE', 'REFUSED')),
    decided_by TEXT REFERENCES staff (id) CHECK (decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> asked_by),
    decided_at TEXT,
    reason     TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
) STRICT;

CREATE TRIGGER guard_day_off_delete BEFORE DELETE ON day_off
BEGIN
    SELECT RAISE(ABORT, 'day_off: a row is never deleted');
END;

CREATE TRIGGER guard_day_off_insert BEFORE INSERT ON day_off
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'day_off' AND id = NEW.homeroom || '/' || NEW.day)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'day_off: a row needs its journal line');
END;

CREATE TRIGGER guard_day_off_update BEFORE UPDATE ON day_off
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'day_off' AND id = NEW.homeroom || '/' || NEW.day)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.day IS NOT NEW.day
BEGIN
    SELECT RAISE(ABORT, 'day_off: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_delegation_delete BEFORE DELETE ON delegation
BEGIN
    SELECT RAISE(ABORT, 'delegation: a row is never deleted');
END;

CREATE TRIGGER guard_delegation_insert BEFORE INSERT ON delegation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'delegation' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'delegation: a row needs its journal line');
END;

CREATE TRIGGER guard_delegation_update BEFORE UPDATE ON delegation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'delegation' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'delegation: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_department_delete BEFORE DELETE ON department
BEGIN
    SELECT RAISE(ABORT, 'department: a row is never deleted');
END;

CREATE TRIGGER guard_department_insert BEFORE INSERT ON department
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'department' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'department: a row needs its journal line');
END;

CREATE TRIGGER guard_department_update BEFORE UPDATE ON department
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'department' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'department: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE department (
    id    TEXT PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_department_member_delete BEFORE DELETE ON department_member
BEGIN
    SELECT RAISE(ABORT, 'department_member: a row is never deleted');
END;

CREATE TRIGGER guard_department_member_insert BEFORE INSERT ON department_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'department_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'department_member: a row needs its journal line');
END;

CREATE TRIGGER guard_department_member_update BEFORE UPDATE ON department_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'department_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'department_member: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE department_member (
    id         TEXT PRIMARY KEY,
    department TEXT NOT NULL REFERENCES department (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    head       INTEGER NOT NULL CHECK (head IN (0, 1)),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE INDEX membership_of_staff ON department_member (staff, from_date);

CREATE UNIQUE INDEX one_department_head ON department_member (department) WHERE until_date IS NULL AND head = 1;

CREATE UNIQUE INDEX one_membership_at_a_time ON department_member (department, staff) WHERE until_date IS NULL;

CREATE TABLE "draft" (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck')),
    staff      TEXT NOT NULL,
    account    TEXT NOT NULL,
    tenths     INTEGER CHECK (tenths BETWEEN 0 AND 100),
    word       TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C')),
    doubtful   INTEGER NOT NULL CHECK (doubtful IN (0, 1)),
    rev        INTEGER NOT NULL,
    at         TEXT NOT NULL,
    claimed_at TEXT,
    PRIMARY KEY (sheet, pupil, col),
    CHECK (tenths IS NULL OR word IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_of_staff ON draft (staff, sheet);

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

CREATE TRIGGER guard_earlier_mark_delete BEFORE DELETE ON earlier_mark
BEGIN
    SELECT RAISE(ABORT, 'earlier_mark: a row is never deleted');
END;

CREATE TRIGGER guard_earlier_mark_insert BEFORE INSERT ON earlier_mark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'earlier_mark' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'earlier_mark: a row needs its journal line');
END;

CREATE TRIGGER guard_earlier_mark_update BEFORE UPDATE ON earlier_mark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'earlier_mark' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'earlier_mark: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE earlier_mark (
    id           TEXT PRIMARY KEY,
    pupil        TEXT NOT NULL REFERENCES pupil (id),
    school_year  TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    semester     INTEGER NOT NULL CHECK (semester IN (1, 2)),
    subject      TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 20),
    col          TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'tb')),
    tenths       INTEGER CHECK (tenths BETWEEN 0 AND 100),
    level        TEXT CHECK (level IN ('D', 'CD')),
    origin       TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 500),
    attachment   TEXT,
    state        TEXT NOT NULL CHECK (state IN ('WAITING', 'CONFIRMED', 'REJECTED')),
    entered_by   TEXT NOT NULL,
    entered_at   TEXT NOT NULL,
    confirmed_by TEXT CHECK (confirmed_by <> entered_by),
    confirmed_at TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((tenths IS NULL) <> (level IS NULL)),
    CHECK ((state = 'WAITING') = (confirmed_by IS NULL) AND (confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_earlier_mark ON earlier_mark (pupil, school_year, semester, subject, col) WHERE state <> 'REJECTED';

CREATE TRIGGER guard_enrolment_delete BEFORE DELETE ON enrolment
BEGIN
    SELECT RAISE(ABORT, 'enrolment: a row is never deleted');
END;

CREATE TRIGGER guard_enrolment_insert BEFORE INSERT ON enrolment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'enrolment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'enrolment: a row needs its journal line');
END;

CREATE TRIGGER guard_enrolment_update BEFORE UPDATE ON enrolment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'enrolment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'enrolment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE enrolment (
    id         TEXT PRIMARY KEY,
    pupil      TEXT NOT NULL REFERENCES pupil (id),
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    number     INTEGER NOT NULL CHECK (number > 0),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL, ended TEXT CHECK (ended IN ('YEAR', 'TAKEN_BACK')),
    UNIQUE (homeroom, number)
) STRICT;

CREATE INDEX enrolment_of_pupil ON enrolment (pupil);

CREATE UNIQUE INDEX one_homeroom_at_a_time ON enrolment (pupil) WHERE until_date IS NULL;

CREATE TRIGGER entry_window_end_only_moves_on BEFORE UPDATE ON entry_window
WHEN NEW.closes IS NOT OLD.closes AND (NEW.closes < OLD.closes OR OLD.state <> 'PUBLISHED'
  OR OLD.closes <= (SELECT at FROM change WHERE seq = NEW.seq))
BEGIN
    SELECT RAISE(ABORT, 'entry_window: an end moves later, and only before it has passed');
END;

CREATE TRIGGER entry_window_is_never_edited BEFORE UPDATE ON entry_window
WHEN NEW.school_year IS NOT OLD.school_year OR NEW.semester IS NOT OLD.semester OR NEW.name IS NOT OLD.name
  OR NEW.grade IS NOT OLD.grade OR NEW.homeroom IS NOT OLD.homeroom OR NEW.subject IS NOT OLD.subject
  OR NEW.cols IS NOT OLD.cols OR NEW.opens IS NOT OLD.opens OR NEW.document IS NOT OLD.document
  OR NEW.proposed_by IS NOT OLD.proposed_by OR NEW.proposed_at IS NOT OLD.proposed_at
  OR OLD.state IN ('REFUSED', 'WITHDRAWN')
  OR (OLD.state = 'PUBLISHED' AND (NEW.state = 'PROPOSED' OR NEW.state = 'REFUSED'
      OR NEW.published_by IS NOT OLD.published_by OR NEW.published_at IS NOT OLD.published_at))
BEGIN
    SELECT RAISE(ABORT, 'entry_window: what was proposed or published is not edited');
END;

CREATE TRIGGER entry_window_is_withdrawn_before_it_opens BEFORE UPDATE ON entry_window
WHEN OLD.state = 'PUBLISHED' AND NEW.state = 'WITHDRAWN' AND OLD.opens <= (SELECT at FROM change WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'entry_window: one that has begun is not withdrawn');
END;

CREATE TRIGGER guard_entry_window_delete BEFORE DELETE ON entry_window
BEGIN
    SELECT RAISE(ABORT, 'entry_window: a row is never deleted');
END;

CREATE TRIGGER guard_entry_window_insert BEFORE INSERT ON entry_window
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'entry_window' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'entry_window: a row needs its journal line');
END;

CREATE TRIGGER guard_entry_window_update BEFORE UPDATE ON entry_window
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'entry_window' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'entry_window: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE entry_window (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    semester     INTEGER NOT NULL CHECK (semester BETWEEN 1 AND 3),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    grade        INTEGER CHECK (grade BETWEEN -5 AND 12),
    homeroom     TEXT REFERENCES homeroom (id),
    subject      TEXT REFERENCES subject (id),
    cols         TEXT NOT NULL,
    opens        TEXT NOT NULL,
    closes       TEXT NOT NULL CHECK (closes > opens),
    document     TEXT CHECK (length(document) BETWEEN 1 AND 100),
    state        TEXT NOT NULL CHECK (state IN ('PROPOSED', 'PUBLISHED', 'REFUSED', 'WITHDRAWN')),
    proposed_by  TEXT,
    proposed_at  TEXT,
    published_by TEXT CHECK (published_by IS NOT proposed_by),
    published_at TEXT,
    delegation   TEXT,
    ended_by     TEXT,
    ended_at     TEXT,
    end_reason   TEXT CHECK (length(end_reason) BETWEEN 1 AND 500),
    seq          INTEGER NOT NULL,
    CHECK (grade IS NULL OR homeroom IS NULL),
    CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    CHECK ((published_by IS NULL) = (published_at IS NULL)),
    CHECK (published_by IS NOT NULL OR proposed_by IS NOT NULL),
    CHECK (state <> 'PUBLISHED' OR published_by IS NOT NULL),
    CHECK (state <> 'PROPOSED' OR published_by IS NULL),
    CHECK ((state IN ('REFUSED', 'WITHDRAWN')) = (ended_by IS NOT NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (end_reason IS NULL))
) STRICT;

CREATE INDEX entry_window_of_term ON entry_window (school_year, semester, state);

CREATE TRIGGER epoch_is_final BEFORE UPDATE ON epoch
BEGIN
    SELECT RAISE(ABORT, 'epoch: never altered');
END;

CREATE TRIGGER epoch_stays BEFORE DELETE ON epoch
BEGIN
    SELECT RAISE(ABORT, 'epoch: never deleted');
END;

CREATE TABLE epoch (
    id          TEXT PRIMARY KEY CHECK (length(id) = 16),
    school      TEXT NOT NULL,
    parent      TEXT REFERENCES epoch (id),
    parent_seq  INTEGER,
    parent_head TEXT,
    first_seq   INTEGER NOT NULL,
    born_at     TEXT NOT NULL
) STRICT;

CREATE TRIGGER guard_exemption_delete BEFORE DELETE ON exemption
BEGIN
    SELECT RAISE(ABORT, 'exemption: a row is never deleted');
END;

CREATE TRIGGER guard_exemption_insert BEFORE INSERT ON exemption
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'exemption' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'exemption: a row needs its journal line');
END;

CREATE TRIGGER guard_exemption_update BEFORE UPDATE ON exemption
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'exemption' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'exemption: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE exemption (
    id          TEXT PRIMARY KEY,
    pupil       TEXT NOT NULL REFERENCES pupil (id),
    subject     TEXT NOT NULL REFERENCES subject (id),
    kind        TEXT NOT NULL CHECK (kind IN ('PRACTICE_ONLY', 'WHOLE', 'DISABILITY_PLAN')),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 500),
    attachment  TEXT,
    state       TEXT NOT NULL CHECK (state IN ('WAITING', 'APPROVED', 'REFUSED')),
    asked_by    TEXT NOT NULL,
    asked_at    TEXT NOT NULL,
    decided_by  TEXT CHECK (decided_by <> asked_by),
    decided_at  TEXT,
    seq         INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
) STRICT;

CREATE INDEX exemption_of_pupil ON exemption (pupil, subject);

CREATE TRIGGER guard_extra_field_delete BEFORE DELETE ON extra_field
BEGIN
    SELECT RAISE(ABORT, 'extra_field: a row is never deleted');
END;

CREATE TRIGGER guard_extra_field_insert BEFORE INSERT ON extra_field
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'extra_field' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'extra_field: a row needs its journal line');
END;

CREATE TRIGGER guard_extra_field_update BEFORE UPDATE ON extra_field
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'extra_field' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'extra_field: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE extra_field (
    id       TEXT PRIMARY KEY,
    entity   TEXT NOT NULL CHECK (entity IN ('PUPIL', 'STAFF', 'HOMEROOM', 'SCHOOL')),
    name     TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    kind     TEXT NOT NULL CHECK (kind IN ('TEXT', 'NUMBER', 'DATE', 'CHOICE')),
    choices  TEXT CHECK (length(choices) BETWEEN 1 AND 2000),
    required INTEGER NOT NULL CHECK (required IN (0, 1)),
    position INTEGER NOT NULL,
    retired  INTEGER NOT NULL CHECK (retired IN (0, 1)),
    seq      INTEGER NOT NULL,
    CHECK ((kind = 'CHOICE') = (choices IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_extra_value_delete BEFORE DELETE ON extra_value
BEGIN
    SELECT RAISE(ABORT, 'extra_value: a row is never deleted');
END;

CREATE TRIGGER guard_extra_value_insert BEFORE INSERT ON extra_value
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'extra_value' AND id = NEW.field || '/' || NEW.owner)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'extra_value: a row needs its journal line');
END;

CREATE TRIGGER guard_extra_value_update BEFORE UPDATE ON extra_value
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'extra_value' AND id = NEW.field || '/' || NEW.owner)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.field IS NOT NEW.field OR OLD.owner IS NOT NEW.owner
BEGIN
    SELECT RAISE(ABORT, 'extra_value: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE extra_value (
    field TEXT NOT NULL REFERENCES extra_field (id),
    owner TEXT NOT NULL,
    value TEXT CHECK (length(value) BETWEEN 1 AND 300),
    seq   INTEGER NOT NULL,
    PRIMARY KEY (field, owner)
) STRICT, WITHOUT ROWID;

CREATE INDEX extra_value_of_owner ON extra_value (owner);

CREATE TRIGGER guard_fault_report_delete BEFORE DELETE ON fault_report
BEGIN
    SELECT RAISE(ABORT, 'fault_report: a row is never deleted');
END;

CREATE TRIGGER guard_fault_report_insert BEFORE INSERT ON fault_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'fault_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'fault_report: a row needs its journal line');
END;

CREATE TRIGGER guard_fault_report_update BEFORE UPDATE ON fault_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'fault_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'fault_report: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_fault_step_delete BEFORE DELETE ON fault_step
BEGIN
    SELECT RAISE(ABORT, 'fault_step: a row is never deleted');
END;

CREATE TRIGGER guard_fault_step_insert BEFORE INSERT ON fault_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'fault_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'fault_step: a row needs its journal line');
END;

CREATE TRIGGER guard_fault_step_update BEFORE UPDATE ON fault_step
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'fault_step' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'fault_step: a row needs its newer journal line and keeps its key');
END;

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

CREATE TABLE founding_paper (
    n      INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('ACCOUNT', 'CARD')),
    holder TEXT NOT NULL,
    title  TEXT NOT NULL,
    secret TEXT NOT NULL
) STRICT;

CREATE TRIGGER guard_grant_of_right_delete BEFORE DELETE ON grant_of_right
BEGIN
    SELECT RAISE(ABORT, 'grant_of_right: a row is never deleted');
END;

CREATE TRIGGER guard_grant_of_right_insert BEFORE INSERT ON grant_of_right
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'grant_of_right' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'grant_of_right: a row needs its journal line');
END;

CREATE TRIGGER guard_grant_of_right_update BEFORE UPDATE ON grant_of_right
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'grant_of_right' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'grant_of_right: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_guardian_delete BEFORE DELETE ON guardian
BEGIN
    SELECT RAISE(ABORT, 'guardian: a row is never deleted');
END;

CREATE TRIGGER guard_guardian_insert BEFORE INSERT ON guardian
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'guardian' AND id = NEW.pupil || '/' || NEW.kind)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'guardian: a row needs its journal line');
END;

CREATE TRIGGER guard_guardian_update BEFORE UPDATE ON guardian
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'guardian' AND id = NEW.pupil || '/' || NEW.kind)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.pupil IS NOT NEW.pupil OR OLD.kind IS NOT NEW.kind
BEGIN
    SELECT RAISE(ABORT, 'guardian: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE guardian (
    pupil          TEXT NOT NULL REFERENCES pupil (id),
    kind           TEXT NOT NULL CHECK (kind IN ('FATHER', 'MOTHER', 'GUARDIAN')),
    name           TEXT CHECK (length(name) BETWEEN 1 AND 100),
    relation       TEXT CHECK (length(relation) BETWEEN 1 AND 60),
    birth_year     TEXT CHECK (birth_year GLOB '[12][0-9][0-9][0-9]'),
    job            TEXT CHECK (length(job) BETWEEN 1 AND 100),
    phone          TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    citizen_number TEXT CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    seq            INTEGER NOT NULL,
    PRIMARY KEY (pupil, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX guardian_by_phone ON guardian (phone);

CREATE TRIGGER guard_health_basics_delete BEFORE DELETE ON health_basics
BEGIN
    SELECT RAISE(ABORT, 'health_basics: a row is never deleted');
END;

CREATE TRIGGER guard_health_basics_insert BEFORE INSERT ON health_basics
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'health_basics' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'health_basics: a row needs its journal line');
END;

CREATE TRIGGER guard_health_basics_update BEFORE UPDATE ON health_basics
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'health_basics' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'health_basics: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE health_basics (
    id          TEXT PRIMARY KEY REFERENCES pupil (id),
    blood_group TEXT CHECK (length(blood_group) BETWEEN 1 AND 10),
    conditions  TEXT CHECK (length(conditions) BETWEEN 1 AND 1000),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_health_measure_delete BEFORE DELETE ON health_measure
BEGIN
    SELECT RAISE(ABORT, 'health_measure: a row is never deleted');
END;

CREATE TRIGGER guard_health_measure_insert BEFORE INSERT ON health_measure
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'health_measure' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'health_measure: a row needs its journal line');
END;

CREATE TRIGGER guard_health_measure_update BEFORE UPDATE ON health_measure
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'health_measure' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'health_measure: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE health_measure (
    id        TEXT PRIMARY KEY,
    pupil     TEXT NOT NULL REFERENCES pupil (id),
    on_date   TEXT NOT NULL CHECK (date(on_date) IS on_date),
    height_mm INTEGER NOT NULL CHECK (height_mm BETWEEN 400 AND 2500),
    weight_g  INTEGER NOT NULL CHECK (weight_g BETWEEN 3000 AND 250000),
    by_staff  TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX measure_of_pupil ON health_measure (pupil, on_date);

CREATE TRIGGER guard_held_pupil_delete BEFORE DELETE ON held_pupil
BEGIN
    SELECT RAISE(ABORT, 'held_pupil: a row is never deleted');
END;

CREATE TRIGGER guard_held_pupil_insert BEFORE INSERT ON held_pupil
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'held_pupil' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'held_pupil: a row needs its journal line');
END;

CREATE TRIGGER guard_held_pupil_update BEFORE UPDATE ON held_pupil
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'held_pupil' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil
BEGIN
    SELECT RAISE(ABORT, 'held_pupil: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE held_pupil (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    state       TEXT NOT NULL CHECK (state IN ('HELD', 'PLACED', 'FINISHED', 'TAKEN_BACK')),
    place       TEXT REFERENCES homeroom (id),
    placed_by   TEXT REFERENCES staff (id),
    placed_at   TEXT,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK ((state = 'PLACED') = (place IS NOT NULL)),
    CHECK ((state IN ('PLACED', 'FINISHED')) = (placed_by IS NOT NULL) AND (placed_by IS NULL) = (placed_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_homeroom_delete BEFORE DELETE ON homeroom
BEGIN
    SELECT RAISE(ABORT, 'homeroom: a row is never deleted');
END;

CREATE TRIGGER guard_homeroom_insert BEFORE INSERT ON homeroom
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'homeroom: a row needs its journal line');
END;

CREATE TRIGGER guard_homeroom_update BEFORE UPDATE ON homeroom
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'homeroom: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "homeroom" (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN -5 AND 12),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 20),
    seq         INTEGER NOT NULL,
    UNIQUE (school_year, name)
) STRICT;

CREATE TRIGGER guard_homeroom_comment_delete BEFORE DELETE ON homeroom_comment
BEGIN
    SELECT RAISE(ABORT, 'homeroom_comment: a row is never deleted');
END;

CREATE TRIGGER guard_homeroom_comment_insert BEFORE INSERT ON homeroom_comment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_comment' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.period)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'homeroom_comment: a row needs its journal line');
END;

CREATE TRIGGER guard_homeroom_comment_update BEFORE UPDATE ON homeroom_comment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_comment' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.period)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil OR OLD.period IS NOT NEW.period
BEGIN
    SELECT RAISE(ABORT, 'homeroom_comment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE homeroom_comment (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    period      TEXT NOT NULL CHECK (period IN ('S1', 'S2', 'Y') OR period GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, period)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_homeroom_teacher_delete BEFORE DELETE ON homeroom_teacher
BEGIN
    SELECT RAISE(ABORT, 'homeroom_teacher: a row is never deleted');
END;

CREATE TRIGGER guard_homeroom_teacher_insert BEFORE INSERT ON homeroom_teacher
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_teacher' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'homeroom_teacher: a row needs its journal line');
END;

CREATE TRIGGER guard_homeroom_teacher_update BEFORE UPDATE ON homeroom_teacher
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_teacher' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'homeroom_teacher: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE homeroom_teacher (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE INDEX homeroom_teacher_of_staff ON homeroom_teacher (staff, from_date);

CREATE UNIQUE INDEX one_homeroom_teacher ON homeroom_teacher (homeroom) WHERE until_date IS NULL;

CREATE TRIGGER guard_homeroom_trait_delete BEFORE DELETE ON homeroom_trait
BEGIN
    SELECT RAISE(ABORT, 'homeroom_trait: a row is never deleted');
END;

CREATE TRIGGER guard_homeroom_trait_insert BEFORE INSERT ON homeroom_trait
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_trait' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'homeroom_trait: a row needs its journal line');
END;

CREATE TRIGGER guard_homeroom_trait_update BEFORE UPDATE ON homeroom_trait
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'homeroom_trait' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom
BEGIN
    SELECT RAISE(ABORT, 'homeroom_trait: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE homeroom_trait (
    homeroom         TEXT PRIMARY KEY REFERENCES homeroom (id),
    campus           TEXT REFERENCES campus (id),
    two_sessions     INTEGER CHECK (two_sessions IN (0, 1)),
    foreign_language TEXT CHECK (length(foreign_language) BETWEEN 1 AND 60),
    inclusive        INTEGER CHECK (inclusive BETWEEN 0 AND 100),
    seq              INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_incident_delete BEFORE DELETE ON incident
BEGIN
    SELECT RAISE(ABORT, 'incident: a row is never deleted');
END;

CREATE TRIGGER guard_incident_insert BEFORE INSERT ON incident
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'incident' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'incident: a row needs its journal line');
END;

CREATE TRIGGER guard_incident_update BEFORE UPDATE ON incident
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'incident' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'incident: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_indicator_set_delete BEFORE DELETE ON indicator_set
BEGIN
    SELECT RAISE(ABORT, 'indicator_set: a row is never deleted');
END;

CREATE TRIGGER guard_indicator_set_insert BEFORE INSERT ON indicator_set
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'indicator_set' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'indicator_set: a row needs its journal line');
END;

CREATE TRIGGER guard_indicator_set_update BEFORE UPDATE ON indicator_set
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'indicator_set' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'indicator_set: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER indicator_set_is_never_edited BEFORE UPDATE ON indicator_set
BEGIN
    SELECT RAISE(ABORT, 'indicator_set: a set that was published is not edited');
END;

CREATE TABLE indicator_set (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN -5 AND 0),
    version     INTEGER NOT NULL CHECK (version > 0),
    body        TEXT NOT NULL,
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    decided_by  TEXT NOT NULL,
    decided_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    UNIQUE (school_year, grade, version)
) STRICT;

CREATE TRIGGER guard_inspector_delete BEFORE DELETE ON inspector
BEGIN
    SELECT RAISE(ABORT, 'inspector: a row is never deleted');
END;

CREATE TRIGGER guard_inspector_insert BEFORE INSERT ON inspector
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'inspector' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'inspector: a row needs its journal line');
END;

CREATE TRIGGER guard_inspector_update BEFORE UPDATE ON inspector
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'inspector' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'inspector: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE inspector (
    id          TEXT PRIMARY KEY,
    family_name TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name  TEXT NOT NULL CHECK (length(given_name) > 0),
    authority   TEXT NOT NULL CHECK (length(authority) BETWEEN 1 AND 200),
    decision    TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    from_date   TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date  TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    seq         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_lock_delete BEFORE DELETE ON lock
BEGIN
    SELECT RAISE(ABORT, 'lock: a row is never deleted');
END;

CREATE TRIGGER guard_lock_insert BEFORE INSERT ON lock
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'lock' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'lock: a row needs its journal line');
END;

CREATE TRIGGER guard_lock_update BEFORE UPDATE ON lock
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'lock' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'lock: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER lock_of_closed_book BEFORE UPDATE ON lock WHEN OLD.kind = 'CLOSE'
BEGIN
    SELECT RAISE(ABORT, 'lock: a closed book stays closed');
END;

CREATE TABLE "lock" (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('VALUES', 'ENTRY', 'FUNCTION', 'CLOSE')),
    function       TEXT CHECK (function IN ('MARKS', 'CONDUCT', 'ATTENDANCE')),
    school_year    TEXT REFERENCES school_year (id),
    campus         TEXT REFERENCES campus (id),
    grade          INTEGER,
    homeroom       TEXT REFERENCES homeroom (id),
    subject        TEXT REFERENCES subject (id),
    semester       INTEGER CHECK (semester IN (1, 2)),
    col            TEXT CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck', 'pcgk', 'pcck')),
    from_at        TEXT,
    until_at       TEXT,
    decision       TEXT NOT NULL CHECK (decision <> ''),
    reason         TEXT NOT NULL CHECK (reason <> ''),
    decided_by     TEXT NOT NULL,
    decided_at     TEXT NOT NULL,
    withdrawn_at   TEXT,
    executed_by    TEXT CHECK (executed_by <> decided_by),
    executed_at    TEXT CHECK (withdrawn_at IS NULL OR executed_at IS NULL),
    end_decision   TEXT CHECK (end_decision <> ''),
    end_reason     TEXT CHECK (end_reason <> ''),
    end_decided_by TEXT,
    end_decided_at TEXT,
    ended_by       TEXT CHECK (ended_by <> end_decided_by),
    ended_at       TEXT,
    ended_until    TEXT,
    seq            INTEGER NOT NULL,
    CHECK ((executed_by IS NULL) = (executed_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL)),
    CHECK (end_decided_at IS NULL OR executed_at IS NOT NULL),
    CHECK ((end_decided_at IS NULL) = (end_decision IS NULL) AND (end_decided_at IS NULL) = (end_reason IS NULL)
        AND (end_decided_at IS NULL) = (end_decided_by IS NULL) AND (end_decided_at IS NULL) = (ended_until IS NULL)),
    CHECK (ended_at IS NULL OR end_decided_at IS NOT NULL),
    CHECK ((kind = 'FUNCTION') = (function IS NOT NULL)),
    CHECK ((homeroom IS NULL) = (school_year IS NOT NULL)),
    CHECK (homeroom IS NULL OR (campus IS NULL AND grade IS NULL)),
    CHECK (kind <> 'CLOSE' OR (homeroom IS NOT NULL AND semester IS NOT NULL AND subject IS NULL AND col IS NULL
        AND until_at IS NULL AND withdrawn_at IS NULL AND executed_at IS NOT NULL AND end_decided_at IS NULL)),
    CHECK (col NOT IN ('pcgk', 'pcck') OR subject IS NULL)
) STRICT;

CREATE UNIQUE INDEX lock_closes_once ON lock (homeroom, semester) WHERE kind = 'CLOSE';

CREATE INDEX lock_of_sheet ON lock (homeroom, subject, semester);

CREATE INDEX lock_of_year ON lock (school_year) WHERE school_year IS NOT NULL;

CREATE TRIGGER guard_lowered_guards_delete BEFORE DELETE ON lowered_guards
BEGIN
    SELECT RAISE(ABORT, 'lowered_guards: a row is never deleted');
END;

CREATE TRIGGER guard_lowered_guards_insert BEFORE INSERT ON lowered_guards
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'lowered_guards' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'lowered_guards: a row needs its journal line');
END;

CREATE TRIGGER guard_lowered_guards_update BEFORE UPDATE ON lowered_guards
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'lowered_guards' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'lowered_guards: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER lowered_guards_is_final BEFORE UPDATE ON lowered_guards
BEGIN
    SELECT RAISE(ABORT, 'lowered_guards: told once');
END;

CREATE TABLE lowered_guards (
    id       TEXT PRIMARY KEY,
    names    TEXT NOT NULL,
    found_at TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_mark_delete BEFORE DELETE ON mark
BEGIN
    SELECT RAISE(ABORT, 'mark: a row is never deleted');
END;

CREATE TRIGGER guard_mark_insert BEFORE INSERT ON mark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'mark' AND id = NEW.sheet || '/' || NEW.pupil || '/' || NEW.col)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'mark: a row needs its journal line');
END;

CREATE TRIGGER guard_mark_update BEFORE UPDATE ON mark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'mark' AND id = NEW.sheet || '/' || NEW.pupil || '/' || NEW.col)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.sheet IS NOT NEW.sheet OR OLD.pupil IS NOT NEW.pupil OR OLD.col IS NOT NEW.col
BEGIN
    SELECT RAISE(ABORT, 'mark: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "mark" (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    col        TEXT NOT NULL CHECK (col IN ('tx1', 'tx2', 'tx3', 'tx4', 'gk', 'ck', 'mgk', 'mck')),
    tenths     INTEGER CHECK (tenths BETWEEN 0 AND 100),
    word       TEXT CHECK (word IN ('D', 'CD', 'T', 'H', 'C')),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    first_at   TEXT,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (sheet, pupil, col),
    CHECK (tenths IS NULL OR word IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX mark_by_column ON mark (sheet, col);

CREATE INDEX mark_deleted ON mark (pupil) WHERE tenths IS NULL AND word IS NULL;

CREATE TABLE marksheet_key (
    n   INTEGER PRIMARY KEY CHECK (n = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TRIGGER guard_missing_test_delete BEFORE DELETE ON missing_test
BEGIN
    SELECT RAISE(ABORT, 'missing_test: a row is never deleted');
END;

CREATE TRIGGER guard_missing_test_insert BEFORE INSERT ON missing_test
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'missing_test' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'missing_test: a row needs its journal line');
END;

CREATE TRIGGER guard_missing_test_update BEFORE UPDATE ON missing_test
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'missing_test' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'missing_test: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER missing_test_is_never_deleted BEFORE DELETE ON missing_test
BEGIN
    SELECT RAISE(ABORT, 'missing_test: rows stay');
END;

CREATE TRIGGER missing_test_is_not_rewritten BEFORE UPDATE ON missing_test
WHEN NEW.sheet IS NOT OLD.sheet OR NEW.pupil IS NOT OLD.pupil OR NEW.col IS NOT OLD.col OR NEW.reason IS NOT OLD.reason
  OR NEW.set_by IS NOT OLD.set_by OR NEW.set_at IS NOT OLD.set_at OR OLD.state IN ('MADE_UP', 'ZERO', 'WITHDRAWN')
BEGIN
    SELECT RAISE(ABORT, 'missing_test: what was set or settled is not edited');
END;

CREATE TRIGGER missing_test_is_settled_only_when_proposed BEFORE UPDATE ON missing_test
WHEN NEW.state = 'ZERO' AND OLD.state <> 'PROPOSED'
BEGIN
    SELECT RAISE(ABORT, 'missing_test: nobody proposed this');
END;

CREATE TABLE missing_test (
    id          TEXT PRIMARY KEY,
    sheet       TEXT NOT NULL REFERENCES sheet (id),
    pupil       TEXT NOT NULL,
    col         TEXT NOT NULL,
    reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    set_by      TEXT NOT NULL,
    set_at      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('OWED', 'GRANTED', 'PROPOSED', 'MADE_UP', 'ZERO', 'WITHDRAWN')),
    opens       TEXT,
    closes      TEXT CHECK (closes > opens),
    granted_by  TEXT,
    granted_at  TEXT,
    proposed_by TEXT,
    proposed_at TEXT,
    proposal    TEXT CHECK (length(proposal) BETWEEN 1 AND 300),
    decided_by  TEXT CHECK (decided_by <> proposed_by),
    decided_at  TEXT,
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 300),
    seq         INTEGER NOT NULL,
    CHECK ((opens IS NULL) = (closes IS NULL) AND (opens IS NULL) = (granted_by IS NULL)),
    CHECK (state <> 'GRANTED' OR opens IS NOT NULL),
    CHECK (state <> 'PROPOSED' OR proposed_by IS NOT NULL),
    CHECK (state <> 'ZERO' OR (decided_by IS NOT NULL AND decision IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX missing_test_open ON missing_test (sheet, pupil, col)
 WHERE state IN ('OWED', 'GRANTED', 'PROPOSED');

CREATE TRIGGER guard_movement_request_delete BEFORE DELETE ON movement_request
BEGIN
    SELECT RAISE(ABORT, 'movement_request: a row is never deleted');
END;

CREATE TRIGGER guard_movement_request_insert BEFORE INSERT ON movement_request
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'movement_request' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'movement_request: a row needs its journal line');
END;

CREATE TRIGGER guard_movement_request_update BEFORE UPDATE ON movement_request
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'movement_request' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'movement_request: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER movement_request_decided_is_final BEFORE UPDATE ON movement_request
WHEN OLD.state <> 'WAITING' OR NEW.asked_by IS NOT OLD.asked_by OR NEW.kind IS NOT OLD.kind
BEGIN
    SELECT RAISE(ABORT, 'movement_request: decided once');
END;

CREATE TABLE movement_request (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN
        ('CLASS_MOVE', 'TRANSFER_OUT', 'TRANSFER_IN', 'WITHDRAWAL', 'DROP_OUT', 'PAUSE', 'RETURN')),
    pupil        TEXT REFERENCES pupil (id),
    date         TEXT NOT NULL CHECK (date(date) IS date),
    homeroom     TEXT REFERENCES homeroom (id),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    other_school TEXT CHECK (length(other_school) BETWEEN 1 AND 500),
    other_code   TEXT CHECK (length(other_code) BETWEEN 1 AND 32),
    document_no  TEXT CHECK (length(document_no) BETWEEN 1 AND 500),
    attachment   TEXT,
    profile      TEXT,
    record       TEXT,
    source       TEXT,
    signer       TEXT,
    trusted      INTEGER CHECK (trusted IN (0, 1)),
    state        TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED', 'TAKEN_BACK')),
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    decided_by   TEXT,
    decided_at   TEXT,
    answer       TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('WAITING', 'TAKEN_BACK') OR decided_by <> asked_by),
    CHECK (pupil IS NOT NULL OR profile IS NOT NULL),
    CHECK ((record IS NULL) = (source IS NULL) AND (record IS NULL) = (signer IS NULL) AND (record IS NULL) = (trusted IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_movement_waits ON movement_request (pupil) WHERE state = 'WAITING';

CREATE UNIQUE INDEX one_transfer_once ON movement_request (source) WHERE state IN ('WAITING', 'DONE');

CREATE TRIGGER guard_observation_delete BEFORE DELETE ON observation
BEGIN
    SELECT RAISE(ABORT, 'observation: a row is never deleted');
END;

CREATE TRIGGER guard_observation_insert BEFORE INSERT ON observation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'observation' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.stage)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'observation: a row needs its journal line');
END;

CREATE TRIGGER guard_observation_update BEFORE UPDATE ON observation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'observation' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.stage)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil OR OLD.stage IS NOT NEW.stage
BEGIN
    SELECT RAISE(ABORT, 'observation: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER observation_of_a_closed_year_is_not_added BEFORE INSERT ON observation
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'observation: a closed year stands');
END;

CREATE TRIGGER observation_of_a_closed_year_stands BEFORE UPDATE ON observation
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'observation: a closed year stands');
END;

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

CREATE TABLE observation (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    stage       TEXT NOT NULL CHECK (stage IN ('BEGIN', 'MIDDLE', 'END')),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    indicators  TEXT NOT NULL REFERENCES indicator_set (id),
    seen        TEXT NOT NULL,
    remark      TEXT NOT NULL CHECK (length(remark) <= 1000),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    stage       TEXT NOT NULL,
    seen        TEXT NOT NULL,
    remark      TEXT NOT NULL CHECK (length(remark) <= 1000),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, stage)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_office_link_delete BEFORE DELETE ON office_link
BEGIN
    SELECT RAISE(ABORT, 'office_link: a row is never deleted');
END;

CREATE TRIGGER guard_office_link_insert BEFORE INSERT ON office_link
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'office_link' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'office_link: a row needs its journal line');
END;

CREATE TRIGGER guard_office_link_update BEFORE UPDATE ON office_link
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'office_link' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'office_link: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE office_link (
    id            TEXT PRIMARY KEY CHECK (id = 'office'),
    unit          TEXT NOT NULL,
    unit_name     TEXT NOT NULL,
    urls          TEXT NOT NULL,
    authority     TEXT NOT NULL,
    recipients    TEXT NOT NULL,
    request       TEXT NOT NULL CHECK (length(request) = 64),
    enrolled_at   TEXT NOT NULL,
    seq           INTEGER NOT NULL
) STRICT;

CREATE TABLE open_tx (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tx  INTEGER
) STRICT;

CREATE TRIGGER guard_own_correction_delete BEFORE DELETE ON own_correction
BEGIN
    SELECT RAISE(ABORT, 'own_correction: a row is never deleted');
END;

CREATE TRIGGER guard_own_correction_insert BEFORE INSERT ON own_correction
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'own_correction' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'own_correction: a row needs its journal line');
END;

CREATE TRIGGER guard_own_correction_update BEFORE UPDATE ON own_correction
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'own_correction' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'own_correction: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE own_correction (
    id         TEXT PRIMARY KEY CHECK (id = 'school'),
    allowed    INTEGER NOT NULL CHECK (allowed IN (0, 1)),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_password_reset_delete BEFORE DELETE ON password_reset
BEGIN
    SELECT RAISE(ABORT, 'password_reset: a row is never deleted');
END;

CREATE TRIGGER guard_password_reset_insert BEFORE INSERT ON password_reset
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'password_reset' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'password_reset: a row needs its journal line');
END;

CREATE TRIGGER guard_password_reset_update BEFORE UPDATE ON password_reset
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'password_reset' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'password_reset: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE password_reset (
    id             TEXT PRIMARY KEY,
    account        TEXT NOT NULL REFERENCES account (id),
    why            TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 200),
    requested_by   TEXT NOT NULL REFERENCES account (id),
    requested_at   TEXT NOT NULL,
    confirmed_by   TEXT REFERENCES account (id),
    confirmed_at   TEXT,
    seconded_by    TEXT REFERENCES account (id),
    seconded_at    TEXT,
    code_at        TEXT,
    replaced_at    TEXT,
    seen_at        TEXT,
    attested_by    TEXT REFERENCES account (id),
    attested_at    TEXT,
    withdrawn_at   TEXT,
    seq            INTEGER NOT NULL,
    CHECK (requested_by <> account),
    CHECK (confirmed_by IS NULL OR (confirmed_by <> account AND confirmed_by <> requested_by)),
    CHECK (seconded_by IS NULL OR (seconded_by NOT IN (account, requested_by) AND seconded_by <> confirmed_by)),
    CHECK (code_at IS NULL OR confirmed_by IS NOT NULL),
    CHECK (attested_by IS NULL OR attested_by <> account)
) STRICT;

CREATE INDEX password_reset_of_account ON password_reset (account);

CREATE TRIGGER guard_past_year_delete BEFORE DELETE ON past_year
BEGIN
    SELECT RAISE(ABORT, 'past_year: a row is never deleted');
END;

CREATE TRIGGER guard_past_year_insert BEFORE INSERT ON past_year
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'past_year' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'past_year: a row needs its journal line');
END;

CREATE TRIGGER guard_past_year_update BEFORE UPDATE ON past_year
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'past_year' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'past_year: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE past_year (
    id          TEXT PRIMARY KEY,
    pupil       TEXT NOT NULL REFERENCES pupil (id),
    school_year TEXT NOT NULL CHECK (school_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    school      TEXT NOT NULL CHECK (length(school) BETWEEN 1 AND 200),
    homeroom    TEXT CHECK (length(homeroom) BETWEEN 1 AND 20),
    result      TEXT CHECK (length(result) BETWEEN 1 AND 300),
    withdrawn   INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX past_year_of_pupil ON past_year (pupil);

CREATE TRIGGER guard_pin_delete BEFORE DELETE ON pin
BEGIN
    SELECT RAISE(ABORT, 'pin: a row is never deleted');
END;

CREATE TRIGGER guard_pin_insert BEFORE INSERT ON pin
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pin' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pin: a row needs its journal line');
END;

CREATE TRIGGER guard_pin_update BEFORE UPDATE ON pin
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pin' AND id = NEW.account)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.account IS NOT NEW.account
BEGIN
    SELECT RAISE(ABORT, 'pin: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE pin (
    account TEXT PRIMARY KEY REFERENCES account (id),
    hash    TEXT CHECK (hash GLOB '$argon2id$*'),
    set_at  TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_post_delete BEFORE DELETE ON post
BEGIN
    SELECT RAISE(ABORT, 'post: a row is never deleted');
END;

CREATE TRIGGER guard_post_insert BEFORE INSERT ON post
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'post' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'post: a row needs its journal line');
END;

CREATE TRIGGER guard_post_update BEFORE UPDATE ON post
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'post' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'post: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "post" (
    id         TEXT PRIMARY KEY,
    staff      TEXT NOT NULL REFERENCES staff (id),
    kind       TEXT NOT NULL CHECK (kind IN
        ('PRINCIPAL', 'VICE_PRINCIPAL', 'BOARD', 'ADMIN', 'CLERK', 'PERSONNEL', 'MEDICAL')),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE INDEX post_of_staff ON post (staff, from_date);

CREATE TRIGGER guard_primary_result_delete BEFORE DELETE ON primary_result
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a row is never deleted');
END;

CREATE TRIGGER guard_primary_result_insert BEFORE INSERT ON primary_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'primary_result' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a row needs its journal line');
END;

CREATE TRIGGER guard_primary_result_update BEFORE UPDATE ON primary_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'primary_result' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER primary_result_of_a_closed_year_is_not_added BEFORE INSERT ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT EXISTS (SELECT 1 FROM primary_result k WHERE k.school_year = NEW.school_year AND k.pupil = NEW.pupil
        AND k.ruleset = NEW.ruleset AND k.version = NEW.version AND k.choices = NEW.choices)
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;

CREATE TRIGGER primary_result_of_a_closed_year_stands BEFORE UPDATE ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT (OLD.ruleset = NEW.ruleset AND OLD.version = NEW.version AND OLD.choices = NEW.choices)
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;

CREATE TABLE primary_result (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
    ruleset     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    choices     TEXT NOT NULL,
    inputs      TEXT NOT NULL CHECK (length(inputs) = 64),
    subjects    TEXT NOT NULL,
    traits      TEXT NOT NULL,
    recognised  TEXT NOT NULL,
    result      TEXT CHECK (result IN ('EXCELLENT', 'WELL', 'DONE', 'NOT_DONE')),
    title       TEXT CHECK (title IN ('EXCELLENT', 'EXEMPLARY')),
    computed_at TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK (title IS NULL OR result IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX primary_result_of_class ON primary_result (homeroom);

CREATE TRIGGER guard_principal_change_delete BEFORE DELETE ON principal_change
BEGIN
    SELECT RAISE(ABORT, 'principal_change: a row is never deleted');
END;

CREATE TRIGGER guard_principal_change_insert BEFORE INSERT ON principal_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'principal_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'principal_change: a row needs its journal line');
END;

CREATE TRIGGER guard_principal_change_update BEFORE UPDATE ON principal_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'principal_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'principal_change: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER principal_change_is_done_once BEFORE UPDATE ON principal_change
WHEN OLD.state <> 'PREPARED' OR NEW.coming IS NOT OLD.coming OR NEW.leaving IS NOT OLD.leaving
  OR NEW.number IS NOT OLD.number OR NEW.attachment IS NOT OLD.attachment OR NEW.from_date IS NOT OLD.from_date
  OR NEW.first_by IS NOT OLD.first_by
BEGIN
    SELECT RAISE(ABORT, 'principal_change: what was prepared is carried out as it stands, once');
END;

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

CREATE TRIGGER guard_printed_delete BEFORE DELETE ON printed
BEGIN
    SELECT RAISE(ABORT, 'printed: a row is never deleted');
END;

CREATE TRIGGER guard_printed_insert BEFORE INSERT ON printed
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'printed' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'printed: a row needs its journal line');
END;

CREATE TRIGGER guard_printed_update BEFORE UPDATE ON printed
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'printed' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'printed: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER printed_stays BEFORE UPDATE ON printed
WHEN OLD.state = 'SUPERSEDED' OR NEW.state <> 'SUPERSEDED' OR OLD.homeroom <> NEW.homeroom
    OR OLD.semester <> NEW.semester OR OLD.serial <> NEW.serial OR OLD.digest <> NEW.digest
    OR OLD.attachment <> NEW.attachment OR OLD.sha256 <> NEW.sha256 OR OLD.pages <> NEW.pages
    OR OLD.printed_by <> NEW.printed_by OR OLD.printed_at <> NEW.printed_at OR OLD.replaces IS NOT NEW.replaces
BEGIN
    SELECT RAISE(ABORT, 'printed: a print is only ever superseded');
END;

CREATE TABLE printed (
    id            TEXT PRIMARY KEY,
    homeroom      TEXT NOT NULL REFERENCES homeroom (id),
    semester      INTEGER NOT NULL CHECK (semester IN (1, 2)),
    serial        INTEGER NOT NULL CHECK (serial > 0),
    digest        TEXT NOT NULL CHECK (length(digest) = 64),
    attachment    TEXT NOT NULL REFERENCES attachment (id),
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
    pages         INTEGER NOT NULL CHECK (pages > 0),
    printed_by    TEXT NOT NULL,
    printed_at    TEXT NOT NULL,
    replaces      TEXT REFERENCES printed (id),
    state         TEXT NOT NULL CHECK (state IN ('VALID', 'SUPERSEDED')),
    superseded_at TEXT,
    why           TEXT CHECK (length(why) BETWEEN 1 AND 500),
    seq           INTEGER NOT NULL,
    UNIQUE (homeroom, semester, serial),
    CHECK ((serial = 1) = (replaces IS NULL)),
    CHECK ((state = 'SUPERSEDED') = (superseded_at IS NOT NULL) AND (superseded_at IS NULL) = (why IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX printed_valid_once ON printed (homeroom, semester) WHERE state = 'VALID';

CREATE TRIGGER guard_progress_check_delete BEFORE DELETE ON progress_check
BEGIN
    SELECT RAISE(ABORT, 'progress_check: a row is never deleted');
END;

CREATE TRIGGER guard_progress_check_insert BEFORE INSERT ON progress_check
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'progress_check' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'progress_check: a row needs its journal line');
END;

CREATE TRIGGER guard_progress_check_update BEFORE UPDATE ON progress_check
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'progress_check' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'progress_check: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER progress_check_is_final BEFORE UPDATE ON progress_check
BEGIN
    SELECT RAISE(ABORT, 'progress_check: never altered');
END;

CREATE TABLE progress_check (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    semester    INTEGER NOT NULL CHECK (semester IN (1, 2)),
    kind        TEXT NOT NULL CHECK (kind IN ('MONTH', 'TERM', 'YEAR')),
    period      TEXT NOT NULL CHECK (length(period) BETWEEN 1 AND 20),
    required    INTEGER NOT NULL CHECK (required >= 0),
    entered     INTEGER NOT NULL CHECK (entered BETWEEN 0 AND required),
    abnormal    INTEGER NOT NULL CHECK (abnormal >= 0),
    unconfirmed TEXT NOT NULL CHECK (length(unconfirmed) <= 2000),
    note        TEXT CHECK (length(note) BETWEEN 1 AND 1000),
    checked_by  TEXT NOT NULL REFERENCES staff (id),
    checked_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;

CREATE INDEX progress_check_of_year ON progress_check (school_year, checked_at);

CREATE TRIGGER guard_progress_figure_delete BEFORE DELETE ON progress_figure
BEGIN
    SELECT RAISE(ABORT, 'progress_figure: a row is never deleted');
END;

CREATE TRIGGER guard_progress_figure_insert BEFORE INSERT ON progress_figure
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'progress_figure' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'progress_figure: a row needs its journal line');
END;

CREATE TRIGGER guard_progress_figure_update BEFORE UPDATE ON progress_figure
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'progress_figure' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'progress_figure: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER progress_figure_is_final BEFORE UPDATE ON progress_figure
BEGIN
    SELECT RAISE(ABORT, 'progress_figure: never altered');
END;

CREATE TABLE progress_figure (
    id             TEXT PRIMARY KEY,
    progress_check TEXT NOT NULL REFERENCES progress_check (id),
    staff          TEXT NOT NULL REFERENCES staff (id),
    required       INTEGER NOT NULL CHECK (required >= 0),
    entered        INTEGER NOT NULL CHECK (entered BETWEEN 0 AND required),
    late           INTEGER NOT NULL CHECK (late >= 0),
    seq            INTEGER NOT NULL,
    UNIQUE (progress_check, staff)
) STRICT;

CREATE INDEX progress_figure_of_staff ON progress_figure (staff);

CREATE TRIGGER guard_promotion_review_delete BEFORE DELETE ON promotion_review
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: a row is never deleted');
END;

CREATE TRIGGER guard_promotion_review_insert BEFORE INSERT ON promotion_review
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'promotion_review' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: a row needs its journal line');
END;

CREATE TRIGGER guard_promotion_review_update BEFORE UPDATE ON promotion_review
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'promotion_review' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER promotion_review_begins_listed BEFORE INSERT ON promotion_review
WHEN NEW.state <> 'LISTED'
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: a review begins with the homeroom teacher''s list');
END;

CREATE TRIGGER promotion_review_goes_step_by_step BEFORE UPDATE OF state ON promotion_review
WHEN NEW.state <> OLD.state AND NEW.state <> 'RETURNED'
 AND OLD.state || ' ' || NEW.state NOT IN ('RETURNED LISTED', 'LISTED SUBMITTED', 'SUBMITTED APPROVED_1',
     'APPROVED_1 FINAL', 'APPROVED_1 SUMMER_PENDING', 'SUMMER_PENDING SUMMER_RESULT', 'SUMMER_RESULT SUMMER_PENDING',
     'SUMMER_RESULT APPROVED_2', 'APPROVED_2 FINAL')
BEGIN
    SELECT RAISE(ABORT, 'promotion_review: no step leads from this state to that one');
END;

CREATE TABLE promotion_review (
    school_year     TEXT NOT NULL REFERENCES school_year (id),
    pupil           TEXT NOT NULL,
    homeroom        TEXT NOT NULL REFERENCES homeroom (id),
    state           TEXT NOT NULL CHECK (state IN ('LISTED', 'SUBMITTED', 'RETURNED', 'APPROVED_1', 'SUMMER_PENDING',
                                                   'SUMMER_RESULT', 'APPROVED_2', 'FINAL')),
    ruled           TEXT NOT NULL,
    outcome         TEXT NOT NULL CHECK (outcome IN ('LEN_LOP', 'KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI', 'O_LAI_LOP',
                                                     'CAN_QUYET_DINH', 'NOT_CONSIDERED')),
    grounds         TEXT NOT NULL,
    flagged         INTEGER NOT NULL CHECK (flagged IN (0, 1)),
    title           TEXT,
    ruleset         TEXT,
    version         INTEGER,
    inputs          TEXT CHECK (length(inputs) = 64),
    ruling          TEXT CHECK (length(ruling) BETWEEN 1 AND 100),
    ruling_date     TEXT,
    ruling_text     TEXT CHECK (length(ruling_text) BETWEEN 1 AND 1000),
    ruled_by        TEXT,
    listed_by       TEXT NOT NULL,
    listed_at       TEXT NOT NULL,
    approved_by     TEXT,
    approved_at     TEXT,
    again_ruled     TEXT,
    again           TEXT CHECK (again IN ('LEN_LOP', 'O_LAI_LOP', 'CAN_QUYET_DINH')),
    again_grounds   TEXT,
    again_ruleset   TEXT,
    again_version   INTEGER,
    again_inputs    TEXT CHECK (length(again_inputs) = 64),
    again_ruling    TEXT CHECK (length(again_ruling) BETWEEN 1 AND 100),
    again_date      TEXT,
    again_text      TEXT CHECK (length(again_text) BETWEEN 1 AND 1000),
    again_ruled_by  TEXT,
    again_by        TEXT,
    again_at        TEXT,
    decision        TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    decision_date   TEXT,
    decided_by      TEXT,
    decided_at      TEXT,
    cause           TEXT CHECK (cause IN ('RETURNED', 'INPUTS', 'REOPENED')),
    why             TEXT CHECK (length(why) BETWEEN 1 AND 1000),
    seq             INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil),
    CHECK ((ruled = 'NOT_CONSIDERED') = (inputs IS NULL)),
    CHECK ((inputs IS NULL) = (ruleset IS NULL) AND (inputs IS NULL) = (version IS NULL)),
    CHECK (outcome = ruled OR (ruled = 'CAN_QUYET_DINH' AND ruling IS NOT NULL)),
    CHECK ((ruling IS NULL) = (ruling_date IS NULL) AND (ruling IS NULL) = (ruling_text IS NULL)
       AND (ruling IS NULL) = (ruled_by IS NULL)),
    CHECK (again IS again_ruled OR (again_ruled = 'CAN_QUYET_DINH' AND again_ruling IS NOT NULL)),
    CHECK ((again_ruling IS NULL) = (again_date IS NULL) AND (again_ruling IS NULL) = (again_text IS NULL)
       AND (again_ruling IS NULL) = (again_ruled_by IS NULL)),
    CHECK (state NOT IN ('APPROVED_1', 'SUMMER_PENDING', 'SUMMER_RESULT', 'APPROVED_2', 'FINAL')
       OR (approved_by IS NOT NULL AND outcome <> 'CAN_QUYET_DINH')),
    CHECK (state NOT IN ('SUMMER_PENDING', 'SUMMER_RESULT', 'APPROVED_2')
       OR outcome IN ('KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI')),
    CHECK (state NOT IN ('SUMMER_RESULT', 'APPROVED_2') OR again IS NOT NULL),
    CHECK (state <> 'APPROVED_2' OR (again_by IS NOT NULL AND again <> 'CAN_QUYET_DINH')),
    CHECK (state <> 'FINAL' OR (decision IS NOT NULL
       AND (outcome NOT IN ('KIEM_TRA_LAI', 'REN_LUYEN_HE', 'CA_HAI') OR again_by IS NOT NULL))),
    CHECK (state <> 'RETURNED' OR cause IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX promotion_review_of_class ON promotion_review (homeroom);

CREATE TRIGGER guard_proposal_delete BEFORE DELETE ON proposal
BEGIN
    SELECT RAISE(ABORT, 'proposal: a row is never deleted');
END;

CREATE TRIGGER guard_proposal_insert BEFORE INSERT ON proposal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'proposal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'proposal: a row needs its journal line');
END;

CREATE TRIGGER guard_proposal_update BEFORE UPDATE ON proposal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'proposal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'proposal: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_pupil_delete BEFORE DELETE ON pupil
BEGIN
    SELECT RAISE(ABORT, 'pupil: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_insert BEFORE INSERT ON pupil
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_update BEFORE UPDATE ON pupil
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'pupil: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER pupil_citizen_number_is_final BEFORE UPDATE ON pupil
WHEN OLD.citizen_number IS NOT NULL AND NEW.citizen_number IS NOT OLD.citizen_number
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier is never altered');
END;

CREATE TRIGGER pupil_code_is_final BEFORE UPDATE ON pupil
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier is never altered');
END;

CREATE TRIGGER pupil_replaces_nobody BEFORE INSERT ON pupil
WHEN EXISTS (SELECT 1 FROM pupil WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM pupil WHERE code = NEW.code)
  OR EXISTS (SELECT 1 FROM pupil WHERE citizen_number = NEW.citizen_number)
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier belongs to one person');
END;

CREATE TRIGGER pupil_stays BEFORE DELETE ON pupil
BEGIN
    SELECT RAISE(ABORT, 'pupil: a person is never deleted');
END;

CREATE TRIGGER pupil_takes_from_nobody BEFORE UPDATE ON pupil
WHEN NEW.id IS NOT OLD.id
  OR EXISTS (SELECT 1 FROM pupil WHERE code = NEW.code AND id <> OLD.id)
  OR EXISTS (SELECT 1 FROM pupil WHERE citizen_number = NEW.citizen_number AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'pupil: an identifier belongs to one person');
END;

CREATE TABLE pupil (
    id             TEXT PRIMARY KEY,
    code           TEXT UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    citizen_number TEXT UNIQUE CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    family_name    TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name     TEXT NOT NULL CHECK (length(given_name) > 0),
    sort_key       TEXT NOT NULL CHECK (length(sort_key) > 0),
    search_key     TEXT NOT NULL CHECK (length(search_key) > 0),
    birth_date     TEXT NOT NULL CHECK (date(birth_date) IS birth_date),
    sex            TEXT NOT NULL CHECK (sex IN ('MALE', 'FEMALE')),
    ethnicity      TEXT,
    status         TEXT NOT NULL CHECK (status IN ('STUDYING', 'PAUSED', 'TRANSFERRED', 'DROPPED_OUT', 'FINISHED')),
    seq            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pupil_in_order ON pupil (sort_key, birth_date, code, id);

CREATE TRIGGER guard_pupil_decision_delete BEFORE DELETE ON pupil_decision
BEGIN
    SELECT RAISE(ABORT, 'pupil_decision: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_decision_insert BEFORE INSERT ON pupil_decision
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_decision' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_decision: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_decision_update BEFORE UPDATE ON pupil_decision
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_decision' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'pupil_decision: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE pupil_decision (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    kind        TEXT NOT NULL CHECK (kind IN ('REWARD', 'DISCIPLINE')),
    on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date),
    form        TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 100),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    authority   TEXT NOT NULL CHECK (length(authority) BETWEEN 1 AND 100),
    subject     TEXT CHECK (subject IS NULL),
    state       TEXT NOT NULL CHECK (state IN ('IN_FORCE', 'WITHDRAWN')),
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    answered_by TEXT,
    answered_at TEXT,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    CHECK ((state = 'IN_FORCE') = (answer IS NULL) AND (answer IS NULL) = (answered_by IS NULL)
        AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;

CREATE INDEX pupil_decision_of_class ON pupil_decision (homeroom, on_date);

CREATE INDEX pupil_decision_of_pupil ON pupil_decision (pupil);

CREATE TABLE pupil_list (
    account     TEXT PRIMARY KEY,
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER guard_pupil_matter_delete BEFORE DELETE ON pupil_matter
BEGIN
    SELECT RAISE(ABORT, 'pupil_matter: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_matter_insert BEFORE INSERT ON pupil_matter
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_matter' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_matter: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_matter_update BEFORE UPDATE ON pupil_matter
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_matter' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'pupil_matter: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE pupil_matter (
    id          TEXT PRIMARY KEY,
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    kind        TEXT NOT NULL CHECK (kind IN ('VIOLATION', 'PROPOSAL')),
    on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date),
    form        TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 100),
    body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    decision    TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    authority   TEXT CHECK (length(authority) BETWEEN 1 AND 100),
    subject     TEXT REFERENCES subject (id),
    state       TEXT NOT NULL CHECK (state IN ('IN_FORCE', 'PROPOSED', 'GRANTED', 'DECLINED', 'WITHDRAWN')),
    answer      TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    answered_by TEXT,
    answered_at TEXT,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    CHECK ((kind = 'PROPOSAL') OR state IN ('IN_FORCE', 'WITHDRAWN')),
    CHECK ((kind = 'VIOLATION') OR state <> 'IN_FORCE'),
    CHECK ((state IN ('IN_FORCE', 'PROPOSED')) = (answer IS NULL) AND (answer IS NULL) = (answered_by IS NULL)
        AND (answer IS NULL) = (answered_at IS NULL))
) STRICT;

CREATE INDEX pupil_matter_of_class ON pupil_matter (homeroom, on_date);

CREATE INDEX pupil_matter_of_pupil ON pupil_matter (pupil);

CREATE TRIGGER guard_pupil_merge_delete BEFORE DELETE ON pupil_merge
BEGIN
    SELECT RAISE(ABORT, 'pupil_merge: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_merge_insert BEFORE INSERT ON pupil_merge
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_merge' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_merge: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_merge_update BEFORE UPDATE ON pupil_merge
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_merge' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'pupil_merge: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER pupil_merge_decided_is_final BEFORE UPDATE ON pupil_merge
WHEN OLD.state <> 'WAITING' OR NEW.gone IS NOT OLD.gone OR NEW.kept IS NOT OLD.kept OR NEW.why IS NOT OLD.why
  OR NEW.document IS NOT OLD.document OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'pupil_merge: decided once');
END;

CREATE TABLE pupil_merge (
    id         TEXT PRIMARY KEY,
    gone       TEXT NOT NULL REFERENCES pupil (id),
    kept       TEXT NOT NULL REFERENCES pupil (id) CHECK (kept <> gone),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    state      TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'REFUSED', 'TAKEN_BACK')),
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    decided_by TEXT REFERENCES staff (id),
    decided_at TEXT,
    answer     TEXT CHECK (length(answer) BETWEEN 1 AND 300),
    seq        INTEGER NOT NULL,
    CHECK ((state = 'WAITING') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('WAITING', 'TAKEN_BACK') OR decided_by <> asked_by),
    CHECK (state NOT IN ('REFUSED', 'TAKEN_BACK') OR answer IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX one_merge_waits ON pupil_merge (gone) WHERE state IN ('WAITING', 'DONE');

CREATE TRIGGER guard_pupil_pair_delete BEFORE DELETE ON pupil_pair
BEGIN
    SELECT RAISE(ABORT, 'pupil_pair: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_pair_insert BEFORE INSERT ON pupil_pair
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_pair' AND id = NEW.one || '/' || NEW.two)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_pair: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_pair_update BEFORE UPDATE ON pupil_pair
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_pair' AND id = NEW.one || '/' || NEW.two)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.one IS NOT NEW.one OR OLD.two IS NOT NEW.two
BEGIN
    SELECT RAISE(ABORT, 'pupil_pair: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE pupil_pair (
    one  TEXT NOT NULL REFERENCES pupil (id),
    two  TEXT NOT NULL REFERENCES pupil (id),
    why  TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    by_staff TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (one, two),
    CHECK (one < two)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_pupil_profile_delete BEFORE DELETE ON pupil_profile
BEGIN
    SELECT RAISE(ABORT, 'pupil_profile: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_profile_insert BEFORE INSERT ON pupil_profile
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_profile' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_profile: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_profile_update BEFORE UPDATE ON pupil_profile
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_profile' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'pupil_profile: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE pupil_profile (
    id                TEXT PRIMARY KEY REFERENCES pupil (id),
    nationality       TEXT CHECK (length(nationality) BETWEEN 1 AND 60),
    birth_place       TEXT CHECK (length(birth_place) BETWEEN 1 AND 300),
    hometown          TEXT CHECK (length(hometown) BETWEEN 1 AND 300),
    permanent_address TEXT CHECK (length(permanent_address) BETWEEN 1 AND 300),
    current_address   TEXT CHECK (length(current_address) BETWEEN 1 AND 300),
    phone             TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    policy_family     TEXT CHECK (length(policy_family) BETWEEN 1 AND 30),
    priority_group    TEXT CHECK (length(priority_group) BETWEEN 1 AND 30),
    disability        TEXT CHECK (length(disability) BETWEEN 1 AND 30),
    seq               INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_pupil_result_delete BEFORE DELETE ON pupil_result
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_result_insert BEFORE INSERT ON pupil_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_result' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_result_update BEFORE UPDATE ON pupil_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_result' AND id = NEW.school_year || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER pupil_result_of_a_closed_year_is_not_added BEFORE INSERT ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT EXISTS (SELECT 1 FROM pupil_result k WHERE k.school_year = NEW.school_year AND k.pupil = NEW.pupil
        AND k.ruleset = NEW.ruleset AND k.version = NEW.version AND k.choices = NEW.choices AND k.clause IS NEW.clause)
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;

CREATE TRIGGER pupil_result_of_a_closed_year_stands BEFORE UPDATE ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT (OLD.ruleset = NEW.ruleset AND OLD.version = NEW.version AND OLD.choices = NEW.choices
        AND OLD.clause IS NEW.clause)
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;

CREATE TABLE pupil_result (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    ruleset     TEXT NOT NULL,
    version     INTEGER NOT NULL,
    choices     TEXT NOT NULL,
    clause      TEXT REFERENCES ruleset_choice (id),
    inputs      TEXT NOT NULL CHECK (length(inputs) = 64),
    subjects    TEXT NOT NULL,
    first       TEXT NOT NULL,
    second      TEXT NOT NULL,
    year        TEXT NOT NULL,
    absences    INTEGER NOT NULL CHECK (absences >= 0),
    computed_at TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil)
) STRICT, WITHOUT ROWID;

CREATE INDEX pupil_result_of_class ON pupil_result (homeroom);

CREATE TRIGGER guard_pupil_tombstone_delete BEFORE DELETE ON pupil_tombstone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: a row is never deleted');
END;

CREATE TRIGGER guard_pupil_tombstone_insert BEFORE INSERT ON pupil_tombstone
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_tombstone' AND id = NEW.gone)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: a row needs its journal line');
END;

CREATE TRIGGER guard_pupil_tombstone_update BEFORE UPDATE ON pupil_tombstone
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'pupil_tombstone' AND id = NEW.gone)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.gone IS NOT NEW.gone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER pupil_tombstone_is_final BEFORE UPDATE ON pupil_tombstone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: never altered');
END;

CREATE TRIGGER pupil_tombstone_replaces_none BEFORE INSERT ON pupil_tombstone
WHEN EXISTS (SELECT 1 FROM pupil_tombstone WHERE gone = NEW.gone)
  OR EXISTS (SELECT 1 FROM pupil_tombstone WHERE gone = NEW.kept)
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: points to a record that stands, and once');
END;

CREATE TRIGGER pupil_tombstone_stays BEFORE DELETE ON pupil_tombstone
BEGIN
    SELECT RAISE(ABORT, 'pupil_tombstone: never deleted');
END;

CREATE TABLE pupil_tombstone (
    gone   TEXT PRIMARY KEY REFERENCES pupil (id),
    kept   TEXT NOT NULL REFERENCES pupil (id) CHECK (kept <> gone),
    change TEXT NOT NULL,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstone_of_kept ON pupil_tombstone (kept);

CREATE TABLE receipt (
    n           INTEGER NOT NULL,
    identity    TEXT NOT NULL,
    epoch       TEXT NOT NULL,
    from_seq    INTEGER NOT NULL,
    to_seq      INTEGER NOT NULL,
    head        TEXT NOT NULL CHECK (length(head) = 64),
    received_at TEXT NOT NULL,
    late        TEXT NOT NULL CHECK (late IN ('on_time', 'late', 'undetermined')),
    signed      BLOB NOT NULL,
    -- an office that was restored from an old copy counts some numbers again
    PRIMARY KEY (n, identity)
) STRICT;

CREATE TRIGGER guard_receipt_note_delete BEFORE DELETE ON receipt_note
BEGIN
    SELECT RAISE(ABORT, 'receipt_note: a row is never deleted');
END;

CREATE TRIGGER guard_receipt_note_insert BEFORE INSERT ON receipt_note
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'receipt_note' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'receipt_note: a row needs its journal line');
END;

CREATE TRIGGER guard_receipt_note_update BEFORE UPDATE ON receipt_note
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'receipt_note' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'receipt_note: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER receipt_note_is_final BEFORE UPDATE ON receipt_note
BEGIN
    SELECT RAISE(ABORT, 'receipt_note: told once');
END;

CREATE TABLE receipt_note (
    id       TEXT PRIMARY KEY,
    n        INTEGER NOT NULL,
    identity TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    to_seq   INTEGER NOT NULL,
    head     TEXT NOT NULL CHECK (length(head) = 64),
    noted_at TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_record_review_delete BEFORE DELETE ON record_review
BEGIN
    SELECT RAISE(ABORT, 'record_review: a row is never deleted');
END;

CREATE TRIGGER guard_record_review_insert BEFORE INSERT ON record_review
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'record_review' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'record_review: a row needs its journal line');
END;

CREATE TRIGGER guard_record_review_update BEFORE UPDATE ON record_review
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'record_review' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom
BEGIN
    SELECT RAISE(ABORT, 'record_review: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE record_review (
    homeroom   TEXT PRIMARY KEY,
    staff      TEXT NOT NULL,
    at         TEXT NOT NULL,
    pupils     INTEGER NOT NULL,
    incomplete INTEGER NOT NULL,
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_rectification_refusal_delete BEFORE DELETE ON rectification_refusal
BEGIN
    SELECT RAISE(ABORT, 'rectification_refusal: a row is never deleted');
END;

CREATE TRIGGER guard_rectification_refusal_insert BEFORE INSERT ON rectification_refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rectification_refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'rectification_refusal: a row needs its journal line');
END;

CREATE TRIGGER guard_rectification_refusal_update BEFORE UPDATE ON rectification_refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rectification_refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'rectification_refusal: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_rectification_witness_delete BEFORE DELETE ON rectification_witness
BEGIN
    SELECT RAISE(ABORT, 'rectification_witness: a row is never deleted');
END;

CREATE TRIGGER guard_rectification_witness_insert BEFORE INSERT ON rectification_witness
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rectification_witness' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'rectification_witness: a row needs its journal line');
END;

CREATE TRIGGER guard_rectification_witness_update BEFORE UPDATE ON rectification_witness
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rectification_witness' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'rectification_witness: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER rectification_witness_is_final BEFORE UPDATE ON rectification_witness
BEGIN
    SELECT RAISE(ABORT, 'rectification_witness: told once');
END;

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

CREATE TRIGGER guard_refusal_delete BEFORE DELETE ON refusal
BEGIN
    SELECT RAISE(ABORT, 'refusal: a row is never deleted');
END;

CREATE TRIGGER guard_refusal_insert BEFORE INSERT ON refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'refusal: a row needs its journal line');
END;

CREATE TRIGGER guard_refusal_update BEFORE UPDATE ON refusal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'refusal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'refusal: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER refusal_is_final BEFORE UPDATE ON refusal
BEGIN
    SELECT RAISE(ABORT, 'refusal: told once');
END;

CREATE TABLE refusal (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    session TEXT NOT NULL,
    room    TEXT NOT NULL CHECK (length(room) BETWEEN 1 AND 40),
    reason  TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 60),
    deed    TEXT NOT NULL CHECK (length(deed) BETWEEN 1 AND 200),
    record  TEXT NOT NULL CHECK (length(record) <= 200),
    at      TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

CREATE INDEX refusal_by_account ON refusal (account, at);

CREATE TRIGGER guard_refused_write_delete BEFORE DELETE ON refused_write
BEGIN
    SELECT RAISE(ABORT, 'refused_write: a row is never deleted');
END;

CREATE TRIGGER guard_refused_write_insert BEFORE INSERT ON refused_write
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'refused_write' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'refused_write: a row needs its journal line');
END;

CREATE TRIGGER guard_refused_write_update BEFORE UPDATE ON refused_write
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'refused_write' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'refused_write: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER refused_write_is_final BEFORE UPDATE ON refused_write
BEGIN
    SELECT RAISE(ABORT, 'refused_write: told once');
END;

CREATE TABLE refused_write (
    id     TEXT PRIMARY KEY,
    sheet  TEXT NOT NULL,
    pupil  TEXT,
    col    TEXT,
    wanted TEXT CHECK (length(wanted) <= 40),
    cells  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    staff  TEXT NOT NULL,
    at     TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    CHECK ((pupil IS NULL) = (col IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX refused_write_by_staff ON refused_write (staff, at);

CREATE TRIGGER guard_rehearsal_delete BEFORE DELETE ON rehearsal
BEGIN
    SELECT RAISE(ABORT, 'rehearsal: a row is never deleted');
END;

CREATE TRIGGER guard_rehearsal_insert BEFORE INSERT ON rehearsal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rehearsal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'rehearsal: a row needs its journal line');
END;

CREATE TRIGGER guard_rehearsal_update BEFORE UPDATE ON rehearsal
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'rehearsal' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'rehearsal: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE rehearsal (
    id         TEXT PRIMARY KEY,
    backup_set TEXT NOT NULL REFERENCES backup_set (id),
    done_at    TEXT NOT NULL,
    sound      INTEGER NOT NULL CHECK (sound IN (0, 1)),
    lines      INTEGER NOT NULL,
    marks      INTEGER NOT NULL,
    finding    TEXT CHECK ((finding IS NULL) = (sound = 1)),
    seq        INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_restore_confirmation_delete BEFORE DELETE ON restore_confirmation
BEGIN
    SELECT RAISE(ABORT, 'restore_confirmation: a row is never deleted');
END;

CREATE TRIGGER guard_restore_confirmation_insert BEFORE INSERT ON restore_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'restore_confirmation' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'restore_confirmation: a row needs its journal line');
END;

CREATE TRIGGER guard_restore_confirmation_update BEFORE UPDATE ON restore_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'restore_confirmation' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'restore_confirmation: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER restore_confirmation_is_bound BEFORE UPDATE ON restore_confirmation
 WHEN OLD.state <> 'REQUESTED'
   OR (OLD.epoch, OLD.parent, OLD.parent_seq, OLD.parent_head) IS NOT
      (NEW.epoch, NEW.parent, NEW.parent_seq, NEW.parent_head)
   OR (OLD.decision, OLD.reason, OLD.requested_by, OLD.requested_at) IS NOT
      (NEW.decision, NEW.reason, NEW.requested_by, NEW.requested_at)
BEGIN
    SELECT RAISE(ABORT, 'restore_confirmation: bound by its request');
END;

CREATE TABLE restore_confirmation (
    id           TEXT PRIMARY KEY,
    epoch        TEXT NOT NULL REFERENCES epoch (id),
    parent       TEXT NOT NULL,
    parent_seq   INTEGER NOT NULL,
    parent_head  TEXT NOT NULL CHECK (length(parent_head) = 64),
    decision     TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 60),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    state        TEXT NOT NULL CHECK (state IN ('REQUESTED', 'CONFIRMED', 'WITHDRAWN')),
    requested_by TEXT NOT NULL REFERENCES staff (id),
    requested_at TEXT NOT NULL,
    answered_by  TEXT REFERENCES staff (id),
    answered_at  TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((state = 'REQUESTED') = (answered_by IS NULL)),
    CHECK ((answered_by IS NULL) = (answered_at IS NULL)),
    CHECK (state <> 'CONFIRMED' OR answered_by <> requested_by)
) STRICT;

CREATE UNIQUE INDEX one_restore_confirmation ON restore_confirmation (epoch) WHERE state <> 'WITHDRAWN';

CREATE TRIGGER guard_result_confirmation_delete BEFORE DELETE ON result_confirmation
BEGIN
    SELECT RAISE(ABORT, 'result_confirmation: a row is never deleted');
END;

CREATE TRIGGER guard_result_confirmation_insert BEFORE INSERT ON result_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'result_confirmation' AND id = NEW.homeroom || '/' || NEW.period || '/' || NEW.step || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'result_confirmation: a row needs its journal line');
END;

CREATE TRIGGER guard_result_confirmation_update BEFORE UPDATE ON result_confirmation
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'result_confirmation' AND id = NEW.homeroom || '/' || NEW.period || '/' || NEW.step || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.period IS NOT NEW.period OR OLD.step IS NOT NEW.step OR OLD.subject IS NOT NEW.subject
BEGIN
    SELECT RAISE(ABORT, 'result_confirmation: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE result_confirmation (
    homeroom       TEXT NOT NULL REFERENCES homeroom (id),
    period         INTEGER NOT NULL CHECK (period BETWEEN 1 AND 3),
    step           TEXT NOT NULL CHECK (step IN ('SUBJECT', 'HOMEROOM', 'PRINCIPAL')),
    subject        TEXT NOT NULL,
    confirmed_by   TEXT NOT NULL,
    confirmed_at   TEXT NOT NULL,
    voided_at      TEXT,
    voided_pupil   TEXT,
    voided_subject TEXT,
    seq            INTEGER NOT NULL,
    PRIMARY KEY (homeroom, period, step, subject),
    CHECK ((step = 'SUBJECT') = (subject <> '')),
    CHECK ((voided_at IS NULL) = (voided_pupil IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_roll_call_delete BEFORE DELETE ON roll_call
BEGIN
    SELECT RAISE(ABORT, 'roll_call: a row is never deleted');
END;

CREATE TRIGGER guard_roll_call_insert BEFORE INSERT ON roll_call
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'roll_call' AND id = NEW.homeroom || '/' || NEW.day || '/' || NEW.slot)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'roll_call: a row needs its journal line');
END;

CREATE TRIGGER guard_roll_call_update BEFORE UPDATE ON roll_call
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'roll_call' AND id = NEW.homeroom || '/' || NEW.day || '/' || NEW.slot)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom OR OLD.day IS NOT NEW.day OR OLD.slot IS NOT NEW.slot
BEGIN
    SELECT RAISE(ABORT, 'roll_call: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE roll_call (
    homeroom  TEXT NOT NULL REFERENCES homeroom (id),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    slot      TEXT NOT NULL,
    called_by TEXT NOT NULL REFERENCES staff (id),
    called_at TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (homeroom, day, slot)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_roll_ready_delete BEFORE DELETE ON roll_ready
BEGIN
    SELECT RAISE(ABORT, 'roll_ready: a row is never deleted');
END;

CREATE TRIGGER guard_roll_ready_insert BEFORE INSERT ON roll_ready
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'roll_ready' AND id = NEW.school_year)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'roll_ready: a row needs its journal line');
END;

CREATE TRIGGER guard_roll_ready_update BEFORE UPDATE ON roll_ready
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'roll_ready' AND id = NEW.school_year)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year
BEGIN
    SELECT RAISE(ABORT, 'roll_ready: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE roll_ready (
    school_year TEXT PRIMARY KEY REFERENCES school_year (id),
    declared_by TEXT NOT NULL REFERENCES staff (id),
    declared_at TEXT NOT NULL,
    seq         INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_ruleset_choice_delete BEFORE DELETE ON ruleset_choice
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: a row is never deleted');
END;

CREATE TRIGGER guard_ruleset_choice_insert BEFORE INSERT ON ruleset_choice
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'ruleset_choice' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: a row needs its journal line');
END;

CREATE TRIGGER guard_ruleset_choice_update BEFORE UPDATE ON ruleset_choice
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'ruleset_choice' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER ruleset_choice_is_never_edited BEFORE UPDATE ON ruleset_choice
WHEN NEW.school_year IS NOT OLD.school_year OR NEW.ruleset IS NOT OLD.ruleset OR NEW.question IS NOT OLD.question
  OR NEW.answer IS NOT OLD.answer OR NEW.decision IS NOT OLD.decision OR NEW.decided_by IS NOT OLD.decided_by
  OR NEW.decided_at IS NOT OLD.decided_at OR OLD.confirmed_by IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: what was decided is not edited');
END;

CREATE TRIGGER ruleset_choice_is_of_an_open_year BEFORE INSERT ON ruleset_choice
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'ruleset_choice: a closed year keeps its rules');
END;

CREATE TABLE ruleset_choice (
    id           TEXT PRIMARY KEY,
    school_year  TEXT NOT NULL REFERENCES school_year (id),
    ruleset      TEXT NOT NULL,
    question     TEXT NOT NULL,
    answer       TEXT NOT NULL CHECK (length(answer) BETWEEN 1 AND 2000),
    decision     TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    decided_by   TEXT NOT NULL,
    decided_at   TEXT NOT NULL,
    confirmed_by TEXT CHECK (confirmed_by <> decided_by),
    confirmed_at TEXT,
    withdrawn_at TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK (confirmed_by IS NULL OR withdrawn_at IS NULL)
) STRICT;

CREATE TRIGGER guard_school_delete BEFORE DELETE ON school
BEGIN
    SELECT RAISE(ABORT, 'school: a row is never deleted');
END;

CREATE TRIGGER guard_school_insert BEFORE INSERT ON school
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'school' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'school: a row needs its journal line');
END;

CREATE TRIGGER guard_school_update BEFORE UPDATE ON school
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'school' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'school: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE "school" (
    id      TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 20),
    name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    level   TEXT NOT NULL CHECK (level IN ('MN', 'TH', 'THCS', 'THPT', 'GDTX')),
    abbr    TEXT NOT NULL CHECK (length(abbr) BETWEEN 1 AND 20),
    address TEXT,
    seq     INTEGER NOT NULL
, district TEXT CHECK (length(district) BETWEEN 1 AND 20)) STRICT;

CREATE TRIGGER guard_school_year_delete BEFORE DELETE ON school_year
BEGIN
    SELECT RAISE(ABORT, 'school_year: a row is never deleted');
END;

CREATE TRIGGER guard_school_year_insert BEFORE INSERT ON school_year
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'school_year' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'school_year: a row needs its journal line');
END;

CREATE TRIGGER guard_school_year_update BEFORE UPDATE ON school_year
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'school_year' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'school_year: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE school_year (
    id     TEXT PRIMARY KEY CHECK (id GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'),
    starts TEXT NOT NULL CHECK (date(starts) IS starts),
    ends   TEXT NOT NULL CHECK (date(ends) IS ends),
    state  TEXT NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
    seq    INTEGER NOT NULL,
    CHECK (starts < ends)
) STRICT;

CREATE UNIQUE INDEX one_open_year ON school_year (state) WHERE state = 'OPEN';

CREATE TABLE session (
    hash         TEXT PRIMARY KEY CHECK (length(hash) = 64),
    id           TEXT NOT NULL UNIQUE,
    account      TEXT NOT NULL REFERENCES account (id),
    capacity     TEXT NOT NULL DEFAULT 'USE' CHECK (capacity IN ('USE', 'ADMINISTRATION')),
    shared       INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
    address      TEXT NOT NULL,
    began_at     TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    locked_at    TEXT,
    tries        INTEGER NOT NULL DEFAULT 0,
    sign_in      TEXT NOT NULL REFERENCES sign_in (id)
) STRICT;

CREATE INDEX session_of_account ON session (account);

CREATE TRIGGER guard_sheet_delete BEFORE DELETE ON sheet
BEGIN
    SELECT RAISE(ABORT, 'sheet: a row is never deleted');
END;

CREATE TRIGGER guard_sheet_insert BEFORE INSERT ON sheet
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'sheet' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'sheet: a row needs its journal line');
END;

CREATE TRIGGER guard_sheet_update BEFORE UPDATE ON sheet
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'sheet' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'sheet: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE sheet (
    id            TEXT PRIMARY KEY,
    homeroom      TEXT NOT NULL,
    subject       TEXT NOT NULL,
    semester      INTEGER NOT NULL CHECK (semester IN (1, 2)),
    regular_count INTEGER NOT NULL CHECK (regular_count BETWEEN 2 AND 4),
    seq           INTEGER NOT NULL, form TEXT CHECK (form IN ('COMMENT', 'PRIMARY')), tests INTEGER CHECK (tests BETWEEN 0 AND 2),
    UNIQUE (homeroom, subject, semester)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_sign_in_delete BEFORE DELETE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'sign_in: a row is never deleted');
END;

CREATE TRIGGER guard_sign_in_insert BEFORE INSERT ON sign_in
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'sign_in' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'sign_in: a row needs its journal line');
END;

CREATE TRIGGER guard_sign_in_update BEFORE UPDATE ON sign_in
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'sign_in' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'sign_in: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER sign_in_is_final BEFORE UPDATE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'sign_in: never altered');
END;

CREATE TABLE "sign_in" (
    id       TEXT PRIMARY KEY,
    account  TEXT REFERENCES "account" (id),
    username TEXT,
    outcome  TEXT NOT NULL CHECK (outcome IN
        ('ADMITTED', 'WRONG', 'LOCKED', 'CODE_EXPIRED', 'NOT_WORKING', 'OUTSIDE_TERM', 'SWITCHED', 'UNLOCK_FAILED')),
    capacity TEXT CHECK (capacity IN ('USE', 'ADMINISTRATION')),
    address  TEXT NOT NULL,
    at       TEXT NOT NULL,
    seq      INTEGER NOT NULL
, session_hash TEXT) STRICT;

CREATE INDEX sign_in_of_account ON sign_in (account, at);

CREATE TRIGGER guard_staff_delete BEFORE DELETE ON staff
BEGIN
    SELECT RAISE(ABORT, 'staff: a row is never deleted');
END;

CREATE TRIGGER guard_staff_insert BEFORE INSERT ON staff
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'staff: a row needs its journal line');
END;

CREATE TRIGGER guard_staff_update BEFORE UPDATE ON staff
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'staff: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER staff_code_is_final BEFORE UPDATE ON staff
WHEN OLD.code IS NOT NULL AND NEW.code IS NOT OLD.code
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier is never altered');
END;

CREATE TRIGGER staff_replaces_nobody BEFORE INSERT ON staff
WHEN EXISTS (SELECT 1 FROM staff WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM staff WHERE code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier belongs to one person');
END;

CREATE TRIGGER staff_stays BEFORE DELETE ON staff
BEGIN
    SELECT RAISE(ABORT, 'staff: a person is never deleted');
END;

CREATE TRIGGER staff_takes_from_nobody BEFORE UPDATE ON staff
WHEN NEW.id IS NOT OLD.id
  OR EXISTS (SELECT 1 FROM staff WHERE code = NEW.code AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'staff: an identifier belongs to one person');
END;

CREATE TABLE staff (
    id          TEXT PRIMARY KEY,
    code        TEXT UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
    family_name TEXT NOT NULL CHECK (length(family_name) > 0),
    given_name  TEXT NOT NULL CHECK (length(given_name) > 0),
    sort_key    TEXT NOT NULL CHECK (length(sort_key) > 0),
    search_key  TEXT NOT NULL CHECK (length(search_key) > 0),
    status      TEXT NOT NULL CHECK (status IN ('WORKING', 'SUSPENDED', 'TRANSFERRED', 'LEFT')),
    seq         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_staff_entry_delete BEFORE DELETE ON staff_entry
BEGIN
    SELECT RAISE(ABORT, 'staff_entry: a row is never deleted');
END;

CREATE TRIGGER guard_staff_entry_insert BEFORE INSERT ON staff_entry
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_entry' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'staff_entry: a row needs its journal line');
END;

CREATE TRIGGER guard_staff_entry_update BEFORE UPDATE ON staff_entry
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_entry' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'staff_entry: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE staff_entry (
    id         TEXT PRIMARY KEY,
    staff      TEXT NOT NULL REFERENCES staff (id),
    kind       TEXT NOT NULL CHECK (kind IN ('TRAINING', 'REWARD', 'DISCIPLINE', 'STANDARD', 'CLASSIFICATION', 'DECISION', 'STATUS')),
    on_date    TEXT NOT NULL CHECK (date(on_date) IS on_date),
    year       TEXT CHECK (length(year) BETWEEN 4 AND 9),
    number     TEXT CHECK (length(number) BETWEEN 1 AND 100),
    text       TEXT CHECK (length(text) BETWEEN 1 AND 500),
    level      TEXT CHECK (length(level) BETWEEN 1 AND 30),
    scan       TEXT,
    by_staff   TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 300),
    seq        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_of_staff ON staff_entry (staff, kind, on_date);

CREATE TRIGGER guard_staff_group_delete BEFORE DELETE ON staff_group
BEGIN
    SELECT RAISE(ABORT, 'staff_group: a row is never deleted');
END;

CREATE TRIGGER guard_staff_group_insert BEFORE INSERT ON staff_group
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_group' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'staff_group: a row needs its journal line');
END;

CREATE TRIGGER guard_staff_group_update BEFORE UPDATE ON staff_group
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_group' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'staff_group: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE staff_group (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    seq  INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_staff_group_member_delete BEFORE DELETE ON staff_group_member
BEGIN
    SELECT RAISE(ABORT, 'staff_group_member: a row is never deleted');
END;

CREATE TRIGGER guard_staff_group_member_insert BEFORE INSERT ON staff_group_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_group_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'staff_group_member: a row needs its journal line');
END;

CREATE TRIGGER guard_staff_group_member_update BEFORE UPDATE ON staff_group_member
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_group_member' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'staff_group_member: a row needs its newer journal line and keeps its key');
END;

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

CREATE TRIGGER guard_staff_profile_delete BEFORE DELETE ON staff_profile
BEGIN
    SELECT RAISE(ABORT, 'staff_profile: a row is never deleted');
END;

CREATE TRIGGER guard_staff_profile_insert BEFORE INSERT ON staff_profile
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_profile' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'staff_profile: a row needs its journal line');
END;

CREATE TRIGGER guard_staff_profile_update BEFORE UPDATE ON staff_profile
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'staff_profile' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'staff_profile: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER staff_citizen_number_is_final BEFORE UPDATE ON staff_profile
WHEN OLD.citizen_number IS NOT NULL AND NEW.citizen_number IS NOT OLD.citizen_number
BEGIN
    SELECT RAISE(ABORT, 'staff_profile: an identifier is never altered');
END;

CREATE TABLE staff_profile (
    id                  TEXT PRIMARY KEY REFERENCES staff (id),
    birth_date          TEXT CHECK (date(birth_date) IS birth_date),
    sex                 TEXT CHECK (sex IN ('MALE', 'FEMALE')),
    ethnicity           TEXT CHECK (length(ethnicity) BETWEEN 1 AND 60),
    citizen_number      TEXT CHECK (length(citizen_number) = 12 AND citizen_number NOT GLOB '*[^0-9]*'),
    phone               TEXT CHECK (phone NOT GLOB '*[^0-9]*' AND length(phone) BETWEEN 10 AND 11),
    birth_place         TEXT CHECK (length(birth_place) BETWEEN 1 AND 300),
    permanent_address   TEXT CHECK (length(permanent_address) BETWEEN 1 AND 300),
    title               TEXT CHECK (length(title) BETWEEN 1 AND 60),
    position            TEXT CHECK (length(position) BETWEEN 1 AND 100),
    recruited_on        TEXT CHECK (date(recruited_on) IS recruited_on),
    qualification       TEXT CHECK (length(qualification) BETWEEN 1 AND 30),
    major               TEXT CHECK (length(major) BETWEEN 1 AND 100),
    it_level            TEXT CHECK (length(it_level) BETWEEN 1 AND 60),
    language            TEXT CHECK (length(language) BETWEEN 1 AND 60),
    seq                 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX staff_citizen_number ON staff_profile (citizen_number);

CREATE TRIGGER guard_stand_in_delete BEFORE DELETE ON stand_in
BEGIN
    SELECT RAISE(ABORT, 'stand_in: a row is never deleted');
END;

CREATE TRIGGER guard_stand_in_insert BEFORE INSERT ON stand_in
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'stand_in' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'stand_in: a row needs its journal line');
END;

CREATE TRIGGER guard_stand_in_update BEFORE UPDATE ON stand_in
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'stand_in' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'stand_in: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER stand_in_stands BEFORE UPDATE ON stand_in
BEGIN
    SELECT RAISE(ABORT, 'stand_in: what was signed stands');
END;

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

CREATE TRIGGER guard_status_event_delete BEFORE DELETE ON status_event
BEGIN
    SELECT RAISE(ABORT, 'status_event: a row is never deleted');
END;

CREATE TRIGGER guard_status_event_insert BEFORE INSERT ON status_event
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'status_event' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'status_event: a row needs its journal line');
END;

CREATE TRIGGER guard_status_event_update BEFORE UPDATE ON status_event
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'status_event' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'status_event: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER status_event_is_final BEFORE UPDATE ON status_event
BEGIN
    SELECT RAISE(ABORT, 'status_event: never altered');
END;

CREATE TABLE status_event (
    id            TEXT PRIMARY KEY,
    pupil         TEXT NOT NULL REFERENCES pupil (id),
    kind          TEXT NOT NULL CHECK (kind IN
        ('CLASS_MOVE', 'TRANSFER_OUT', 'TRANSFER_IN', 'WITHDRAWAL', 'DROP_OUT', 'PAUSE', 'RETURN')),
    date          TEXT NOT NULL CHECK (date(date) IS date),
    from_homeroom TEXT REFERENCES homeroom (id),
    to_homeroom   TEXT REFERENCES homeroom (id),
    reason        TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    other_school  TEXT,
    other_code    TEXT,
    document_no   TEXT,
    attachment    TEXT,
    requested_by  TEXT NOT NULL,
    approved_by   TEXT NOT NULL CHECK (approved_by <> requested_by),
    at            TEXT NOT NULL,
    seq           INTEGER NOT NULL
) STRICT;

CREATE INDEX status_event_by_date ON status_event (date);

CREATE INDEX status_event_of_pupil ON status_event (pupil, date);

CREATE TRIGGER guard_stick_delete BEFORE DELETE ON stick
BEGIN
    SELECT RAISE(ABORT, 'stick: a row is never deleted');
END;

CREATE TRIGGER guard_stick_insert BEFORE INSERT ON stick
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'stick' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'stick: a row needs its journal line');
END;

CREATE TRIGGER guard_stick_update BEFORE UPDATE ON stick
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'stick' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'stick: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE stick (
    id          TEXT PRIMARY KEY,
    label       TEXT NOT NULL CHECK (label <> ''),
    keeper      TEXT NOT NULL CHECK (keeper <> ''),
    model       TEXT NOT NULL,
    serial      TEXT NOT NULL,
    uuid        TEXT NOT NULL,
    bytes       INTEGER NOT NULL CHECK (bytes >= 0),
    erased      INTEGER NOT NULL CHECK (erased IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('ORDERED', 'ENROLLED', 'REFUSED', 'WITHDRAWN')),
    code        TEXT CHECK ((code IS NULL) = (state <> 'REFUSED')),
    ordered_at  TEXT NOT NULL,
    answered_at TEXT,
    seq         INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX one_stick ON stick (uuid) WHERE state = 'ENROLLED';

CREATE TRIGGER guard_subject_delete BEFORE DELETE ON subject
BEGIN
    SELECT RAISE(ABORT, 'subject: a row is never deleted');
END;

CREATE TRIGGER guard_subject_insert BEFORE INSERT ON subject
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'subject' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'subject: a row needs its journal line');
END;

CREATE TRIGGER guard_subject_update BEFORE UPDATE ON subject
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'subject' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'subject: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE subject (
    id       TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 20),
    name     TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL CHECK (kind IN ('SCORED', 'COMMENT')),
    position INTEGER NOT NULL CHECK (position > 0),
    seq      INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_subject_remark_delete BEFORE DELETE ON subject_remark
BEGIN
    SELECT RAISE(ABORT, 'subject_remark: a row is never deleted');
END;

CREATE TRIGGER guard_subject_remark_insert BEFORE INSERT ON subject_remark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'subject_remark' AND id = NEW.sheet || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'subject_remark: a row needs its journal line');
END;

CREATE TRIGGER guard_subject_remark_update BEFORE UPDATE ON subject_remark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'subject_remark' AND id = NEW.sheet || '/' || NEW.pupil)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.sheet IS NOT NEW.sheet OR OLD.pupil IS NOT NEW.pupil
BEGIN
    SELECT RAISE(ABORT, 'subject_remark: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER subject_remark_is_never_deleted BEFORE DELETE ON subject_remark
BEGIN
    SELECT RAISE(ABORT, 'subject_remark: rows stay');
END;

CREATE TABLE subject_remark (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    body       TEXT CHECK (length(body) BETWEEN 1 AND 500),
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (sheet, pupil)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_substitution_delete BEFORE DELETE ON substitution
BEGIN
    SELECT RAISE(ABORT, 'substitution: a row is never deleted');
END;

CREATE TRIGGER guard_substitution_insert BEFORE INSERT ON substitution
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'substitution' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'substitution: a row needs its journal line');
END;

CREATE TRIGGER guard_substitution_update BEFORE UPDATE ON substitution
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'substitution' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'substitution: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE substitution (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    granted_by TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT NOT NULL CHECK (date(until_date) IS until_date AND until_date >= from_date),
    seq        INTEGER NOT NULL,
    CHECK (staff <> granted_by)
) STRICT;

CREATE INDEX substitution_of_homeroom ON substitution (homeroom, subject);

CREATE INDEX substitution_of_staff ON substitution (staff, from_date);

CREATE TRIGGER guard_summer_close_delete BEFORE DELETE ON summer_close
BEGIN
    SELECT RAISE(ABORT, 'summer_close: a row is never deleted');
END;

CREATE TRIGGER guard_summer_close_insert BEFORE INSERT ON summer_close
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'summer_close' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'summer_close: a row needs its journal line');
END;

CREATE TRIGGER guard_summer_close_update BEFORE UPDATE ON summer_close
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'summer_close' AND id = NEW.homeroom)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.homeroom IS NOT NEW.homeroom
BEGIN
    SELECT RAISE(ABORT, 'summer_close: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE summer_close (
    homeroom  TEXT PRIMARY KEY REFERENCES homeroom (id),
    decision  TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
    closed_by TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    seq       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_summer_result_delete BEFORE DELETE ON summer_result
BEGIN
    SELECT RAISE(ABORT, 'summer_result: a row is never deleted');
END;

CREATE TRIGGER guard_summer_result_insert BEFORE INSERT ON summer_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'summer_result' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'summer_result: a row needs its journal line');
END;

CREATE TRIGGER guard_summer_result_update BEFORE UPDATE ON summer_result
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'summer_result' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.subject)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil OR OLD.subject IS NOT NEW.subject
BEGIN
    SELECT RAISE(ABORT, 'summer_result: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER summer_result_is_not_added_to_a_closed_book BEFORE INSERT ON summer_result
WHEN EXISTS (SELECT 1 FROM summer_close WHERE homeroom = NEW.homeroom)
BEGIN
    SELECT RAISE(ABORT, 'summer_result: the summer of this class is closed');
END;

CREATE TRIGGER summer_result_of_a_closed_book_stands BEFORE UPDATE ON summer_result
WHEN EXISTS (SELECT 1 FROM summer_close WHERE homeroom = NEW.homeroom)
BEGIN
    SELECT RAISE(ABORT, 'summer_result: the summer of this class is closed');
END;

CREATE TABLE "summer_result" (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    subject     TEXT NOT NULL,
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    value       TEXT NOT NULL,
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, subject),
    CHECK (value IN ('T', 'H', 'K', 'D', 'C')
       OR (value NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 1 AND 3 AND CAST(value AS INTEGER) <= 100))
) STRICT, WITHOUT ROWID;

CREATE INDEX summer_result_of_class ON summer_result (homeroom);

CREATE TRIGGER guard_support_file_delete BEFORE DELETE ON support_file
BEGIN
    SELECT RAISE(ABORT, 'support_file: a row is never deleted');
END;

CREATE TRIGGER guard_support_file_insert BEFORE INSERT ON support_file
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'support_file' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'support_file: a row needs its journal line');
END;

CREATE TRIGGER guard_support_file_update BEFORE UPDATE ON support_file
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'support_file' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'support_file: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER support_file_is_final BEFORE UPDATE ON support_file
BEGIN
    SELECT RAISE(ABORT, 'support_file: told once');
END;

CREATE TABLE support_file (
    id      TEXT PRIMARY KEY,
    sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
    made_at TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_system_update_delete BEFORE DELETE ON system_update
BEGIN
    SELECT RAISE(ABORT, 'system_update: a row is never deleted');
END;

CREATE TRIGGER guard_system_update_insert BEFORE INSERT ON system_update
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'system_update' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'system_update: a row needs its journal line');
END;

CREATE TRIGGER guard_system_update_update BEFORE UPDATE ON system_update
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'system_update' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'system_update: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER system_update_is_told BEFORE UPDATE ON system_update
WHEN NEW.source <> OLD.source OR NEW.medium <> OLD.medium OR NEW.file <> OLD.file OR NEW.version <> OLD.version
  OR NEW.sha256 <> OLD.sha256 OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at
  OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
  OR (OLD.state <> 'ASKED' AND NEW.state IN ('ASKED', 'WITHDRAWN'))
  OR OLD.state IN ('WITHDRAWN', 'INSTALLED', 'REFUSED')
BEGIN
    SELECT RAISE(ABORT, 'system_update: decided once, by somebody else, about what was asked for');
END;

CREATE TABLE system_update (
    id         TEXT PRIMARY KEY,
    source     TEXT NOT NULL CHECK (source IN ('STICK', 'OFFICE')),
    medium     TEXT NOT NULL,
    file       TEXT NOT NULL,
    version    TEXT NOT NULL,
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
    running    TEXT NOT NULL,
    asked_by   TEXT NOT NULL REFERENCES staff (id),
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'WITHDRAWN', 'ORDERED', 'INSTALLED', 'REFUSED')),
    decided_by TEXT REFERENCES staff (id) CHECK (decided_by IS NULL OR state = 'WITHDRAWN' OR decided_by <> asked_by),
    decided_at TEXT,
    reason     TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL)),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL))
) STRICT;

CREATE TRIGGER guard_teaching_assignment_delete BEFORE DELETE ON teaching_assignment
BEGIN
    SELECT RAISE(ABORT, 'teaching_assignment: a row is never deleted');
END;

CREATE TRIGGER guard_teaching_assignment_insert BEFORE INSERT ON teaching_assignment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'teaching_assignment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'teaching_assignment: a row needs its journal line');
END;

CREATE TRIGGER guard_teaching_assignment_update BEFORE UPDATE ON teaching_assignment
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'teaching_assignment' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'teaching_assignment: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE teaching_assignment (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    staff      TEXT NOT NULL REFERENCES staff (id),
    from_date  TEXT NOT NULL CHECK (date(from_date) IS from_date),
    until_date TEXT CHECK (until_date IS NULL OR (date(until_date) IS until_date AND until_date >= from_date)),
    seq        INTEGER NOT NULL, role TEXT CHECK (role IN ('OTHER')),
    UNIQUE (homeroom, subject, staff, from_date)
) STRICT;

CREATE INDEX assignment_of_staff ON teaching_assignment (staff, homeroom, subject);

CREATE TABLE trait_draft (
    school_year TEXT NOT NULL,
    pupil       TEXT NOT NULL,
    moment      TEXT NOT NULL,
    levels      TEXT NOT NULL CHECK (levels <> ''),
    staff       TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (school_year, pupil, moment)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER guard_trait_level_delete BEFORE DELETE ON trait_level
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a row is never deleted');
END;

CREATE TRIGGER guard_trait_level_insert BEFORE INSERT ON trait_level
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'trait_level' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.moment)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a row needs its journal line');
END;

CREATE TRIGGER guard_trait_level_update BEFORE UPDATE ON trait_level
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'trait_level' AND id = NEW.school_year || '/' || NEW.pupil || '/' || NEW.moment)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.school_year IS NOT NEW.school_year OR OLD.pupil IS NOT NEW.pupil OR OLD.moment IS NOT NEW.moment
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER trait_level_keeps_its_first_moment BEFORE UPDATE ON trait_level
WHEN NEW.first_at IS NOT OLD.first_at
BEGIN
    SELECT RAISE(ABORT, 'trait_level: when it was first committed is not edited');
END;

CREATE TRIGGER trait_level_of_a_closed_year_is_not_added BEFORE INSERT ON trait_level
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a closed year stands');
END;

CREATE TRIGGER trait_level_of_a_closed_year_stands BEFORE UPDATE ON trait_level
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
BEGIN
    SELECT RAISE(ABORT, 'trait_level: a closed year stands');
END;

CREATE TABLE trait_level (
    school_year TEXT NOT NULL REFERENCES school_year (id),
    pupil       TEXT NOT NULL,
    moment      TEXT NOT NULL CHECK (moment IN ('MID_FIRST', 'END_FIRST', 'MID_SECOND', 'END_YEAR')),
    homeroom    TEXT NOT NULL REFERENCES homeroom (id),
    levels      TEXT NOT NULL CHECK (length(levels) <= 600),
    entered_by  TEXT NOT NULL,
    entered_at  TEXT NOT NULL,
    first_at    TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (school_year, pupil, moment)
) STRICT, WITHOUT ROWID;

CREATE TABLE transfer_inbox (
    account     TEXT PRIMARY KEY,
    file        BLOB NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER guard_unit_code_delete BEFORE DELETE ON unit_code
BEGIN
    SELECT RAISE(ABORT, 'unit_code: a row is never deleted');
END;

CREATE TRIGGER guard_unit_code_insert BEFORE INSERT ON unit_code
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unit_code' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'unit_code: a row needs its journal line');
END;

CREATE TRIGGER guard_unit_code_update BEFORE UPDATE ON unit_code
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unit_code' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'unit_code: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER unit_code_comes_by_two_people BEFORE INSERT ON unit_code
WHEN EXISTS (SELECT 1 FROM unit_code WHERE id = NEW.id)
  OR (NEW.change IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM unit_code_change c
                       WHERE c.id = NEW.change AND c.state = 'DONE' AND c.subject = NEW.subject
                         AND c.new_code IS NEW.code))
  OR (NEW.change IS NULL
      AND (EXISTS (SELECT 1 FROM class_code c WHERE c.homeroom = NEW.subject
                     AND NOT EXISTS (SELECT 1 FROM unit_code u WHERE u.subject = c.homeroom))
           OR (SELECT u.code FROM unit_code u WHERE u.subject = NEW.subject ORDER BY u.seq DESC LIMIT 1) IS NOT NULL))
BEGIN
    SELECT RAISE(ABORT, 'unit_code: a code changes hands by a change that two people made');
END;

CREATE TRIGGER unit_code_is_final BEFORE UPDATE ON unit_code
BEGIN
    SELECT RAISE(ABORT, 'unit_code: an identifier is never altered');
END;

CREATE TRIGGER unit_code_stays BEFORE DELETE ON unit_code
BEGIN
    SELECT RAISE(ABORT, 'unit_code: an identifier is never erased');
END;

CREATE TABLE unit_code (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('HOMEROOM', 'SCHOOL')),
    subject TEXT NOT NULL,
    code    TEXT CHECK (length(code) BETWEEN 1 AND 20),
    change  TEXT REFERENCES unit_code_change (id),
    seq     INTEGER NOT NULL,
    CHECK (code IS NOT NULL OR change IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_code_of_subject ON unit_code (subject, seq);

CREATE TRIGGER guard_unit_code_change_delete BEFORE DELETE ON unit_code_change
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a row is never deleted');
END;

CREATE TRIGGER guard_unit_code_change_insert BEFORE INSERT ON unit_code_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unit_code_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a row needs its journal line');
END;

CREATE TRIGGER guard_unit_code_change_update BEFORE UPDATE ON unit_code_change
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unit_code_change' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER unit_change_is_decided_once BEFORE UPDATE ON unit_code_change
WHEN OLD.state <> 'ASKED' OR NEW.subject IS NOT OLD.subject OR NEW.old_code IS NOT OLD.old_code
  OR NEW.new_code IS NOT OLD.new_code OR NEW.asked_by IS NOT OLD.asked_by
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a change is decided once, as it was asked for');
END;

CREATE TRIGGER unit_change_stays BEFORE DELETE ON unit_code_change
BEGIN
    SELECT RAISE(ABORT, 'unit_code_change: a line is never erased');
END;

CREATE TABLE unit_code_change (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('HOMEROOM', 'SCHOOL')),
    subject    TEXT NOT NULL,
    old_code   TEXT NOT NULL CHECK (length(old_code) BETWEEN 1 AND 20),
    new_code   TEXT CHECK (length(new_code) BETWEEN 1 AND 20),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 100),
    why        TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 300),
    asked_by   TEXT NOT NULL,
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('ASKED', 'DONE', 'REFUSED')),
    decided_by TEXT CHECK (decided_by <> asked_by),
    decided_at TEXT,
    seq        INTEGER NOT NULL,
    CHECK ((state = 'ASKED') = (decided_by IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_change_of_subject ON unit_code_change (subject);

CREATE TRIGGER guard_unseal_event_delete BEFORE DELETE ON unseal_event
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: a row is never deleted');
END;

CREATE TRIGGER guard_unseal_event_insert BEFORE INSERT ON unseal_event
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unseal_event' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: a row needs its journal line');
END;

CREATE TRIGGER guard_unseal_event_update BEFORE UPDATE ON unseal_event
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'unseal_event' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER unseal_event_is_kept BEFORE DELETE ON unseal_event
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: what happened stays told');
END;

CREATE TRIGGER unseal_event_stays BEFORE UPDATE ON unseal_event
BEGIN
    SELECT RAISE(ABORT, 'unseal_event: what happened is told once');
END;

CREATE TABLE unseal_event (
    id    TEXT PRIMARY KEY,
    kind  TEXT NOT NULL CHECK (kind IN ('KEPT', 'WITHDRAWN', 'LEFT', 'OPENED', 'WRONG')),
    staff TEXT NOT NULL,
    at    TEXT NOT NULL,
    seq   INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_upstream_report_delete BEFORE DELETE ON upstream_report
BEGIN
    SELECT RAISE(ABORT, 'upstream_report: a row is never deleted');
END;

CREATE TRIGGER guard_upstream_report_insert BEFORE INSERT ON upstream_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'upstream_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'upstream_report: a row needs its journal line');
END;

CREATE TRIGGER guard_upstream_report_update BEFORE UPDATE ON upstream_report
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'upstream_report' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'upstream_report: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE upstream_report (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('FAULT', 'DIFFICULTY', 'SUGGESTION')),
    body    TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 2000),
    sent_by TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

CREATE TRIGGER guard_usage_record_delete BEFORE DELETE ON usage_record
BEGIN
    SELECT RAISE(ABORT, 'usage_record: a row is never deleted');
END;

CREATE TRIGGER guard_usage_record_insert BEFORE INSERT ON usage_record
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'usage_record' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'usage_record: a row needs its journal line');
END;

CREATE TRIGGER guard_usage_record_update BEFORE UPDATE ON usage_record
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'usage_record' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'usage_record: a row needs its newer journal line and keeps its key');
END;

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

CREATE TABLE waiting_list (
    account     TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('STAFF', 'CLASSES')),
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    tab         TEXT,
    uploaded_at TEXT NOT NULL,
    PRIMARY KEY (account, kind)
) STRICT;

CREATE TABLE waiting_marks (
    account     TEXT NOT NULL,
    sheet       TEXT NOT NULL REFERENCES sheet (id),
    file_name   TEXT NOT NULL,
    file        BLOB NOT NULL,
    hash        TEXT NOT NULL,
    tab         TEXT,
    mapping     TEXT,
    uploaded_at TEXT NOT NULL,
    PRIMARY KEY (account, sheet)
) STRICT;

CREATE TRIGGER guard_weekly_remark_delete BEFORE DELETE ON weekly_remark
BEGIN
    SELECT RAISE(ABORT, 'weekly_remark: a row is never deleted');
END;

CREATE TRIGGER guard_weekly_remark_insert BEFORE INSERT ON weekly_remark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'weekly_remark' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'weekly_remark: a row needs its journal line');
END;

CREATE TRIGGER guard_weekly_remark_update BEFORE UPDATE ON weekly_remark
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'weekly_remark' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'weekly_remark: a row needs its newer journal line and keeps its key');
END;

CREATE TABLE weekly_remark (
    id         TEXT PRIMARY KEY,
    homeroom   TEXT NOT NULL REFERENCES homeroom (id),
    subject    TEXT NOT NULL REFERENCES subject (id),
    week       TEXT NOT NULL CHECK (date(week) IS week AND strftime('%w', week) = '1'),
    pupil      TEXT,
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 500),
    entered_by TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    withdrawn  TEXT CHECK (length(withdrawn) BETWEEN 1 AND 500),
    seq        INTEGER NOT NULL
) STRICT;

CREATE INDEX weekly_remark_of_class ON weekly_remark (homeroom, week);

CREATE TRIGGER guard_window_deed_delete BEFORE DELETE ON window_deed
BEGIN
    SELECT RAISE(ABORT, 'window_deed: a row is never deleted');
END;

CREATE TRIGGER guard_window_deed_insert BEFORE INSERT ON window_deed
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'window_deed' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'window_deed: a row needs its journal line');
END;

CREATE TRIGGER guard_window_deed_update BEFORE UPDATE ON window_deed
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'window_deed' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'window_deed: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER window_deed_is_final BEFORE UPDATE ON window_deed
BEGIN
    SELECT RAISE(ABORT, 'window_deed: done once');
END;

CREATE TABLE window_deed (
    id           TEXT PRIMARY KEY,
    entry_window TEXT NOT NULL REFERENCES entry_window (id),
    kind         TEXT NOT NULL CHECK (kind IN ('EXTENDED', 'REOPENED', 'DECLINED')),
    was          TEXT NOT NULL,
    until        TEXT CHECK (until > was),
    incident     TEXT REFERENCES incident (id),
    successor    TEXT REFERENCES entry_window (id),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    by_staff     TEXT NOT NULL,
    at           TEXT NOT NULL,
    delegation   TEXT,
    seq          INTEGER NOT NULL,
    CHECK ((kind = 'DECLINED') = (until IS NULL)),
    CHECK ((kind = 'REOPENED') = (successor IS NOT NULL)),
    CHECK (kind = 'EXTENDED' OR incident IS NOT NULL),
    UNIQUE (entry_window, incident)
) STRICT;

CREATE TRIGGER guard_year_roll_delete BEFORE DELETE ON year_roll
BEGIN
    SELECT RAISE(ABORT, 'year_roll: a row is never deleted');
END;

CREATE TRIGGER guard_year_roll_insert BEFORE INSERT ON year_roll
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'year_roll' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
BEGIN
    SELECT RAISE(ABORT, 'year_roll: a row needs its journal line');
END;

CREATE TRIGGER guard_year_roll_update BEFORE UPDATE ON year_roll
WHEN NEW.seq IS NOT (SELECT max(seq) FROM change WHERE ent = 'year_roll' AND id = NEW.id)
  OR (SELECT tx FROM change WHERE seq = NEW.seq) IS NOT (SELECT tx FROM open_tx)
  OR NEW.seq <= OLD.seq OR OLD.id IS NOT NEW.id
BEGIN
    SELECT RAISE(ABORT, 'year_roll: a row needs its newer journal line and keeps its key');
END;

CREATE TRIGGER year_roll_is_decided_once BEFORE UPDATE ON year_roll
WHEN OLD.state NOT IN ('PROPOSED', 'ROLLED') OR (OLD.state = 'ROLLED' AND NEW.state NOT IN ('ROLLED', 'UNDONE'))
  OR NEW.from_year IS NOT OLD.from_year OR NEW.to_year IS NOT OLD.to_year OR NEW.courses IS NOT OLD.courses
  OR NEW.seal IS NOT OLD.seal OR NEW.proposed_by IS NOT OLD.proposed_by
  OR (OLD.state = 'ROLLED' AND (NEW.decided_by IS NOT OLD.decided_by OR NEW.undo IS NOT OLD.undo))
BEGIN
    SELECT RAISE(ABORT, 'year_roll: its contents are final, and it is decided once');
END;

CREATE TABLE year_roll (
    id             TEXT PRIMARY KEY,
    from_year      TEXT NOT NULL REFERENCES school_year (id),
    to_year        TEXT NOT NULL CHECK (to_year GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]' AND to_year > from_year),
    starts         TEXT NOT NULL CHECK (date(starts) IS starts),
    ends           TEXT NOT NULL CHECK (date(ends) IS ends AND ends > starts),
    courses        TEXT NOT NULL CHECK (json_valid(courses)),
    handed         TEXT CHECK (length(handed) BETWEEN 1 AND 200),
    seal           TEXT NOT NULL CHECK (length(seal) = 64),
    moves          INTEGER NOT NULL CHECK (moves >= 0),
    state          TEXT NOT NULL CHECK (state IN ('PROPOSED', 'REFUSED', 'WITHDRAWN', 'ROLLED', 'UNDONE')),
    proposed_by    TEXT NOT NULL REFERENCES staff (id),
    proposed_at    TEXT NOT NULL,
    decided_by     TEXT REFERENCES staff (id),
    decided_at     TEXT,
    decision       TEXT CHECK (length(decision) BETWEEN 1 AND 100),
    answer         TEXT CHECK (length(answer) BETWEEN 1 AND 500),
    undo           TEXT CHECK (json_valid(undo)),
    undo_why       TEXT CHECK (length(undo_why) BETWEEN 1 AND 500),
    undo_asked_by  TEXT REFERENCES staff (id),
    undo_asked_at  TEXT,
    undone_by      TEXT REFERENCES staff (id),
    undone_at      TEXT,
    undo_decision  TEXT CHECK (length(undo_decision) BETWEEN 1 AND 100),
    seq            INTEGER NOT NULL,
    CHECK ((state = 'PROPOSED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (state IN ('PROPOSED', 'WITHDRAWN') OR decided_by <> proposed_by),
    CHECK (state <> 'WITHDRAWN' OR decided_by = proposed_by),
    CHECK ((state IN ('ROLLED', 'UNDONE')) = (decision IS NOT NULL) AND (decision IS NULL) = (undo IS NULL)),
    CHECK (state IN ('PROPOSED', 'ROLLED', 'UNDONE') OR answer IS NOT NULL),
    CHECK ((undo_why IS NULL) = (undo_asked_by IS NULL) AND (undo_why IS NULL) = (undo_asked_at IS NULL)),
    CHECK (undo_why IS NULL OR state IN ('ROLLED', 'UNDONE')),
    CHECK ((state = 'UNDONE') = (undone_by IS NOT NULL) AND (undone_by IS NULL) = (undone_at IS NULL)
        AND (undone_by IS NULL) = (undo_decision IS NULL)),
    CHECK (undone_by IS NULL OR (undo_why IS NOT NULL AND undone_by <> undo_asked_by))
) STRICT;

CREATE UNIQUE INDEX one_roll_a_year ON year_roll (from_year) WHERE state IN ('PROPOSED', 'ROLLED');
