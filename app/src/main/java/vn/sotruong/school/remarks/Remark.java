package vn.sotruong.school.remarks;

import java.time.Instant;

/**
 * Nhận xét của một em ở một môn trong một kỳ.
 *
 * @param body empty when it was taken away again
 * @param writtenBy staff id
 * @param seq the number of its newest journal line, on which a change is based
 */
public record Remark(String sheet, String pupil, String body, String writtenBy, Instant writtenAt, long seq) {}
