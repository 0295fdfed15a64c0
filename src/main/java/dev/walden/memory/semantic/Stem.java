package dev.walden.memory.semantic;

/** A word without the ending that a verb takes on and off when it is denied: "likes", "does not like". */
final class Stem {

    private static final int SHORTEST = 4;

    private Stem() {}

    static String of(String word) {
        if (word.equals("has")) {
            return "have";
        }
        boolean ending =
                word.length() >= SHORTEST && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("'s");
        return ending ? word.substring(0, word.length() - 1) : word;
    }
}
