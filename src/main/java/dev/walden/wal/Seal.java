package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the log fixes about a full segment: {@code segment-sealed} when it was sealed, {@code segment-rewritten} when it was
 * written once more.
 *
 * @param seq of that record
 * @param first of the segment that it is about
 * @param before the SHA-256 that the segment had before it was rewritten; null when it was sealed
 * @param form its length, and the SHA-256 of all of it
 * @param reason why it was rewritten; empty when it was sealed
 * @param skips which segments were passed over when it was sealed
 * @param at when it was recorded
 */
record Seal(long seq, long first, @Nullable String before, SegmentForm form, String reason, Skips skips, Instant at) {

    /** So many numbers fit the record of a rewriting. */
    static final int MAX_ERASED = 2_500;

    private static final Pattern FORM = Pattern.compile(
            "\"type\":\"segment-[a-z]+\",\"v\":1,\"data\":"
                    + "\\{\"segment\":\"(\\d{20}\\.jsonl)\"(?:,\"before\":\"([0-9a-f]{64})\")?,\"bytes\":(\\d{1,18}),\"sha256\":\"([0-9a-f]{64})\"(?:.*,\"reason\":\"([a-z-]*)\"})?(.*)");

    /** The body of a record for a segment that was sealed. */
    static byte[] sealed(Segment segment, String sha256, Skips skips) {
        return body(
                Markers.SEALED,
                segment.name() + "\",\"bytes\":" + segment.durableBytes() + ",\"sha256\":\"" + sha256 + "\""
                        + skips.members() + "}");
    }

    /**
     * The body of a record for a segment that is about to get another form.
     *
     * @param before the SHA-256 that it has until then
     * @param why JSON members that tell what was done
     */
    static byte[] rewritten(Segment segment, String before, SegmentForm form, String why) {
        return body(
                Markers.REWRITTEN,
                segment.name() + "\",\"before\":\"" + before + "\",\"bytes\":" + form.bytes() + ",\"sha256\":\""
                        + form.sha256() + "\"," + why + "}");
    }

    private static byte[] body(byte[] head, String rest) {
        return (new String(head, StandardCharsets.ISO_8859_1) + rest).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The name of the segment. */
    String segment() {
        return SegmentName.of(first);
    }

    /** What a record fixes, or null when it is another one. */
    static @Nullable Seal of(LineParser line) {
        if (!line.bodyStartsWith(Markers.SEALED) && !line.bodyStartsWith(Markers.REWRITTEN)) {
            return null;
        }
        var match = FORM.matcher(new String(line.body(), StandardCharsets.ISO_8859_1));
        return match.matches()
                ? new Seal(
                        line.seq(),
                        SegmentName.first(match.group(1)).orElseThrow(),
                        match.group(2),
                        new SegmentForm(Long.parseLong(match.group(3)), match.group(4)),
                        Objects.requireNonNullElse(match.group(5), ""),
                        match.group(2) == null ? Skips.of(match.group(6)) : Skips.NONE,
                        line.at())
                : null;
    }

    /** The length of the segment. */
    long bytes() {
        return form.bytes();
    }

    /** 64 hexadecimal digits. */
    String sha256() {
        return form.sha256();
    }

    /** Whether it was fixed when the segment was sealed. */
    boolean original() {
        return before == null;
    }
}
