package vn.sotruong.school.safekeeping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.backup.set.CsvTables;
import vn.sotruong.backup.set.CsvTables.Column;
import vn.sotruong.school.gradebook.CommittedMarks;
import vn.sotruong.school.gradebook.CommittedMarks.Committed;
import vn.sotruong.school.people.People;
import vn.sotruong.school.people.Pupil;
import vn.sotruong.school.roll.Homeroom;
import vn.sotruong.school.roll.Roll;
import vn.sotruong.school.schoolyear.SchoolYears;

/** Bản xuất mở: the tables that a stranger opens with a spreadsheet, names spelt out instead of ids. */
final class OpenExport {
    private static final List<Column> PUPILS = List.of(
            column("pupil", "text", "mã trong phần mềm"),
            column("pupil_code", "text", "mã học sinh của ngành"),
            column("citizen_number", "text", "số định danh cá nhân"),
            column("family_name", "text", "họ và tên đệm"),
            column("given_name", "text", "tên"),
            column("birth_date", "date", "ngày sinh"),
            column("sex", "text", "giới tính: MALE nam, FEMALE nữ"),
            column("ethnicity", "text", "dân tộc"),
            column("status", "text", "tình trạng: STUDYING đang học"));
    private static final List<Column> CLASSES = List.of(
            column("school_year", "text", "năm học"),
            column("grade", "integer", "khối"),
            column("class", "text", "lớp"),
            column("number", "integer", "số thứ tự trong danh sách lớp"),
            column("pupil", "text", "mã trong phần mềm, như ở pupils.csv"),
            column("pupil_code", "text", "mã học sinh của ngành"),
            column("name", "text", "họ và tên"));
    private static final List<Column> MARKS = List.of(
            column("school_year", "text", "năm học"),
            column("class", "text", "lớp"),
            column("subject", "text", "môn học"),
            column("semester", "integer", "học kỳ: 1 hoặc 2"),
            column("pupil_code", "text", "mã học sinh của ngành"),
            column("name", "text", "họ và tên"),
            column(
                    "column",
                    "text",
                    "cột điểm: tx1 đến tx4 thường xuyên, gk giữa kỳ, ck cuối kỳ, mgk và mck mức đạt được ở tiểu học"),
            column("mark", "text", "điểm, thang 10, dấu phẩy thập phân; hoặc Đ, CĐ, T, H, C"),
            column("entered_by", "text", "giáo viên ghi sổ"),
            column("entered_at", "instant", "lúc ghi sổ, giờ UTC"),
            column("pupil", "text", "mã trong phần mềm, như ở pupils.csv"));

    private final Handle image;
    private final CsvTables out;
    private final Map<String, Pupil> pupils = new HashMap<>();
    private final Map<String, Homeroom> homerooms = new HashMap<>();

    private OpenExport(Handle image, CsvTables out) {
        this.image = image;
        this.out = out;
    }

    static void write(Handle image, CsvTables out) throws IOException {
        try {
            var export = new OpenExport(image, out);
            export.pupils();
            export.classes();
            export.marks();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void pupils() throws IOException {
        out.table("pupils", PUPILS);
        for (var pupil : People.listPupils(image)) {
            pupils.put(pupil.id(), pupil);
            row(
                    pupil.id(),
                    pupil.code(),
                    pupil.citizenNumber(),
                    pupil.name().family(),
                    pupil.name().given(),
                    pupil.birthDate().toString(),
                    pupil.sex().name(),
                    pupil.ethnicity(),
                    pupil.status().name());
        }
    }

    private void classes() throws IOException {
        out.table("classes", CLASSES);
        var year = SchoolYears.findOpenYear(image);
        if (year.isEmpty()) {
            return;
        }
        for (var homeroom : Roll.listHomerooms(image, year.get().id())) {
            for (var entry : Roll.list(image, homeroom.id())) {
                row(
                        homeroom.schoolYear(),
                        Integer.toString(homeroom.grade()),
                        homeroom.name(),
                        Integer.toString(entry.number()),
                        entry.pupil().id(),
                        entry.pupil().code(),
                        entry.pupil().name().full());
            }
        }
    }

    private void marks() throws IOException {
        out.table("marks", MARKS);
        var subjects = new HashMap<String, String>();
        SchoolYears.listSubjects(image).forEach(subject -> subjects.put(subject.id(), subject.name()));
        var staff = new HashMap<String, String>();
        People.listStaff(image).forEach(each -> staff.put(each.id(), each.name().full()));
        CommittedMarks.forEach(image, mark -> mark(mark, subjects, staff));
    }

    private void mark(Committed mark, Map<String, String> subjects, Map<String, String> staff) {
        var homeroom = homerooms.computeIfAbsent(mark.homeroom(), id -> Roll.getHomeroom(image, id));
        var pupil = pupils.get(mark.pupil());
        try {
            row(
                    homeroom.schoolYear(),
                    homeroom.name(),
                    subjects.get(mark.subject()),
                    Integer.toString(mark.semester()),
                    pupil == null ? null : pupil.code(),
                    pupil == null ? null : pupil.name().full(),
                    mark.col(),
                    mark.text(),
                    staff.get(mark.enteredBy()),
                    mark.enteredAt(),
                    mark.pupil());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void row(@Nullable String... values) throws IOException {
        var row = new ArrayList<@Nullable String>();
        for (var value : values) {
            row.add(value);
        }
        out.row(row);
    }

    private static Column column(String name, String type, String meaning) {
        return new Column(name, type, meaning);
    }
}
