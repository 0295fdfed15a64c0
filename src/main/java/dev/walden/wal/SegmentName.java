package dev.walden.wal;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How segments are named: by their first sequence number in 20 digits, so that names sort like numbers. */
final class SegmentName {

    private static final Pattern FORM = Pattern.compile("(\\d{20})\\.jsonl");

    private SegmentName() {}

    static String of(long first) {
        return "%020d.jsonl".formatted(first);
    }

    /** The first sequence number that a file name promises; empty when it is no segment's. */
    static OptionalLong first(String name) {
        var match = FORM.matcher(name);
        if (!match.matches() || match.group(1).compareTo("%020d".formatted(Long.MAX_VALUE)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(match.group(1)));
    }

    /** The same for a file of the archive. */
    static OptionalLong archivedFirst(String name) {
        boolean archived = name.startsWith(Segment.ARCHIVE) && name.endsWith(Segment.PACKED);
        return archived
                ? first(name.substring(Segment.ARCHIVE.length(), name.length() - Segment.PACKED.length()))
                : OptionalLong.empty();
    }
}
