package vn.sotruong.school.conduct;

import java.util.List;

/**
 * Trước khi ghi sổ: what will be committed, and whom it leaves out.
 *
 * @param missing pupils without a committed or complete content after it
 * @param seal of what was shown; another seal means that it changed meanwhile
 */
record CommitPlan(ClassView view, List<ClassView.Row> ready, List<ClassView.Row> missing, String seal) {}
