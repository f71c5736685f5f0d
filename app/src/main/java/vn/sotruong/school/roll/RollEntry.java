package vn.sotruong.school.roll;

import vn.sotruong.school.people.Pupil;

/** Dòng của danh sách lớp: a number and the pupil who has it. */
public record RollEntry(int number, Pupil pupil) {}
