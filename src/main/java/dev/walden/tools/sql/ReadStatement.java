package dev.walden.tools.sql;

import dev.walden.plugin.ToolException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement that only reads, as far as its words tell; what it does beyond that, the connection and the database refuse. A semicolon
 * is allowed at its end alone, even in a text: what is a text, dialects do not agree on, and behind one that ends early a second
 * statement could end the transaction. Immutable.
 *
 * @param sql without comments before it and semicolon behind it
 */
record ReadStatement(String sql) {

    /** Possessive: a group that may give back is matched by recursion, and thousands of blanks end the stack. */
    private static final Pattern BEFORE = Pattern.compile("(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)++", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("[a-zA-Z]+");
    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "DESCRIBE");

    /** @throws ToolException when it is none, with what to do */
    static ReadStatement parse(String text) throws ToolException {
        Matcher before = BEFORE.matcher(text);
        String sql = (before.lookingAt() ? text.substring(before.end()) : text).strip();
        sql = sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
        if (sql.indexOf(';') >= 0) {
            throw ToolException.trusted(
                    "One statement is run at a time, and a semicolon may stand at its end only. Give a text"
                            + " that holds one as a parameter (?).");
        }
        Matcher first = WORD.matcher(sql.replaceFirst("^[(\\s]+", ""));
        String word = first.lookingAt() ? first.group().toUpperCase(Locale.ROOT) : "";
        if (!READING.contains(word)) {
            throw ToolException.trusted(
                    "Only statements that read are run: SELECT, WITH, VALUES, TABLE, SHOW or DESCRIBE;"
                            + " this one was not run.");
        }
        return new ReadStatement(sql);
    }
}
