package dev.walden.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request cut into clauses, with marks in place of what stands in quotation marks: that is spoken of, and asks for nothing. Immutable.
 *
 * @param quoted what the marks stand for, by their numbers
 */
record RequestWords(List<String> clauses, List<String> quoted) {

    /** A mark in a clause; group 1 is its number. */
    static final String MARK = "\uE000(\\d+)\uE001";

    /** What stands further behind is content rather than a request. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final Pattern CONTENT = Pattern.compile("(?s)```.*?(?:```|\\z)|(?m:^ ?>.*$)");
    private static final Pattern QUOTED =
            Pattern.compile("`([^`]+)`|\"([^\"]+)\"|“([^“”]+)”|(?<![\\w\uE001])'([^']+)'(?!\\w)");
    private static final Pattern END = Pattern.compile("\\n+|(?<=[.!?;])\\s+|;|,?\\s+(?:but|instead)\\b");

    RequestWords {
        clauses = List.copyOf(clauses);
        quoted = List.copyOf(quoted);
    }

    static RequestWords of(String input) {
        String text = input.substring(0, Math.min(input.length(), MOST_CHARACTERS))
                .replaceAll("[[^\\S\\n]\uE000\uE001]+", " ");
        List<String> quoted = new ArrayList<>();
        String marked = QUOTED.matcher(CONTENT.matcher(text).replaceAll(" ")).replaceAll(found -> {
            quoted.add(first(found.group(1), found.group(2), found.group(3), found.group(4)));
            return Matcher.quoteReplacement("\uE000" + (quoted.size() - 1) + "\uE001");
        });
        return new RequestWords(
                END.splitAsStream(marked)
                        .map(String::strip)
                        .filter(clause -> !clause.isEmpty())
                        .toList(),
                quoted);
    }

    @SuppressWarnings("NullAway") // groups of which one is there
    private static String first(String... groups) {
        for (String group : groups) {
            if (group != null) {
                return group.strip();
            }
        }
        return "";
    }
}
