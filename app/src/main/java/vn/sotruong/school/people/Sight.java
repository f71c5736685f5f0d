package vn.sotruong.school.people;

/** Tầm nhìn: how much of a pupil's record somebody is shown. */
enum Sight {
    /** Nothing: the record does not exist for them. */
    NOTHING,
    /** Name, class and number. */
    PLACE,
    /** The whole record but health notes. */
    WHOLE
}
