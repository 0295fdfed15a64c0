package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a segment: {@code {"walden-log":1,"id":"<log id>","first":<seq>,"crc":"…"}}, with {@code "rewritten":<times>}
 * behind {@code first} once it was written once more, and {@code "thinned":<seq>} behind that once records were left out. Later format
 * versions keep the first member and the checksum, so that an older program can say what it found.
 *
 * @param rewritten how many times
 * @param thinned up to which record the log was thinned when this segment last was; 0 when all its records are there
 */
record SegmentHeader(String logId, long first, int rewritten, long thinned) {

    static final int FORMAT = 1;

    /** More than any header takes. */
    static final int MAX_BYTES = 176;

    private static final Pattern FORM = Pattern.compile(
            "\\{\"walden-log\":1,\"id\":\"([0-9a-f]{32})\",\"first\":(\\d{1,19})(?:,\"rewritten\":(\\d{1,9}))?(?:,\"thinned\":(\\d{1,19}))?,\"crc\":\"[0-9a-f]{8}\"}");
    private static final Pattern ANY_FORMAT = Pattern.compile("\\{\"walden-log\":(\\d{1,9})[,}].*");

    /** Of a segment as it is written first. */
    SegmentHeader(String logId, long first) {
        this(logId, first, 0, 0);
    }

    /** Of the same segment, written once more. */
    SegmentHeader again() {
        return new SegmentHeader(logId, first, rewritten + 1, thinned);
    }

    /** Of the same segment, written once more without some records. */
    SegmentHeader thinned(long through) {
        return new SegmentHeader(logId, first, rewritten + 1, through);
    }

    boolean isThinned() {
        return thinned > 0;
    }

    /** Whether a record may be where another number was expected: numbers have no gaps but in a thinned segment. */
    boolean admits(long found, long expected) {
        return isThinned() ? found >= expected : found == expected;
    }

    /** The line up to its checksum. */
    byte[] beforeChecksum() {
        var line = "{\"walden-log\":%d,\"id\":\"%s\",\"first\":%d".formatted(FORMAT, logId, first)
                + (rewritten > 0 ? ",\"rewritten\":" + rewritten : "")
                + (thinned > 0 ? ",\"thinned\":" + thinned : "");
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The header in a line whose checksum is good, or null when it is none; throws when a newer version wrote it. */
    static @Nullable SegmentHeader parse(byte[] bytes, int from, int to, String file) {
        if (!Checksum.matches(bytes, from, to)) {
            return null;
        }
        var line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        var any = ANY_FORMAT.matcher(line);
        if (any.matches() && Integer.parseInt(any.group(1)) > FORMAT) {
            throw new WalException.UnknownFormat("Segment " + file + " has format " + any.group(1)
                    + "; this version reads up to " + FORMAT + ". Start the version that wrote it, or a newer one.");
        }
        var match = FORM.matcher(line);
        if (!match.matches()) {
            return null;
        }
        return new SegmentHeader(
                match.group(1),
                Long.parseLong(match.group(2)),
                (int) numberOr0(match.group(3)),
                numberOr0(match.group(4)));
    }

    private static long numberOr0(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
