-- guards of tables that were missing or altered when the store was opened; raised again after that
CREATE TABLE lowered_guards (
    id       TEXT PRIMARY KEY,
    names    TEXT NOT NULL,
    found_at TEXT NOT NULL,
    seq      INTEGER NOT NULL
) STRICT;
CREATE TRIGGER lowered_guards_is_final BEFORE UPDATE ON lowered_guards
BEGIN
    SELECT RAISE(ABORT, 'lowered_guards: told once');
END;
