package vn.sotruong.school.marksheets;

/** Lời trên tệp: what a key of the messages says. */
@FunctionalInterface
interface Words {
    String say(String key, Object... given);
}
