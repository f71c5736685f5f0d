-- the summer's own book takes the levels of primary subjects as well. subject: of a primary subject's test followed by .ck, of
-- a quality or competency its id, of training nothing. value: tenths; D or C of a comment subject; T, H or C of a primary
-- subject; T, K, D or C of conduct; T, D or C of a quality or competency
CREATE TABLE summer_result_of_level (
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
INSERT INTO summer_result_of_level (school_year, pupil, subject, homeroom, value, entered_by, entered_at, seq)
SELECT school_year, pupil, subject, homeroom, value, entered_by, entered_at, seq FROM summer_result;
DROP TABLE summer_result;
ALTER TABLE summer_result_of_level RENAME TO summer_result;
CREATE INDEX summer_result_of_class ON summer_result (homeroom);
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
