package dev.walden.outbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
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
    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})++");
    /** Some decode what was decoded before them. */
    private static final int MOST_DECODINGS = 3;

    /** Empty for what is no http or https address. */
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

    /** As it goes out. */
    public String normal() {
        return origin + path + query;
    }

    /** Whether every server reads the same path in it. */
    public boolean isPlain() {
        return path.chars().noneMatch(c -> c == '\\' || c <= ' ' || c == 0x7f)
                && UrlPrefix.plainSegments(path).isPresent();
    }

    /** As it goes out, and what servers may make of that: decoded, dots followed, without doubled slashes and parameters of segments. */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>(Set.of(normal()));
        String decodedPath = path;
        String decodedQuery = query;
        for (int round = 0; round <= MOST_DECODINGS; round++) {
            all.add(origin + followed(decodedPath) + decodedQuery);
            decodedPath = decoded(decodedPath);
            decodedQuery = decoded(decodedQuery);
        }
        return all;
    }

    private static String followed(String path) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : path.replace('\\', '/').split("/", -1)) {
            last = segment.replaceFirst("(?s);.*", "");
            if (last.equals("..")) {
                segments.pollLast();
            } else if (!last.isEmpty() && !last.equals(".")) {
                segments.addLast(last);
            }
        }
        boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", segments) + (folder && !segments.isEmpty() ? "/" : "");
    }

    private static String decoded(String text) {
        return ENCODED.matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(run.group().replace("%", "")), StandardCharsets.UTF_8)));
    }
}
