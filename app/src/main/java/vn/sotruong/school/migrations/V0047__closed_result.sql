-- A year that has ended takes a witnessed amendment of a mark: its result follows, by the rules of that very row. No row is
-- added to it, and none goes over to other rules.
DROP TRIGGER pupil_result_of_a_closed_year_is_not_added;
CREATE TRIGGER pupil_result_of_a_closed_year_is_not_added BEFORE INSERT ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT EXISTS (SELECT 1 FROM pupil_result k WHERE k.school_year = NEW.school_year AND k.pupil = NEW.pupil
        AND k.ruleset = NEW.ruleset AND k.version = NEW.version AND k.choices = NEW.choices AND k.clause IS NEW.clause)
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;
DROP TRIGGER pupil_result_of_a_closed_year_stands;
CREATE TRIGGER pupil_result_of_a_closed_year_stands BEFORE UPDATE ON pupil_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT (OLD.ruleset = NEW.ruleset AND OLD.version = NEW.version AND OLD.choices = NEW.choices
        AND OLD.clause IS NEW.clause)
BEGIN
    SELECT RAISE(ABORT, 'pupil_result: a closed year is not computed again');
END;

DROP TRIGGER primary_result_of_a_closed_year_is_not_added;
CREATE TRIGGER primary_result_of_a_closed_year_is_not_added BEFORE INSERT ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT EXISTS (SELECT 1 FROM primary_result k WHERE k.school_year = NEW.school_year AND k.pupil = NEW.pupil
        AND k.ruleset = NEW.ruleset AND k.version = NEW.version AND k.choices = NEW.choices)
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;
DROP TRIGGER primary_result_of_a_closed_year_stands;
CREATE TRIGGER primary_result_of_a_closed_year_stands BEFORE UPDATE ON primary_result
WHEN (SELECT state FROM school_year WHERE id = NEW.school_year) = 'CLOSED'
    AND NOT (OLD.ruleset = NEW.ruleset AND OLD.version = NEW.version AND OLD.choices = NEW.choices)
BEGIN
    SELECT RAISE(ABORT, 'primary_result: a closed year is not computed again');
END;
