package dev.walden.tools.web;

import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sent to a search that is asked by POST: a JSON object with {@code {query}} inside a text, and where it likes {@code {count}} as a
 * number. Immutable. Words fill a text and nothing else, whatever is in them.
 */
record SearchBody(String template) {

    private static final Pattern PLACE = Pattern.compile("\\{(query|count)}");

    /** @throws IllegalArgumentException when it is no such object; the message says so, as words that follow a colon */
    SearchBody {
        if (!template.contains("{query}")) {
            throw new IllegalArgumentException("no {query}.");
        }
        // What needs an escape can stand inside a text alone.
        var _ = Json.object(filled(template, "\" q", 1).getBytes(StandardCharsets.UTF_8));
    }

    /** The text to send. */
    String of(String query, int count) {
        return filled(template, query, count);
    }

    private static String filled(String template, String query, int count) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).equals("query") ? inText(query) : String.valueOf(count)));
    }

    private static String inText(String words) {
        String text = Json.text(words);
        return text.substring(1, text.length() - 1);
    }
}
