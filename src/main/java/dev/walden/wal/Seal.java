package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code segment-sealed} record fixes.
 *
 * @param seq of that record
 * @param first of the segment that it is about
 * @param bytes its length
 * @param sha256 of all of it, 64 hexadecimal digits
 * @param at when it was recorded
 */
record Seal(long seq, long first, long bytes, String sha256, Instant at) {

    private static final Pattern FORM = Pattern.compile(
            "\"type\":\"segment-sealed\",\"v\":1,\"data\":\\{\"segment\":\"(\\d{20}\\.jsonl)\",\"bytes\":(\\d{1,18}),\"sha256\":\"([0-9a-f]{64})\"}");

    /** The body of a record for a segment. */
    static byte[] body(Segment segment, String sha256) {
        return ("\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"" + segment.name() + "\",\"bytes\":"
                        + segment.durableBytes() + ",\"sha256\":\"" + sha256 + "\"}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The name of the segment. */
    String segment() {
        return SegmentName.of(first);
    }

    /** What a record fixes, or null when it is another one. */
    static @Nullable Seal of(LineParser line) {
        if (!line.bodyStartsWith(Markers.SEALED)) {
            return null;
        }
        var match = FORM.matcher(new String(line.body(), StandardCharsets.ISO_8859_1));
        return match.matches()
                ? new Seal(
                        line.seq(),
                        SegmentName.first(match.group(1)).orElseThrow(),
                        Long.parseLong(match.group(2)),
                        match.group(3),
                        line.at())
                : null;
    }
}
