package dev.walden.tools.plugins;

import dev.walden.tools.PluginException;
import dev.walden.tools.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What stands beside a plugin: {@code NAME.json}, one object. Immutable. Every method throws a {@link PluginException} for what is wrong. */
public final class PluginManifest {

    private static final int MOST_BYTES = 256 * 1024;

    private final PluginFile plugin;
    private final Map<String, @Nullable Object> members;

    private PluginManifest(PluginFile plugin, Map<String, @Nullable Object> members) {
        this.plugin = plugin;
        this.members = members;
    }

    /**
     * Reads the manifest beside a file.
     *
     * @param names the members that there may be
     */
    public static PluginManifest of(PluginFile plugin, Set<String> names) {
        PluginFile file = plugin.manifest();
        try {
            Map<String, @Nullable Object> members = Json.object(file.read(MOST_BYTES));
            members.keySet().stream()
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw file.wrong("Its member " + name + " is unknown. There may be: "
                                + String.join(", ", new TreeSet<>(names)) + ".");
                    });
            return new PluginManifest(plugin, members);
        } catch (IllegalArgumentException e) {
            throw new PluginException(file.path(), "It must be one JSON object; found: " + e.getMessage(), e);
        }
    }

    /** The content of the plugin, when it is the one that {@code sha256} names. */
    public byte[] verified(int mostBytes) {
        String pinned = text("sha256").toLowerCase(Locale.ROOT);
        byte[] content = plugin.read(mostBytes);
        String found = sha256(content);
        if (!found.equals(pinned)) {
            throw plugin.wrong("Its manifest pins the SHA-256 " + pinned + "; found: " + found
                    + ". If you trust the new file, write that into the manifest; else restore the old one.");
        }
        return content;
    }

    /** A text that must be there. */
    public String text(String name) {
        return member(name, String.class, "a text");
    }

    /** An object that must be there. */
    @SuppressWarnings("unchecked") // objects are read with names as keys
    public Map<String, @Nullable Object> object(String name) {
        return (Map<String, @Nullable Object>) member(name, Map.class, "an object");
    }

    /** An array that must be there. */
    public List<?> array(String name) {
        return member(name, List.class, "an array");
    }

    /** A whole number that must be there. */
    public int number(String name, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        long value = member(name, Long.class, expected);
        if (value < least || value > most) {
            throw wrong(name, expected, value);
        }
        return (int) value;
    }

    /** A time that must be there, as ISO 8601 writes it. */
    public Duration time(String name, Duration least, Duration most) {
        String expected = "a time such as PT2S, from " + least + " to " + most;
        String text = member(name, String.class, expected);
        try {
            Duration time = Duration.parse(text);
            if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
                throw wrong(name, expected, text);
            }
            return time;
        } catch (DateTimeParseException _) {
            throw wrong(name, expected, text);
        }
    }

    /** What is to be thrown about a member. */
    public PluginException wrong(String name, String expected, @Nullable Object found) {
        return plugin.manifest().wrong("Its member " + name + " must be " + expected + "; found: " + found + ".");
    }

    private <T> T member(String name, Class<T> type, String expected) {
        Object found = members.get(name);
        if (!type.isInstance(found)) {
            throw wrong(name, expected, members.containsKey(name) ? found : "nothing");
        }
        return type.cast(found);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
