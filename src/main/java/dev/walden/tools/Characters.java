package dev.walden.tools;

import dev.walden.plugin.ToolException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of an arithmetic expression, taken from left to right; blanks between signs do not count. For one thread. */
final class Characters {

    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?![\\d,])(?:\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,5}(?!\\w))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+");
    private static final Pattern OPERAND = Pattern.compile("[\\d.(]|(?!(?i:of)\\b)[A-Za-z]");

    private final String text;
    private int at;
    private boolean commaSeparates;

    Characters(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    /** Takes a sign if it comes next; {@code *} is not taken from {@code **}. */
    boolean take(String sign) {
        skipBlanks();
        if (!text.startsWith(sign, at) || (sign.equals("*") && text.startsWith("**", at))) {
            return false;
        }
        at += sign.length();
        return true;
    }

    boolean takeWord(String word) {
        Optional<Matcher> name = next(NAME);
        if (name.isEmpty() || !name.get().group().equalsIgnoreCase(word)) {
            return false;
        }
        at = name.get().end();
        return true;
    }

    Optional<String> takeName() {
        Optional<Matcher> name = next(NAME);
        name.ifPresent(found -> at = found.end());
        return name.map(Matcher::group);
    }

    /** Takes a percent sign unless an operand follows it, for which it would be the modulo. */
    boolean takePercentSuffix() {
        int before = at;
        if (take("%") && next(OPERAND).isEmpty()) {
            return true;
        }
        at = before;
        return false;
    }

    /** Whether a comma ends an argument rather than grouping thousands. Returns what was so before. */
    boolean commaSeparates(boolean separates) {
        boolean before = commaSeparates;
        commaSeparates = separates;
        return before;
    }

    BigDecimal number() throws ToolException {
        Optional<Matcher> grouped = commaSeparates ? Optional.empty() : next(GROUPED);
        Optional<Matcher> found = grouped.isPresent() ? grouped : next(PLAIN);
        if (found.isEmpty()) {
            throw expected("a number, a function or \"(\"");
        }
        at = found.get().end();
        String digits = found.get().group().replace(",", "");
        return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    }

    void require(String sign) throws ToolException {
        if (!take(sign)) {
            throw expected("\"" + sign + "\"");
        }
    }

    /** The complaint that something else comes next. */
    ToolException expected(String what) {
        skipBlanks();
        String found = at == text.length() ? "the end" : "\"" + Character.toString(text.codePointAt(at)) + "\"";
        return ToolException.trusted("Expected " + what + " " + position() + "; found " + found + ".");
    }

    String position() {
        return "at character " + (at + 1);
    }

    private Optional<Matcher> next(Pattern pattern) {
        skipBlanks();
        Matcher matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
        return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
