package vn.sotruong.school.promotion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.regulation.Circular27;
import vn.sotruong.school.regulation.Circular27.Moment;
import vn.sotruong.school.regulation.ConductLevel;
import vn.sotruong.school.regulation.Ground;
import vn.sotruong.school.regulation.InputsHash;
import vn.sotruong.school.regulation.LearningResult;
import vn.sotruong.school.regulation.Period;
import vn.sotruong.school.regulation.PrimaryLevel;
import vn.sotruong.school.regulation.PrimarySubject;
import vn.sotruong.school.regulation.PrimaryYear;
import vn.sotruong.school.regulation.PromotionOutcome;
import vn.sotruong.school.regulation.PupilYear;
import vn.sotruong.school.regulation.Result;
import vn.sotruong.school.regulation.Ruleset;
import vn.sotruong.school.regulation.SubjectMark;
import vn.sotruong.school.regulation.Summer;
import vn.sotruong.school.regulation.Title;
import vn.sotruong.school.regulation.TraitLevel;
import vn.sotruong.school.results.Case;
import vn.sotruong.school.results.Results;

/** Hồ sơ xét của một học sinh: a year and the rules that judge it, whichever circular that is. */
sealed interface Dossier {
    /** The year as it is kept; empty where nothing has been computed. */
    static Optional<Dossier> find(Handle handle, String schoolYear, String pupil) {
        return Results.find(handle, schoolYear, pupil)
                .<Dossier>map(each -> new Marked(Results.kept(handle, each)))
                .or(() -> primary(handle, schoolYear, pupil));
    }

    /** The same of a primary class alone. */
    static Optional<Dossier> primary(Handle handle, String schoolYear, String pupil) {
        return Results.findPrimary(handle, schoolYear, pupil)
                .map(each -> new Primary(each.circular(), each.year(), each.title()));
    }

    /** The hash of what went into the results that are kept. */
    static Optional<String> inputs(Handle handle, String schoolYear, String pupil) {
        return Results.find(handle, schoolYear, pupil)
                .map(each -> each.inputs())
                .or(() -> Results.findPrimary(handle, schoolYear, pupil).map(each -> each.inputs()));
    }

    /** The same of whole classes, by pupil. */
    static Map<String, String> inputs(Handle handle, Collection<String> homerooms) {
        var inputs = new HashMap<String, String>();
        for (var homeroom : homerooms) {
            Results.list(handle, homeroom).forEach(each -> inputs.put(each.pupil(), each.inputs()));
            Results.listPrimary(handle, homeroom).forEach(each -> inputs.put(each.pupil(), each.inputs()));
        }
        return inputs;
    }

    Ruleset ruleset();

    /** What the rules say of the year. */
    vn.sotruong.school.regulation.Review review();

    Optional<Title> title();

    String inputs();

    /** Whether those inputs were these but for days away, and the rules still come to the same. */
    boolean onlyDaysAway(String inputs, @Nullable PromotionOutcome ruled);

    /** The keys of the words for the year's levels: learning, then conduct; empty where there is none. */
    List<String> levels();

    /** The same for learning after the summer. */
    String levelAgain(Map<String, String> entered);

    /** What that outcome of the first review leaves to the summer. */
    List<Owed> owed(PromotionOutcome outcome);

    /** Xét lại. */
    record Again(PromotionOutcome outcome, List<Ground> grounds, String inputs) {}

    /** What the rules say after the summer; CHUA_DU_DU_LIEU while something is still to come. */
    Again again(Map<String, String> entered, boolean closed);

    /** Đánh giá bằng điểm số và nhận xét. */
    record Marked(Case given) implements Dossier {
        @Override
        public Ruleset ruleset() {
            return given.regulation().ruleset();
        }

        @Override
        public vn.sotruong.school.regulation.Review review() {
            return given.regulation().review(given.year());
        }

