-- a result may be a word; a sheet may hold words alone, or the levels and tests of a primary school
ALTER TABLE sheet ADD COLUMN form TEXT;
ALTER TABLE sheet ADD COLUMN tests INTEGER;
ALTER TABLE mark_current ADD COLUMN word TEXT;
