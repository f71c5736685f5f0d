-- a subject that a class learns in one term of the year alone: which one; nothing where it is taught in both
ALTER TABLE class_programme ADD COLUMN semester INTEGER CHECK (semester IN (1, 2));
