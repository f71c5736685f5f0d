package vn.sotruong.school.gradebook;

/**
 * Ô điểm, on a sheet that is known.
 *
 * @param pupil the pupil's id
 */
public record Cell(String pupil, Column column) {}
