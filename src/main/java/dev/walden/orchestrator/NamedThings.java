package dev.walden.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a list of names at a place of a clause: {@code the tools a_b and `c`}. A name counts when the clause, or another part of it, begins
 * behind it: what goes on says more than is understood here.
 *
 * @param clause with marks in place of what is quoted
 * @param quoted by the numbers of the marks
 */
record NamedThings(String clause, List<String> quoted) {

    /** Tools that every Walden has, as docs/tools.md lists them. */
    static final Set<String> TOOLS = Set.of(
            "ask_user",
            "calculator",
            "clock",
            "delegate",
            "fetch_page",
            "forget",
            "http_request",
            "list_files",
            "plan",
            "read_blob",
            "read_file",
            "recall",
            "remember",
            "search_knowledge",
            "use_skill",
            "write_file");

    private static final int LONGEST = 200;

    private static final Pattern ARTICLES = Pattern.compile(
            "(?i)(?:(?:the|any|a|an|files?|folders?|(tools?)|hosts?|sites?|pages?|url|anything\\s+(?:in|from|at|on))\\s+){0,4}");
    private static final Pattern NAME = Pattern.compile(RequestWords.MARK + "|[^\\s,;()\uE000]*[^\\s,;()\uE000.!:]");
    private static final Pattern TOOL_BEHIND = Pattern.compile("(?i)\\s+tools?\\b");
    private static final Pattern END = Pattern.compile(
            "(?i)\\s*(?:$|,|\\)|[.!:]+\\s*$)|\\s+(?:and|or|nor|at\\s+all|please|for\\s+(?:this|that|it))\\b");
    private static final Pattern NEXT = Pattern.compile("(?i)\\s*,\\s*(?:(?:and|or|nor)\\s+)?|\\s+(?:and|or|nor)\\s+");

    /**
     * What is not to be used. A plain word is a tool's name only where the request says so, or Walden has such a tool.
     *
     * @param verb whether a verb says that it is used; behind a mere "no" only tools count
     */
    List<Constraint> notUsed(int at, boolean verb) {
        List<Constraint> read = new ArrayList<>();
        names(at).forEach(name -> notUsed(name, verb).ifPresent(read::add));
        return read;
    }

    private static Optional<NotUsed> notUsed(Name name, boolean verb) {
        String text = name.text();
        boolean known = TOOLS.contains(text);
        boolean written = name.marked() || text.contains("_");
        boolean thing = verb
                && text.length() > 1
                && text.length() <= LONGEST
                && (name.marked() || isPlace(text) || (isWord(text) && written));
        if (thing || (known && written)) {
            return Optional.of(new NotUsed(text, false));
        }
        return isWord(text) && (verb || known) && (name.tool() || (known && verb))
                ? Optional.of(new NotUsed(text, true))
                : Optional.empty();
    }

    /** The names of tools, all of them; none when one of them may be no tool. */
    List<String> tools(int at) {
        List<Name> names = names(at);
        boolean called = names.stream().anyMatch(Name::tool);
        boolean all = names.stream()
                .allMatch(name -> TOOLS.contains(name.text())
                        || (called
                                && isWord(name.text())
                                && (name.marked() || name.text().contains("_"))));
        return all ? names.stream().map(Name::text).toList() : List.of();
    }

    private List<Name> names(int from) {
        List<Name> read = new ArrayList<>();
        int whole = 0;
        int at = from;
        while (true) {
            Matcher articles = at(ARTICLES, at);
            Matcher name = at(NAME, articles.end());
            if (!name.lookingAt()) {
                break;
            }
            at = name.end();
            Matcher behind = at(TOOL_BEHIND, at);
            boolean tool = articles.group(1) != null;
            if (behind.lookingAt()) {
                tool = true;
                at = behind.end();
            }
            boolean marked = name.group(1) != null;
            String text = marked ? quoted.get(Integer.parseInt(name.group(1))) : name.group();
            read.add(new Name(text, marked, tool));
            if (at(END, at).lookingAt()) {
                whole = read.size();
            }
            Matcher next = at(NEXT, at);
            if (!next.lookingAt()) {
                break;
            }
            at = next.end();
        }
        return read.subList(0, whole);
    }

    private Matcher at(Pattern pattern, int from) {
        Matcher matcher = pattern.matcher(clause).region(from, clause.length());
        matcher.lookingAt();
        return matcher;
    }

    private static boolean isWord(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_-]{0,63}");
    }

    /** An address, a host or a path: with a dot inside, or a slash where words have none. */
    private static boolean isPlace(String text) {
        return text.length() <= LONGEST
                && text.matches("(?i)https?://\\S+|(?!(?:e\\.g|i\\.e)$)\\S*[a-z]\\S*")
                && text.matches(".*\\w\\.\\w.*|[/~.].*/.*|.+/");
    }

    /**
     * One of the list.
     *
     * @param marked whether it was quoted
     * @param tool whether it is said to be a tool
     */
    private record Name(String text, boolean marked, boolean tool) {}
}
