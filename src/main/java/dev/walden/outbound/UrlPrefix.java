package dev.walden.outbound;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The addresses of one scheme, host and port below one path. Compared part by part, never as text: {@code https://a.example/api}
 * is no prefix of {@code https://a.example.evil/api} or {@code https://a.example/apix}. Immutable.
 */
public final class UrlPrefix {

    private final Target target;
    private final List<String> segments;

    private UrlPrefix(Target target, List<String> segments) {
        this.target = target;
        this.segments = segments;
    }

    /**
     * Reads a prefix from configuration.
     *
     * @throws IllegalArgumentException when it is no http or https URL, or has a query, or a path that is not plain
     */
    public static UrlPrefix of(URI uri) {
        List<String> segments = plainSegments(uri)
                .filter(_ -> uri.getRawQuery() == null)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A URL prefix has no query and no \"..\", \"//\" or encoded slash in its path; found: " + uri));
        return new UrlPrefix(Target.of(uri), segments);
    }

    /** Whether this URL is below the prefix. False for what is no URL, and for paths that a server could read otherwise. */
    public boolean covers(String url) {
        try {
            return covers(Target.parse(url));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    boolean covers(Target other) {
        return target.sameOrigin(other)
                && plainSegments(other.uri())
                        .filter(path -> path.size() >= segments.size()
                                && path.subList(0, segments.size()).equals(segments))
                        .isPresent();
    }

    int length() {
        return segments.size();
    }

    /** The segments of the path, or empty when one of them may mean another path: dots, encoded dots or slashes, empty ones. */
    private static Optional<List<String>> plainSegments(URI uri) {
        return plainSegments(uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    /** Of a path that nothing was decoded of. */
    static Optional<List<String>> plainSegments(String path) {
        String trimmed = path.replaceFirst("^/", "").replaceFirst("/$", "");
        if (trimmed.isEmpty()) {
            return path.length() > 1 ? Optional.empty() : Optional.of(List.of());
        }
        List<String> segments = List.of(trimmed.split("/", -1));
        return segments.stream().allMatch(UrlPrefix::isPlain) ? Optional.of(segments) : Optional.empty();
    }

    private static boolean isPlain(String segment) {
        String decoded = segment.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%3b", ";");
        return !decoded.isEmpty()
                && !decoded.equals(".")
                && !decoded.equals("..")
                && !decoded.startsWith(".;")
                && !decoded.startsWith("..;")
                && !decoded.contains("%2f")
                && !decoded.contains("%5c")
                && !decoded.contains("%25");
    }

    @Override
    public String toString() {
        return target.uri().toString();
    }
}
