-- papers that were scanned: the row is journalled, the bytes lie beside it under their hash and are never altered
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
CREATE TRIGGER attachment_is_final BEFORE UPDATE ON attachment
BEGIN
    SELECT RAISE(ABORT, 'attachment: never altered');
END;

CREATE TABLE attachment_content (
    sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content BLOB NOT NULL
) STRICT;
CREATE TRIGGER attachment_content_is_final BEFORE UPDATE ON attachment_content
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never altered');
END;
CREATE TRIGGER attachment_content_stays BEFORE DELETE ON attachment_content
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never deleted');
END;
CREATE TRIGGER attachment_content_replaces_nothing BEFORE INSERT ON attachment_content
WHEN EXISTS (SELECT 1 FROM attachment_content WHERE sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'attachment_content: never replaced');
END;
