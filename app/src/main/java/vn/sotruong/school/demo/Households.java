package vn.sotruong.school.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vn.sotruong.ground.store.Tx;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.people.PupilRecords;

/** Gia đình của học sinh: addresses and parents of a class or two; some records are still incomplete, as in any school. */
final class Households {
    private static final long SEED = 20260906;
    private static final List<String> STREETS =
            List.of("đường Hoa Mai", "đường Hoa Đào", "đường Hoa Sứ", "hẻm 12 đường Hoa Mai", "đường Hoa Phượng");
    private static final List<String> MOTHERS =
            List.of("Thị Hồng", "Thị Thu Thảo", "Thị Kim Oanh", "Ngọc Diệp", "Thị Mỹ Lệ", "Thanh Trúc");
    private static final List<String> FATHERS =
            List.of("Văn Hải", "Minh Tuấn", "Quốc Bảo", "Đức Trọng", "Thành Long", "Hữu Phước");
    private static final List<String> FAMILIES = List.of("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ");
    private static final List<String> JOBS =
            List.of("Buôn bán", "Công nhân", "Nông dân", "Nhân viên văn phòng", "Lái xe");

    private final Tx tx;
    private final Random random = new Random(SEED);

    Households(Tx tx) {
        this.tx = tx;
    }

    void settle(List<Pupil> pupils) {
        pupils.forEach(pupil -> PupilRecords.keep(tx, pupil, answers(pupil), "hồ sơ đầu năm"));
    }

    private Map<String, String> answers(Pupil pupil) {
        var answers = new HashMap<String, String>();
        answers.put("nationality", "Việt Nam");
        answers.put("permanent_address", "Số " + (1 + random.nextInt(200)) + " " + of(STREETS) + ", phường Hoa Mai");
        answers.put("policy_family", random.nextInt(15) == 0 ? "MERIT" : "NONE");
        answers.put("priority_group", random.nextInt(10) == 0 ? "NEAR_POOR" : "NONE");
        answers.put("father.name", family(pupil) + " " + of(FATHERS));
        answers.put("father.birth_year", String.valueOf(1975 + random.nextInt(12)));
        answers.put("father.job", of(JOBS));
        answers.put("mother.name", of(FAMILIES) + " " + of(MOTHERS));
        answers.put("mother.birth_year", String.valueOf(1978 + random.nextInt(12)));
        answers.put("mother.job", of(JOBS));
        answers.put("mother.phone", "0900%06d".formatted(random.nextInt(1_000_000)));
        switch (random.nextInt(8)) {
            case 0 -> answers.remove("permanent_address");
            case 1 -> answers.remove("mother.phone");
            default -> {}
        }
        return answers;
    }

    private static String family(Pupil pupil) {
        return pupil.name().family().split(" ", 2)[0];
    }

    private String of(List<String> among) {
        return among.get(random.nextInt(among.size()));
    }
}
