package vn.sotruong.backup.disc;

import java.util.regex.Pattern;

/** Tình trạng đĩa as xorriso tells it. Its exit code is 0 even with no disc in the drive, so the words count. */
enum MediaStatus {
    BLANK,
    USED,
    ABSENT,
    NO_DRIVE,
    UNSUITABLE;

    private static final Pattern STATUS = Pattern.compile("(?m)^Media status : (.*)$");

    private static final Pattern NO_SUCH_DRIVE = Pattern.compile("Cannot acquire drive|rejected because: not existing");

    static MediaStatus parse(int exit, String said) {
        var line = STATUS.matcher(said);
        var words = "";
        while (line.find()) {
            words = line.group(1);
        }
        if (words.contains("is not present") || words.contains("not recognizable")) {
            return ABSENT;
        }
        if (words.contains("is blank")) {
            return BLANK;
        }
        if (words.contains("is written")) {
            return USED;
        }
        return exit != 0 && NO_SUCH_DRIVE.matcher(said).find() ? NO_DRIVE : UNSUITABLE;
    }
}
