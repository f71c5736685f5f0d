-- the disk under the image is full from here on
PRAGMA max_page_count = 1;
CREATE TABLE medal (
    id   TEXT PRIMARY KEY,
    what TEXT NOT NULL
) STRICT;
INSERT INTO medal SELECT hex(randomblob(8)), hex(zeroblob(4000)) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n);
