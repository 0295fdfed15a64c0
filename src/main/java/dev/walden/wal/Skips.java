package dev.walden.wal;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the record of a sealing says of segments that could not be read when it was their turn. Digests are recorded in the order of the
 * segments but for these: while there are any, each record names them, and theirs are recorded <em>late</em> once they can be read.
 *
 * @param left the first records of those that were passed over and not sealed by then; none in a late record
 * @param late whether the record itself is a late one
 */
record Skips(Set<Long> left, boolean late) {

    /** In order, as nearly always. */
    static final Skips NONE = new Skips(Set.of(), false);

    static final Skips LATE = new Skips(Set.of(), true);

    /** So many fit a record many times; with more damage nothing goes on, and somebody must look. */
    static final int MAX_LEFT = 1_000;

    private static final Pattern FORM = Pattern.compile("(?:\"skipped\":\\[([0-9,]{1,20999})])|(?:\"late\":true)");

    /** Copies the numbers. */
    Skips {
        left = Set.copyOf(left);
    }

    /** As the JSON members behind the others of a record, with the comma before. */
    String members() {
        if (late) {
            return ",\"late\":true";
        }
        return left.isEmpty()
                ? ""
                : ",\"skipped\":" + new TreeSet<>(left).toString().replace(" ", "");
    }

    /** Of the members that follow the usual ones; what is unknown there says nothing. */
    static Skips of(String members) {
        Matcher found = FORM.matcher(members);
        if (!found.find()) {
            return NONE;
        }
        if (found.group(1) == null) {
            return LATE;
        }
        var left = new TreeSet<Long>();
        Arrays.stream(found.group(1).split(",")).map(Skips::number).forEach(left::add);
        return new Skips(left, false);
    }

    private static long number(String digits) {
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }
}
