-- who wanted to do what they may not, in whichever room; no value that was typed
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
CREATE TRIGGER refusal_is_final BEFORE UPDATE ON refusal
BEGIN
    SELECT RAISE(ABORT, 'refusal: told once');
END;