        @Override
        public Optional<Title> title() {
            return given.regulation().title(given.year(), Period.YEAR);
        }

        @Override
        public String inputs() {
            return InputsHash.of(given.regulation(), given.year());
        }

        /** Between a list and its end there are not more days away than this. */
        private static final int DAYS = 60;

        @Override
        public boolean onlyDaysAway(String inputs, @Nullable PromotionOutcome ruled) {
            var now = given.year().absences();
            return Stream.of(false, true)
                    .filter(disabled -> IntStream.rangeClosed(0, DAYS)
                            .flatMap(apart -> IntStream.of(now - apart, now + apart))
                            .filter(days -> days >= 0)
                            .anyMatch(days -> InputsHash.of(given.regulation(), year(days, disabled))
                                    .equals(inputs)))
                    .anyMatch(disabled ->
                            given.regulation().review(year(now, disabled)).outcome() == ruled);
        }

        private PupilYear year(int absences, boolean disabled) {
            var year = given.year();
            return new PupilYear(year.subjects(), year.conduct(), absences, disabled, year.specialised());
        }

        @Override
        public List<String> levels() {
            return List.of(
                    level(given.regulation().level(given.year(), Period.YEAR)),
                    conduct().map(each -> ruleset().label(each)).orElse(""));
        }

        @Override
        public String levelAgain(Map<String, String> entered) {
            return level(given.regulation().levelAgain(given.year(), summer(entered, false)));
        }

        private String level(LearningResult result) {
            return result instanceof LearningResult.Known known ? ruleset().label(known.level()) : "";
        }

        private Optional<ConductLevel> conduct() {
            return given.regulation().conduct(given.year(), Period.YEAR);
        }

        @Override
        public List<Owed> owed(PromotionOutcome outcome) {
            var owed = new ArrayList<Owed>();
            if (outcome == PromotionOutcome.KIEM_TRA_LAI || outcome == PromotionOutcome.CA_HAI) {
                var eligible = given.regulation().eligible(given.year());
                given.regulation().results(given.year(), Period.YEAR).stream()
                        .filter(each -> eligible.contains(each.subject()))
                        .forEach(each -> owed.add(subject(each)));
            }
            if (outcome == PromotionOutcome.REN_LUYEN_HE || outcome == PromotionOutcome.CA_HAI) {
                owed.add(new Owed(
                        SummerEntry.TRAINING,
                        "",
                        Owed.Form.CONDUCT,
                        conduct().map(ConductLevel::code).orElse("")));
            }
            return owed;
        }

        private static Owed subject(SubjectMark mark) {
            return switch (mark.result()) {
                case Result.Score(var tenths) ->
                    new Owed(mark.subject(), mark.subject(), Owed.Form.SCORE, String.valueOf(tenths));
                case Result.Verdict verdict ->
                    new Owed(
                            mark.subject(),
                            mark.subject(),
                            Owed.Form.VERDICT,
                            verdict == Result.Verdict.PASSED ? "D" : "C");
                case Result.Gap _ -> new Owed(mark.subject(), mark.subject(), Owed.Form.VERDICT, "");
            };
        }

        private static Summer summer(Map<String, String> entered, boolean closed) {
            var retests = new HashMap<String, Result>();
            entered.forEach((key, value) -> {
                if (!key.equals(SummerEntry.TRAINING)) {
                    retests.put(
                            key,
                            switch (value) {
                                case "D" -> Result.Verdict.PASSED;
                                case "C" -> Result.Verdict.NOT_YET;
                                default -> new Result.Score(Integer.parseInt(value));
                            });
                }
            });
            return new Summer(
                    retests,
                    Optional.ofNullable(entered.get(SummerEntry.TRAINING)).flatMap(ConductLevel::find),
                    closed);
        }

        @Override
        public Again again(Map<String, String> entered, boolean closed) {
            var summer = summer(entered, closed);
            var review = given.regulation().reviewAgain(given.year(), summer);
            return new Again(
                    review.outcome(), review.grounds(), InputsHash.of(given.regulation(), given.year(), summer));
        }
    }

