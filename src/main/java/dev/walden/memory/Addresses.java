package dev.walden.memory;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The web addresses in a tool call's arguments, whatever these are called and however deep they lie: what came back may be of any. */
final class Addresses {

    /** Of one call. */
    private static final int MOST = 32;

    private static final int MAX_CHARS = 500;
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\bhttps?://[^\\s\"'<>`\\\\]+");

    /** What a sentence puts behind an address. */
    private static final Pattern END = Pattern.compile("[.,;:!?)\\]}]+$");

    private Addresses() {}

    /** As {@code url:ADDRESS}, in their order. */
    static Set<String> in(Map<String, ? extends @Nullable Object> arguments) {
        Set<String> found = new LinkedHashSet<>();
        addAll(found, arguments);
        return found;
    }

    private static void addAll(Set<String> found, @Nullable Object value) {
        switch (value) {
            case String text -> addAll(found, text);
            case Map<?, ?> map ->
                map.forEach((name, each) -> {
                    addAll(found, name);
                    addAll(found, each);
                });
            case Iterable<?> list -> list.forEach(each -> addAll(found, each));
            case null, default -> {}
        }
    }

    private static void addAll(Set<String> found, String text) {
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            boolean alone = address.group().length() == text.length();
            add(found, alone ? text : END.matcher(address.group()).replaceFirst(""));
        }
    }

    private static void add(Set<String> found, String address) {
        if (address.length() <= MAX_CHARS && found.size() < MOST) {
            found.add("url:" + address);
        }
    }
}
