package vn.sotruong.office.officers;

/**
 * Cán bộ.
 *
 * @param mayAdmin enrols schools and revokes devices
 * @param mustChange still holds a password that somebody else chose
 */
record Officer(String id, String username, String name, boolean mayAdmin, String hash, boolean mustChange) {}
