package dev.walden.plugin;

import org.jspecify.annotations.Nullable;

/**
 * How far a call has come. Immutable. What is no finite number is passed over.
 *
 * @param progress so much is done, in whatever the tool counts
 * @param total so much there is to do; null where nobody knows
 * @param message a few words for who follows the task; null for none
 */
public record CallProgress(
        double progress, @Nullable Double total, @Nullable String message) {

    /** So much of so much. */
    public static CallProgress of(double progress, double total) {
        return new CallProgress(progress, total, null);
    }

    /** The same, with a few words. */
    public CallProgress saying(String words) {
        return new CallProgress(progress, total, words);
    }
}
