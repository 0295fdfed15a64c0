package dev.walden.reasoning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the requests in one sentence. A sentence is cut at "and", "then", "also" or a comma only where both sides are requests by
 * themselves: "rock and roll" stays whole. Stateless.
 */
final class Clauses {

    private static final int MAX_CUTS = 25;

    /** How far a request on the right side of a joint may reach over further joints. */
    private static final int MAX_INNER_JOINTS = 8;

    /** In order: an earlier family has the first say. */
    private static final List<Recogniser> FAMILIES = List.of(
            new SmallTalk(),
            new WebRequests(),
            new Files(),
            new MemoryRequests(),
            new Statements(),
            new TimeQuestions(),
            new Arithmetic(),
            new Unsupported(),
            new Questions());

    private static final Pattern JOINT = Pattern.compile(
            "(?:\\s*,)?\\s+(?:and\\s+then|and\\s+also|but\\s+also|and|then|also)\\s*,?\\s+|\\s*,\\s+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONNECTIVE = Pattern.compile(
            "(?:first(?:ly)?|second(?:ly)?|then|next|finally|lastly|now|so|well|ok|okay|also|and|afterwards|please|hello|hi|hey)",
            Pattern.CASE_INSENSITIVE);

    /** A question after something to remember may belong to it: "… who he is and what he does". */
    private static final Pattern SURE_QUESTION =
            Pattern.compile("(?:tell|remind) me\\b.*|.*\\?\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern OPENING = Pattern.compile(
            "(?:please\\s+)?(?:what|whats|who|when|where|why|how|which|remember|forget|note|keep|don't|recall|search|read|open|show|display|print|list|write|save"
                    + "|store|put|create|fetch|get|download|post|send|delete|calculate|compute|work|add|subtract|multiply|divide|double|triple"
                    + "|halve|square|increase|decrease|reduce|tell|give|summari[sz]e|translate|explain|analy[sz]e|compare|remind)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Clauses() {}

    /** At least one intent. */
    static List<Intent> intents(String sentence) {
        List<Intent> intents = new ArrayList<>();
        for (String part : parts(sentence)) {
            intents.addAll(recognise(part));
        }
        return intents;
    }

    private static List<String> parts(String sentence) {
        Quotes quotes = new Quotes(sentence);
        List<String> parts = new ArrayList<>();
        Matcher joint = JOINT.matcher(sentence);
        int start = 0;
        int from = 0;
        for (int cuts = 0; cuts < MAX_CUTS && joint.find(from); cuts++) {
            boolean quoted = quotes.cover(joint.start()) || quotes.cover(joint.end() - 1);
            if (!quoted && separates(sentence.substring(start, joint.start()), sentence.substring(joint.end()))) {
                parts.add(sentence.substring(start, joint.start()));
                start = joint.end();
            }
            from = Math.max(joint.end() - 1, joint.start() + 1);
        }
        parts.add(sentence.substring(start));
        return parts;
    }

    private static boolean separates(String left, String right) {
        if (CONNECTIVE.matcher(left.strip()).matches()) {
            return false;
        }
        Intent before = recognise(left).getLast();
        Intent after = begins(right);
        return switch (after) {
            case Intent.Unclear unclear -> !unclear.reason().isEmpty() && !(before instanceof Intent.Unclear);
            case Intent.Ask _ ->
                OPENING.matcher(right).matches()
                        && (!(before instanceof Intent.Remember)
                                || SURE_QUESTION.matcher(right).matches());
            case Intent.Remember _ when !OPENING.matcher(right).matches() -> statement(left) || !tells(before);
            case Intent.Calculate _ when !OPENING.matcher(right).matches() -> before instanceof Intent.Calculate;
            case Intent.Say _ -> false;
            default -> true;
        };
    }

    /** What the right side asks for, alone or up to its next joint. */
    private static Intent begins(String right) {
        Intent whole = recognise(right).getFirst();
        if (!(whole instanceof Intent.Unclear)) {
            return whole;
        }
        Matcher joint = JOINT.matcher(right);
        Quotes quotes = new Quotes(right);
        for (int joints = 0; joints < MAX_INNER_JOINTS && joint.find(); joints++) {
            Intent first = recognise(right.substring(0, joint.start())).getFirst();
            if (!quotes.cover(joint.start()) && !(first instanceof Intent.Unclear)) {
                return first;
            }
        }
        return whole;
    }

    /** Whether what is remembered is a statement of its own, so that another one may follow it. */
    private static boolean statement(String left) {
        String words = Clause.of(left).text().replaceFirst("(?i)^(?:remember|note|keep in mind)\\s+(?:that\\s+)?", "");
        return Statements.matches(words) || words.matches("(?is).+\\s(?:is|are|was|were|am|has|have)\\s.+");
    }

    private static boolean tells(Intent before) {
        return before instanceof Intent.Remember || before instanceof Intent.Unclear || before instanceof Intent.Ask;
    }

    private static List<Intent> recognise(String words) {
        Deadline.check();
        Clause clause = Clause.of(words);
        for (Recogniser family : FAMILIES) {
            List<Intent> intents = family.recognise(clause);
            if (!intents.isEmpty()) {
                return intents;
            }
        }
        return List.of(new Intent.Unclear(clause.original(), ""));
    }
}
