package dev.walden.memory;

import dev.walden.activity.SourceDigest;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web addresses in a tool call's arguments, whatever these are called and however deep they lie: what came back may be of any.
 * Confined to its thread.
 */
final class Addresses {

    /** Of one call, by their names; others by their digests, which are found as well and are short. */
    private static final int MOST_NAMED = 32;

    private static final int MAX_NAMED_CHARS = 500;
    private static final int MOST = 1_000;
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?://[^\\s\"'<>`\\\\]+");

    /** What a sentence puts behind an address. */
    private static final String END = ".,;:!?)]}";

    private final Set<String> found = new LinkedHashSet<>();
    private boolean whole = true;

    private Addresses() {}

    /** Adds them to what was seen, as {@code url:ADDRESS} or its digest, in their order; when there are too many, it is not all that was seen. */
    static void addTo(SeenSoFar seen, Map<String, ? extends @Nullable Object> arguments, long record) {
        Addresses addresses = new Addresses();
        addresses.addAll(arguments);
        addresses.found.forEach(address -> seen.add(address, record));
        if (!addresses.whole) {
            seen.lost();
        }
    }

    private void addAll(@Nullable Object value) {
        switch (value) {
            case String text -> addAll(text);
            case Map<?, ?> map ->
                map.forEach((name, each) -> {
                    addAll(name);
                    addAll(each);
                });
            case Iterable<?> list -> list.forEach(this::addAll);
            case null, default -> {}
        }
    }

    private void addAll(String text) {
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            boolean alone = address.group().length() == text.length();
            add(alone ? text : withoutEnd(address.group()));
        }
    }

    /** A loop, as a pattern would try anew from each of many such characters. */
    private static String withoutEnd(String address) {
        int end = address.length();
        while (END.indexOf(address.charAt(end - 1)) >= 0) {
            end--; // comes to the slashes of the scheme at last
        }
        return address.substring(0, end);
    }

    private void add(String address) {
        String source = "url:" + address;
        if (found.contains(source)) {
            return;
        }
        boolean named = found.size() < MOST_NAMED && address.length() <= MAX_NAMED_CHARS;
        String name = named ? source : SourceDigest.of(source);
        if (found.size() < MOST || found.contains(name)) {
            found.add(name);
        } else {
            whole = false;
        }
    }
}
