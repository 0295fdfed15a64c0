package dev.walden.memory.semantic;

import java.util.regex.Pattern;

/** A sentence as those see it who ask what it says. Pure. */
final class Sentence {

    private static final Pattern END = Pattern.compile("(?<![.!])[.!]++$");

    private Sentence() {}

    /** Without blanks around it and the marks that end it, and with one kind of apostrophe. */
    static String bare(String text) {
        return END.matcher(text.strip().replace('\u2019', '\'')).replaceFirst("");
    }
}
