package dev.walden.outbound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an address comes to that somebody outside spelled, for rules about addresses. Only what stands in front of the path must be fit to be
 * asked: behind it there may be gaps that are filled in later. Immutable.
 *
 * @param origin scheme, host and port as a rule has them: in lower case, without a dot at the end or a port that goes without saying
 * @param path as it is asked for, at least a slash
 * @param query with its question mark; empty when there is none
 */
public record AddressReading(String origin, String path, String query) {

    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z]+://[^/?#]*)([^?#]*)([^#]*).*", Pattern.DOTALL);
    /** How an address begins, with the gaps that browsers and the libraries that follow them pass over. */
    private static final Pattern BEGINNING =
            Pattern.compile("(?i)G*+hG*+tG*+tG*+pG*+(?:sG*+)?:".replace("G", "[\\p{Z}\\p{Cc}\\x{FEFF}]"));
    /** What the same libraries take out behind that, beside all gaps at the end. */
    private static final Pattern GAPS = Pattern.compile("[\\t\\n\\r]");
    /** Some decode what was decoded before them. */
    private static final int MOST_DECODINGS = 3;

    /** Empty for what is no http or https address, or none that this service would ask. */
    public static Optional<AddressReading> of(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return Optional.empty();
        }
        try {
            String path = address.group(2);
            return Optional.of(new AddressReading(
                    Target.parse(address.group(1)).origin(), path.isEmpty() ? "/" : path, address.group(3)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether this begins as an http or https address and has no reading. Who asks it may be led anywhere. */
    public static boolean isUnreadable(String text) {
        return BEGINNING.matcher(text).lookingAt() && of(text).isEmpty();
    }

    /** As it goes out. */
    public String normal() {
        return origin + path + query;
    }

    /** Whether every server reads the same path in it. */
    public boolean isPlain() {
        return path.chars().noneMatch(c -> c == '\\' || c <= ' ' || c == 0x7f)
                && UrlPrefix.plainSegments(path).isPresent();
    }

    /**
     * As it goes out, and what clients and servers may make of that: decoded, and with each character encoded that must be and no other; with
     * dots followed, with and without doubled slashes and parameters of segments.
     */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Set.of(normal()));
        String readPath = withoutGaps(path);
        String readQuery = withoutGaps(query);
        for (int round = 0; round <= MOST_DECODINGS; round++) {
            addFollowed(all, readPath, readQuery);
            addFollowed(all, PercentCode.canonical(readPath), PercentCode.canonical(readQuery));
            readPath = PercentCode.decoded(readPath);
            readQuery = PercentCode.decoded(readQuery);
        }
        return all;
    }

    private static String withoutGaps(String text) {
        return GAPS.matcher(text.trim()).replaceAll("");
    }

    private void addFollowed(Set<String> all, String readPath, String readQuery) {
        String slashed = readPath.replace('\\', '/');
        for (String each : List.of(slashed, slashed.replaceAll(";[^/]*+", ""))) {
            all.add(origin + followed(each, true) + readQuery);
            all.add(origin + followed(each, false) + readQuery);
        }
    }

    /**
     * A path without dots as segments.
     *
     * @param emptyOnes whether empty segments count, as RFC 3986 says: {@code ..} behind one leads out of that alone
     */
    private static String followed(String path, boolean emptyOnes) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.substring(1).split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".") && (emptyOnes || !segment.isEmpty())) {
                segments.addLast(segment);
            }
        }
        if (emptyOnes && last.isEmpty()) {
            segments.pollLast(); // what stands behind the last slash
        }
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", segments) + (folder && !segments.isEmpty() ? "/" : "");
    }
}
