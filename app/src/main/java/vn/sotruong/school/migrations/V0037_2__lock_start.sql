-- a lock may begin later than it is executed, so that whoever still types is told beforehand; null: with its execution
ALTER TABLE lock ADD COLUMN from_at TEXT;
