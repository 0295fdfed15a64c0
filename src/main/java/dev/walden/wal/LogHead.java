package dev.walden.wal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A digest of a whole log up to one record; who keeps it elsewhere can prove later that nothing before was changed. docs/log-format.md
 * says how it is computed.
 *
 * @param seq the last record that it covers
 * @param sha256 hex
 */
public record LogHead(long seq, String sha256) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

    /** Reads {@code SEQ:HEX}; empty when the text has another form. */
    public static Optional<LogHead> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new LogHead(Long.parseLong(match.group(1)), match.group(2)))
                : Optional.empty();
    }

    /** {@code SEQ:HEX}. */
    @Override
    public String toString() {
        return seq + ":" + sha256;
    }
}
