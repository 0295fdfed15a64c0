package dev.walden.reasoning;

import java.util.Map;
import java.util.Set;
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
 * @param tools what of them the engine is sent
 */
public record Cut(
        int items,
        int procedures,
        int turns,
        int resultCharacters,
        int shortened,
        int steps,
        int latestCharacters,
        Tools tools) {

    /** What an engine is sent of tools. */
    public enum Tools {
        /** All that the prompt offers, and how to read on in what is cut of results and steps. */
        OFFERED,
        /** All that the prompt offers, which is none, or was sent nevertheless once; not how to read on. */
        NOT_READ_ON,
        /** None, and no procedures, as those are got by one; not how to read on. */
        LEFT_OUT
    }

    /** Nothing is left out. */
    public static final Cut NONE = new Cut(0, 0, 0, 0, 0, 0, 0);

    public Cut {
        if (tools == Tools.NOT_READ_ON && resultCharacters + shortened + steps + latestCharacters == 0) {
            tools = Tools.OFFERED;
        }
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
        this(items, procedures, turns, resultCharacters, shortened, steps, latestCharacters, Tools.OFFERED);
    }

    /** Of results and tools alone. */
    static Cut ofResults(int characters, Tools tools) {
        return new Cut(0, 0, 0, characters, 0, 0, 0, tools);
    }

    /** Whether the engine is not told how to read on in what is cut of results and steps. */
    boolean unreadable() {
        return tools != Tools.OFFERED;
    }

    /** Whether the engine is sent neither tools nor procedures. */
    boolean toolless() {
        return tools == Tools.LEFT_OUT;
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
        add(text, 'n', tools == Tools.NOT_READ_ON ? 1 : 0);
        add(text, 'w', tools == Tools.LEFT_OUT ? 1 : 0);
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
            if (!part.matches("[iptrhslnw][1-9]\\d{0,8}")) {
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
                tools(numbers.keySet()));
    }

    private static Tools tools(Set<Character> letters) {
        return letters.contains('w') ? Tools.LEFT_OUT : letters.contains('n') ? Tools.NOT_READ_ON : Tools.OFFERED;
    }

    private static void add(StringJoiner text, char letter, int number) {
        if (number > 0) {
            text.add(letter + Integer.toString(number));
        }
    }
}