    /**
     * Tiểu học.
     *
     * @param award the title; null without one
     */
    record Primary(
            Circular27 circular, PrimaryYear year, @Nullable Title award) implements Dossier {
        @Override
        public Ruleset ruleset() {
            return circular.ruleset();
        }

        @Override
        public vn.sotruong.school.regulation.Review review() {
            return circular.review(year);
        }

        @Override
        public Optional<Title> title() {
            return Optional.ofNullable(award);
        }

        @Override
        public String inputs() {
            return InputsHash.of(circular, year);
        }

        @Override
        public boolean onlyDaysAway(String inputs, @Nullable PromotionOutcome ruled) {
            return false;
        }

        @Override
        public List<String> levels() {
            return List.of(level(year), "");
        }

        @Override
        public String levelAgain(Map<String, String> entered) {
            return level(after(entered));
        }

        private String level(PrimaryYear of) {
            return circular.result(of).map(each -> ruleset().label(each)).orElse("");
        }

        @Override
        public List<Owed> owed(PromotionOutcome outcome) {
            if (outcome != PromotionOutcome.KIEM_TRA_LAI) {
                return List.of();
            }
            var eligible = circular.review(year).eligible();
            var tested = circular.tests(year.grade(), Moment.END_YEAR);
            var owed = new ArrayList<Owed>();
            for (var each : year.subjects()) {
                if (eligible.contains(each.subject())) {
                    owed.add(new Owed(
                            each.subject(),
                            each.subject(),
                            Owed.Form.LEVEL,
                            each.level().map(PrimaryLevel::code).orElse("")));
                    if (tested.contains(each.subject())) {
                        owed.add(new Owed(
                                each.subject() + Owed.TEST,
                                each.subject(),
                                Owed.Form.WHOLE,
                                each.test().isPresent()
                                        ? String.valueOf(each.test().getAsInt())
                                        : ""));
                    }
                }
            }
            for (var each : circular.traits(year.grade())) {
                if (eligible.contains(each.id())) {
                    var level = year.traits().get(each.id());
                    owed.add(new Owed(each.id(), "", Owed.Form.TRAIT, level == null ? "" : level.code()));
                }
            }
            return owed;
        }

        private PrimaryYear after(Map<String, String> entered) {
            var subjects = new ArrayList<PrimarySubject>();
            for (var each : year.subjects()) {
                var level = entered.get(each.subject());
                var test = entered.get(each.subject() + Owed.TEST);
                subjects.add(new PrimarySubject(
                        each.subject(),
                        level == null
                                ? each.level()
                                : Stream.of(PrimaryLevel.values())
                                        .filter(one -> one.code().equals(level))
                                        .findFirst(),
                        test == null ? each.test() : OptionalInt.of(Integer.parseInt(test))));
            }
            var traits = new HashMap<>(year.traits());
            for (var level : TraitLevel.values()) {
                circular.traits(year.grade()).stream()
                        .filter(each -> level.code().equals(entered.get(each.id())))
                        .forEach(each -> traits.put(each.id(), level));
            }
            return new PrimaryYear(year.grade(), subjects, traits);
        }

        @Override
        public Again again(Map<String, String> entered, boolean closed) {
            var after = after(entered);
            var hash = InputsHash.of(circular, after);
            var review = circular.reviewAgain(after);
            var all = owed(PromotionOutcome.KIEM_TRA_LAI).stream().allMatch(each -> entered.containsKey(each.key()));
            return review.outcome() != PromotionOutcome.LEN_LOP && !all && !closed
                    ? new Again(PromotionOutcome.CHUA_DU_DU_LIEU, List.of(Ground.SUMMER_OPEN), hash)
                    : new Again(review.outcome(), review.grounds(), hash);
        }
    }
}
