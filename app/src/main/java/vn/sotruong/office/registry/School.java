package vn.sotruong.office.registry;

/**
 * Trường trực thuộc.
 *
 * @param code mã trường
 */
public record School(String code, String name, String enrolledAt) {}
