-- what a subject's teacher writes about a pupil's term; without words when it was taken away again
CREATE TABLE subject_remark (
    sheet      TEXT NOT NULL REFERENCES sheet (id),
    pupil      TEXT NOT NULL,
    body       TEXT CHECK (length(body) BETWEEN 1 AND 500),
    written_by TEXT NOT NULL,
    written_at TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (sheet, pupil)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER subject_remark_is_never_deleted BEFORE DELETE ON subject_remark
BEGIN
    SELECT RAISE(ABORT, 'subject_remark: rows stay');
END;
