package dev.walden.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads in a request, in English, which tool calls it rules out. Few forms, each a whole one: what it does not understand, as a condition or
 * a question, it takes for nothing. docs/answers.md says which. Pure.
 */
final class RequestConstraints {

    private static final int MOST = 20;

    /** So that nearly all requests are read in one pass. */
    private static final Pattern HINT =
            Pattern.compile("(?i)n['’]t\\b|\\b(?:not|never|cannot|without|avoid|no|only|most|maximum)\\b");

    private static final Pattern CONDITION = Pattern.compile(
            "(?i)\\?$|\\b(?:if|unless|until|before|after|afterwards|first|later|then|any\\s*more|except|when|while|whether|twice|again|once|yet"
                    + "|because|says|said)\\b");
    /** Whose ways are told, not ruled. */
    private static final Pattern OTHERS = Pattern.compile(
            "(?i)\\s*(?:they|he|she|it|we|i|the|an?|my|our|his|her|their|some|many|these|those|people|users|customers)\\b");

    private static final String START =
            "(?i)(?:\\(|^(?:[-*•]\\s*|\\d+[.)]\\s*)?(?:(?:note|important|attention|rules?|constraints?)\\s*:\\s*)?|,\\s+(?:and\\s+)?|\\s+and\\s+(?!never\\b))"
                    + "(?:(?:please|also|so)\\s+){0,3}";
    private static final String NOT =
            "(?:do(?:\\s+not|n['’]t)|(?:you\\s+)?must\\s*(?:not|n['’]t)|you\\s+(?:should|shall|may|can)\\s*(?:not|n['’]t)|(?:you\\s+)?never)\\s+(?:ever\\s+)?";
    private static final String USE =
            "(?:use|call|touch|access|open|read|visit|contact|query|fetch|invoke|run|look\\s+(?:at|in|into)|go\\s+to|connect\\s+to)\\s+";
    private static final String USING =
            "(?:using|calling|touching|accessing|opening|reading|visiting|contacting|querying|fetching|invoking|running)\\s+";

    private static final List<Pattern> NOT_USED = List.of(
            Pattern.compile(START + NOT + USE),
            Pattern.compile(START + "avoid\\s+" + USING),
            Pattern.compile(START + "no\\s+(?:use\\s+of|calls?\\s+(?:of|to)|requests?\\s+to)\\s+"));
    private static final Pattern WITHOUT_USING = Pattern.compile("(?i)\\bwithout\\s+" + USING);
    /** Without a verb only what is a name beyond doubt. */
    private static final Pattern NOT_NAMED = Pattern.compile(START + "(?:avoid|no)\\s+");

    private static final Pattern WITHOUT = Pattern.compile("(?i)\\bwithout\\s+");

    private static final Pattern NO_TOOLS = Pattern.compile(START + "(?:" + NOT
            + "(?:use|call)|(?:you\\s+)?use\\s+no)\\s+(?:any\\s+)?tools?(?=\\s*(?:[.!,]|$|at\\s+all\\b))");
    private static final Pattern ONLY = Pattern.compile(
            START + "(?:you\\s+(?:must|may|should|can)\\s+)?(?:only\\s+(?:use|call)|(?:use|call)\\s+only)\\s+");

    private static final Map<String, Integer> NUMBERS = Map.of(
            "no", 0, "one", 1, "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8, "ten", 10);
    private static final Pattern MOST_CALLS = Pattern.compile("(?i)(?:" + START
            + "((?:you\\s+(?:may|must|should|can)\\s+)?(?:make|use|do)\\s+)?|\\b(with|using|making)\\s+)(?:at\\s+most|no(?:t)?\\s+more\\s+than|a\\s+maximum\\s+of)\\s+"
            + "(\\d{1,4}|one|two|three|four|five|six|seven|eight|ten)\\s+(tool\\s+)?calls?"
            + "(?=\\s*(?:[.!,]|$)|\\s+(?:in\\s+total|altogether|and)\\b)");

    private RequestConstraints() {}

    /** What the words rule out, in their order; usually nothing. */
    static List<Constraint> of(String input) {
        if (!HINT.matcher(input).find()) {
            return List.of();
        }
        RequestWords words = RequestWords.of(input);
        List<Constraint> found = new ArrayList<>();
        for (String clause : words.clauses()) {
            if (!CONDITION.matcher(clause).find()) {
                read(clause, words.quoted(), found);
            }
        }
        return found.stream().distinct().limit(MOST).toList();
    }

    private static void read(String clause, List<String> quoted, List<Constraint> found) {
        NamedThings things = new NamedThings(clause, quoted);
        NOT_USED.forEach(form -> notUsed(form, true, things, found));
        notUsed(NOT_NAMED, false, things, found);
        if (!OTHERS.matcher(clause).lookingAt()) {
            notUsed(WITHOUT_USING, true, things, found);
            notUsed(WITHOUT, false, things, found);
        }
        if (NO_TOOLS.matcher(clause).find()) {
            found.add(new OnlyTools(List.of()));
        }
        for (Matcher at = ONLY.matcher(clause); at.find(); ) {
            List<String> tools = things.tools(at.end());
            if (!tools.isEmpty()) {
                found.add(new OnlyTools(tools));
            }
        }
        for (Matcher at = MOST_CALLS.matcher(clause); at.find(); ) {
            if (at.group(1) != null
                    || at.group(2) != null
                    || at.group(4) != null) { // calls in a list of calls are others
                found.add(new MostCalls(number(at.group(3))));
            }
        }
    }

    private static void notUsed(Pattern form, boolean verb, NamedThings things, List<Constraint> found) {
        for (Matcher at = form.matcher(things.clause()); at.find(); ) {
            found.addAll(things.notUsed(at.end(), verb));
        }
    }

    private static int number(String written) {
        Integer word = NUMBERS.get(written.toLowerCase(Locale.ROOT));
        return word == null ? Integer.parseInt(written) : word;
    }
}
