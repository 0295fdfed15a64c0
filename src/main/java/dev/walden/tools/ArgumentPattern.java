package dev.walden.tools;

import dev.walden.outbound.AddressReading;
import dev.walden.plugin.ToolInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for what stands at one place of the arguments: each text, number and truth value there, in lists as deep as they go, must match
 * as a whole. The whole, because a rule that allows {@code https://example.org/.*} must not allow an address that only contains it.
 * Immutable.
 *
 * @param place name of an argument; with dots, names of members from the outside in. A name may have dots itself
 */
record ArgumentPattern(String place, Pattern pattern) {

    private static final int LONGEST_EXPONENT = 1_000;
    /** The argument of the tools that ask addresses. */
    private static final String ADDRESS = "url";

    /** Reads {@code place=regular expression}. */
    static ArgumentPattern parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "The argument condition of a policy rule is name=regular expression; found: " + text);
        }
        return new ArgumentPattern(
                text.substring(0, equals), Pattern.compile(text.substring(equals + 1), Pattern.DOTALL));
    }

    /**
     * Whether one of the values there matches: for rules that keep back, which neither a list around a value nor another spelling of an
     * address must get past. An address that cannot be read may be any, so it counts as one that matches.
     *
     * @throws BoundedPatterns.TooLong when it takes too long to find out
     */
    boolean matchesAny(ToolInput input) {
        BoundedPatterns bounded = new BoundedPatterns();
        return found(input).stream()
                .flatMap(Optional::stream)
                .anyMatch(value ->
                        isUnreadable(value) || readings(value).anyMatch(reading -> bounded.fits(pattern, reading)));
    }

    /**
     * Whether all that stands there matches, and something does: for rules that allow, which one good value must not open to others beside it,
     * nor an address that a server may read otherwise, or that cannot be read.
     *
     * @throws BoundedPatterns.TooLong when it takes too long to find out
     */
    boolean matchesAll(ToolInput input) {
        BoundedPatterns bounded = new BoundedPatterns();
        return found(input).stream()
                .allMatch(value -> value.isPresent()
                        && !isUnreadable(value.get())
                        && bounded.fits(pattern, value.get())
                        && address(value.get())
                                .map(address -> address.isPlain() && bounded.fits(pattern, address.normal()))
                                .orElse(true));
    }

    /** A text, and where it is an address, what it comes to however it is spelled. */
    private Stream<String> readings(String value) {
        return Stream.concat(Stream.of(value), address(value).stream().flatMap(address -> address.all().stream()));
    }

    private boolean isUnreadable(String value) {
        return place.equals(ADDRESS) && AddressReading.isUnreadable(value);
    }

    private Optional<AddressReading> address(String value) {
        return place.equals(ADDRESS) ? AddressReading.of(value) : Optional.empty();
    }

    /** As {@link #parse} reads it. */
    String text() {
        return place + "=" + pattern;
    }

    /** The values at the place; empty for each branch that has none there, and for an object, which is more than its values. */
    private List<Optional<String>> found(ToolInput input) {
        List<Optional<String>> found = new ArrayList<>();
        inObject(input.values(), "." + place, found);
        return found;
    }

    /** @param rest the names that are left, each behind a dot */
    private static void in(@Nullable Object value, String rest, List<Optional<String>> found) {
        switch (value) {
            case Map<?, ?> members -> inObject(members, rest, found);
            case List<?> elements when !elements.isEmpty() -> elements.forEach(element -> in(element, rest, found));
            case null, default ->
                found.add(Optional.ofNullable(value).filter(_ -> rest.isEmpty()).flatMap(ArgumentPattern::text));
        }
    }

    private static void inObject(Map<?, ?> members, String rest, List<Optional<String>> found) {
        int before = found.size();
        members.forEach((name, member) -> {
            String step = "." + name;
            if (rest.isEmpty()) {
                in(member, rest, found);
            } else if (rest.equals(step) || rest.startsWith(step + ".")) {
                in(member, rest.substring(step.length()), found);
            }
        });
        if (rest.isEmpty() || found.size() == before) {
            found.add(Optional.empty());
        }
    }

    private static Optional<String> text(Object value) {
        return switch (value) {
            case String text -> Optional.of(text);
            case BigDecimal number -> Optional.of(plain(number.stripTrailingZeros()));
            case Number number -> Optional.of(number.toString());
            case Boolean truth -> Optional.of(truth.toString());
            default -> Optional.empty();
        };
    }

    /** One number has one text, 100 for 1e2 and 100.0, unless that would fill the memory. */
    private static String plain(BigDecimal number) {
        return Math.abs(number.scale()) > LONGEST_EXPONENT ? number.toString() : number.toPlainString();
    }
}
