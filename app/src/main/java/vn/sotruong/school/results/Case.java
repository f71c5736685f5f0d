package vn.sotruong.school.results;

import vn.sotruong.school.regulation.MarkedRegulation;
import vn.sotruong.school.regulation.PupilYear;

/** Trường hợp của một học sinh: a year as it is committed now, and the rules that judge it. */
public record Case(MarkedRegulation regulation, PupilYear year) {}
