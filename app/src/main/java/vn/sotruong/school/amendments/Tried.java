package vn.sotruong.school.amendments;

import org.jspecify.annotations.Nullable;

/**
 * Một lần bị từ chối.
 *
 * @param staff whoever it was about; null where that is unknown
 * @param deed what they tried
 * @param at as the journal writes moments
 */
public record Tried(@Nullable String staff, String deed, Reason reason, String at) {}
