-- a file of marks that waits between preview and confirmation: one a sheet and account, in no journal
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

-- what stamps the files that people download; it never leaves the book
CREATE TABLE marksheet_key (
    n   INTEGER PRIMARY KEY CHECK (n = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
