package dev.walden.memory.procedure;

/** A skill's text is wrong. The message says what was expected, what was found, and what to do. */
final class SkillFault extends Exception {

    private static final int MAX_SHOWN = 80;

    private final int line;

    private SkillFault(int line, String message) {
        super(message);
        this.line = line;
    }

    /** @param line in the file, from 1 */
    static SkillFault at(int line, String expected, String found, String advice) {
        return new SkillFault(line, "expected %s, found %s. %s".formatted(expected, shown(found), advice));
    }

    int line() {
        return line;
    }

    private static String shown(String found) {
        String flat = found.replaceAll("\\p{Cntrl}+", " ").strip();
        return flat.isEmpty() ? "nothing" : flat.length() <= MAX_SHOWN ? flat : flat.substring(0, MAX_SHOWN) + "…";
    }
}
