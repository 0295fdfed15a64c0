package dev.walden.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opening a log found.
 *
 * @param first lowest sequence number held
 * @param last highest sequence number recovered; 0 for an empty log
 * @param cutBytes bytes of an unacknowledged tail that were cut; 0 when the log ended cleanly
 * @param brokenCopy name of the file that keeps what was cut, null when nothing was
 */
public record RecoveryReport(
        long first, long last, long cutBytes, @Nullable String brokenCopy) {

    /** The file beside the log that keeps what was cut. */
    public Optional<String> copyOfWhatWasCut() {
        return Optional.ofNullable(brokenCopy);
    }
}
