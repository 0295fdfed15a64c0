package dev.walden.reasoning;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What of a prompt an engine is not sent. With the whole prompt it makes the same shorter one again, for ever: it is recorded.
 *
 * @param items recalled items left out, the last ones
 * @param procedures offered procedures left out, the last ones
 * @param turns of the session left out, the first ones, a question and its answer being one; what is quoted of older turns is the first
 * @param resultCharacters that are shown of a tool's result; 0 for all
 * @param shortened steps of the task whose results are shown by their first words, the first ones
 * @param steps of the task left out, the first ones
 * @param latestCharacters that are shown of a result of the latest step, where that is fewer; 0 otherwise
 * @param unreadable whether the engine calls no tools, and so is not told how to read on in what is cut of results and steps
 */
public record Cut(
        int items,
        int procedures,
        int turns,
        int resultCharacters,
        int shortened,
        int steps,
        int latestCharacters,
        boolean unreadable) {

    /** Nothing is left out. */
    public static final Cut NONE = new Cut(0, 0, 0, 0, 0, 0, 0);

    public Cut {
        unreadable &= resultCharacters + shortened + steps + latestCharacters > 0;
    }

    /** For an engine that calls tools. */
    public Cut(
            int items,
            int procedures,
            int turns,
            int resultCharacters,
            int shortened,
            int steps,
            int latestCharacters) {
        this(items, procedures, turns, resultCharacters, shortened, steps, latestCharacters, false);
    }

    /** Of results alone. */
    static Cut ofResults(int characters, boolean unreadable) {
        return new Cut(0, 0, 0, characters, 0, 0, 0, unreadable);
    }

    /** Whether nothing is left out. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** As it is recorded, with no spaces: letters and numbers of what is not 0, as {@code i3,t2,r8000}; empty for nothing. */
    public String text() {
        StringJoiner text = new StringJoiner(",");
        add(text, 'i', items);
        add(text, 'p', procedures);
        add(text, 't', turns);
        add(text, 'r', resultCharacters);
        add(text, 'h', shortened);
        add(text, 's', steps);
        add(text, 'l', latestCharacters);
        add(text, 'n', unreadable ? 1 : 0);
        return text.toString();
    }

    /**
     * What {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it wrote no such text
     */
    public static Cut parse(String text) {
        Map<Character, Integer> numbers = new TreeMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            if (!part.matches("[iptrhsln][1-9]\\d{0,8}")) {
                throw new IllegalArgumentException("A cut is letters and numbers such as i3,r8000; found: " + text);
            }
            numbers.put(part.charAt(0), Integer.parseInt(part.substring(1)));
        }
        return new Cut(
                numbers.getOrDefault('i', 0),
                numbers.getOrDefault('p', 0),
                numbers.getOrDefault('t', 0),
                numbers.getOrDefault('r', 0),
                numbers.getOrDefault('h', 0),
                numbers.getOrDefault('s', 0),
                numbers.getOrDefault('l', 0),
                numbers.containsKey('n'));
    }

    private static void add(StringJoiner text, char letter, int number) {
        if (number > 0) {
            text.add(letter + Integer.toString(number));
        }
    }
}
