-- one product for every level: preschool, primary, lower and upper secondary, continuing education
CREATE TABLE school_of_any_level (
    id      TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 20),
    name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    level   TEXT NOT NULL CHECK (level IN ('MN', 'TH', 'THCS', 'THPT', 'GDTX')),
    abbr    TEXT NOT NULL CHECK (length(abbr) BETWEEN 1 AND 20),
    address TEXT,
    seq     INTEGER NOT NULL
) STRICT;
INSERT INTO school_of_any_level (id, name, level, abbr, address, seq)
SELECT id, name, level, abbr, address, seq FROM school;
DROP TABLE school;
ALTER TABLE school_of_any_level RENAME TO school;

-- what the first start prints on paper, until whoever holds the paper has said so; then the row is wiped, in no journal
CREATE TABLE founding_paper (
    n      INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('ACCOUNT', 'CARD')),
    holder TEXT NOT NULL,
    title  TEXT NOT NULL,
    secret TEXT NOT NULL
) STRICT;

-- a list of staff or classes that waits between preview and confirmation: one of each kind an account, in no journal
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
