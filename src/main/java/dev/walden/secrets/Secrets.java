package dev.walden.secrets;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in placeholders {@code ${secret:NAME}} and takes the values out of texts that come back. Thread-safe. Each use reads the value
 * anew, so a secret that was changed needs no restart.
 */
public final class Secrets {

    /** Shorter ones would be found in any text. */
    static final int LEAST_CHARACTERS = 8;

    static final int MOST_CHARACTERS = 16 * 1024;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{secret:([^}]*)}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final List<SecretSource> sources;
    private final GivenOut givenOut = new GivenOut();

    Secrets(List<SecretSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Of a service that has none: every placeholder is of an unknown one. */
    public static Secrets none() {
        return new Secrets(List.of());
    }

    /** The names in the placeholders of a text, in order. */
    public static List<String> named(String text) {
        return text.contains("${secret:")
                ? PLACEHOLDER
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1))
                        .toList()
                : List.of();
    }

    /** Whether a text has a placeholder, known or not, fit or not. */
    public static boolean isAskedForIn(String text) {
        return !named(text).isEmpty();
    }

    /**
     * The text with values in place of its placeholders. What a value holds is filled into no further.
     *
     * @throws SecretException when one is unknown or unfit; the message names it and has no value
     */
    public String filled(String text) {
        return isAskedForIn(text)
                ? PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))))
                : text;
    }

    /**
     * Knows the values that the placeholders of a text have now, as if they had been filled in: what an earlier process sent may come back
     * to this one. Those that cannot be had are passed over.
     */
    public void recognize(String text) {
        for (String name : named(text)) {
            try {
                var _ = value(name);
            } catch (SecretException _) {
                // Whoever uses it is told.
            }
        }
    }

    /** The text with {@code [secret NAME]} in place of what was filled in anywhere since the start, plain or encoded. */
    public String redacted(String text) {
        return givenOut.redacted(text);
    }

    /**
     * What {@link #redacted} would put in place of a value that stands in these bytes as text in UTF-8, plain or encoded; empty when none
     * does.
     */
    public Optional<String> heldBy(byte[] bytes) {
        return givenOut.heldBy(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As {@link #redacted}, of bytes of any kind in which text is in UTF-8, each as the character of its number. */
    public String redactedBytes(String bytes) {
        return givenOut.redactedBytes(bytes);
    }

    /** Whether a value was filled in since the start, so that it may be in a text. */
    public boolean wereFilledIn() {
        return !givenOut.isEmpty();
    }

    private String value(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SecretException(
                    "A secret's name is 1 to 64 letters, digits, hyphens and underscores; found one that is not.");
        }
        for (SecretSource source : sources) {
            Optional<String> value = source.find(name);
            if (value.isPresent()) {
                return fit(name, value.get());
            }
        }
        throw new SecretException(
                "There is no secret named " + name + ". An operator can provide it; docs/secrets.md says how.");
    }

    private String fit(String name, String value) {
        if (value.length() < LEAST_CHARACTERS || value.length() > MOST_CHARACTERS || value.isBlank()) {
            throw new SecretException("The secret " + name + " must have " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS
                    + " characters, as shorter ones cannot be told from other text; found: " + value.length() + ".");
        }
        givenOut.remember(name, value);
        return value;
    }
}
