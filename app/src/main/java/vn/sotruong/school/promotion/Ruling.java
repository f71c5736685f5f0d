package vn.sotruong.school.promotion;

import java.time.LocalDate;

/** Quyết định bằng văn bản của hiệu trưởng, where the rules leave an outcome open. */
public record Ruling(String number, LocalDate date, String text, String by) {}
