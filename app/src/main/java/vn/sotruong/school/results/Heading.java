package vn.sotruong.school.results;

/** Một môn trên đầu bảng. */
public record Heading(String id, String name) {}
