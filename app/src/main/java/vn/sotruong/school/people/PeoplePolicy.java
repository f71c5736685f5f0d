package vn.sotruong.school.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.sotruong.school.people.Identification.Reason;

/** Điều được phép với hồ sơ người; facts come as arguments. */
final class PeoplePolicy {
    private PeoplePolicy() {}

    /**
     * Whether a code may be given to a person (QĐ of the sector database: a code is issued once and never altered).
     *
     * @param stored the person's code so far
     * @param holder id of whoever has the code now
     */
    static Optional<Reason> identify(String person, @Nullable String stored, String code, Optional<String> holder) {
        if (!Identifier.isCode(code)) {
            return Optional.of(Reason.CODE_MALFORMED);
        }
        if (stored != null) {
            return stored.equals(code) ? Optional.empty() : Optional.of(Reason.CODE_IS_FINAL);
        }
        return holder.filter(other -> !other.equals(person)).map(other -> Reason.CODE_TAKEN);
    }
}
