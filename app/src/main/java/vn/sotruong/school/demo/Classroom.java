package vn.sotruong.school.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.sotruong.ground.kernel.Actor;
import vn.sotruong.ground.store.Database;
import vn.sotruong.ground.web.Need;
import vn.sotruong.school.conduct.Author;
import vn.sotruong.school.conduct.ClassNotes;
import vn.sotruong.school.conduct.Conduct;
import vn.sotruong.school.conduct.PupilRecord;
import vn.sotruong.school.conduct.Records;
import vn.sotruong.school.conduct.Typed;
import vn.sotruong.school.incidents.FaultReport;
import vn.sotruong.school.incidents.Faults;
import vn.sotruong.school.incidents.Outcome;
import vn.sotruong.school.roll.Roll;

/** Việc của lớp 7A: results, comments, two rewards, a violation and a note of cô Lan's; and two reported faults. */
final class Classroom {
    private static final int GRADED = 12;
    private static final List<String> COMMENTS = List.of(
            "Chăm học, hay giúp bạn; cần mạnh dạn phát biểu hơn.",
            "Đi học đều, giữ gìn sách vở cẩn thận.",
            "Có cố gắng trong tháng; còn nói chuyện riêng trong giờ.");

    private final Database db;
    private final HoaMai school;
    private final List<DemoAccount> accounts;

    /** As {@link HoaMai} begins it. */
    Classroom(Database db, HoaMai school, List<DemoAccount> accounts) {
        this.db = db;
        this.school = school;
        this.accounts = accounts;
    }

    void fill(Conduct conduct, Faults faults, LocalDate today) {
        var year = HoaMai.YEAR;
        if (!today.isBefore(year.starts()) && !today.isAfter(year.ends())) {
            keepClass(conduct, today);
        }
        report(faults);
    }

    private void keepClass(Conduct conduct, LocalDate today) {
        var lan = new Author(actor(school.lan().id()), school.lan().id(), Set.of(Need.HOMEROOM, Need.ENTER_MARKS));
        var homeroom = school.homeroom("7A").id();
        var pupils = db.<List<String>>read(handle -> Roll.list(handle, homeroom).stream()
                .map(line -> line.pupil().id())
                .toList());
        var grades = new ArrayList<Typed>();
        var comments = new ArrayList<Typed>();
        for (var i = 0; i < Math.min(GRADED, pupils.size()); i++) {
            grades.add(new Typed(pupils.get(i), i % 5 == 4 ? "K" : "T", i % 5 == 4 ? "Còn đi muộn" : ""));
            comments.add(new Typed(pupils.get(i), "", COMMENTS.get(i % COMMENTS.size())));
        }
        done(conduct.enter(lan, homeroom, "G1", grades));
        done(conduct.enter(lan, homeroom, "C" + today.toString().substring(0, 7), comments));
        var records = new Records(conduct);
        reward(records, lan, homeroom, pupils.get(0), today, "Giải Nhì cờ vua cấp trường");
        reward(records, lan, homeroom, pupils.get(3), today, "Nhặt được của rơi, trả lại người mất");
        done(records.enter(
                lan,
                homeroom,
                new Records.Slip(
                        PupilRecord.Kind.VIOLATION,
                        pupils.get(4),
                        today,
                        "Nhắc nhở",
                        "Đi học muộn hai buổi trong tuần",
                        "",
                        "",
                        "")));
        var notes = new ClassNotes(conduct);
        done(notes.post(lan, homeroom, "Tuần này lớp trực nhật; nhờ thầy cô cho các em ra đúng giờ."));
        done(notes.keep(lan, "homeroom", 7, "Chăm ngoan, lễ phép với thầy cô.", true));
        done(notes.keep(lan, "homeroom", null, "Cần tập trung hơn trong giờ học.", true));
    }

    private static void reward(
            Records records, Author author, String homeroom, String pupil, LocalDate on, String what) {
        done(records.enter(
                author,
                homeroom,
                new Records.Slip(
                        PupilRecord.Kind.REWARD, pupil, on, "Giấy khen", what, "45/QĐ-THCSHM", "Hiệu trưởng", "")));
    }

    private void report(Faults faults) {
        var lan = new vn.sotruong.school.incidents.Author(
                actor(school.lan().id()), school.lan().id(), Set.of(Need.ENTER_MARKS));
        var admin = new vn.sotruong.school.incidents.Author(
                actor(school.admin().id()), school.admin().id(), Set.of(Need.ADMIN));
        var first = filed(faults.file(
                lan, FaultReport.Kind.DIFFICULTY, "Không biết cách dán điểm từ Excel vào bảng điểm.", "/sheets", null));
        filed(faults.answer(admin, first, "Thầy cô chép cột điểm, bấm vào ô đầu tiên rồi nhấn Ctrl+V."));
        filed(faults.file(lan, FaultReport.Kind.SUGGESTION, "Xin thêm mẫu nhận xét cho môn Toán.", "/phrases", null));
    }

    private Actor actor(String staff) {
        return accounts.stream()
                .filter(each -> each.staff().equals(staff))
                .map(each -> new Actor(each.account(), HoaMai.BUILDER.session()))
                .findFirst()
                .orElseThrow();
    }

    private static void done(vn.sotruong.school.conduct.Outcome outcome) {
        if (outcome instanceof vn.sotruong.school.conduct.Outcome.Refused(var reason)) {
            throw new IllegalStateException("the demonstration's class was refused: " + reason);
        }
    }

    private static String filed(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var id) -> id;
            case Outcome.Refused(var reason) ->
                throw new IllegalStateException("the demonstration's report was refused: " + reason);
        };
    }
}
