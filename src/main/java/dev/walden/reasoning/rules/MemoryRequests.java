package dev.walden.reasoning.rules;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explicit requests to remember, to search memory, and to forget. */
final class MemoryRequests implements Recogniser {

    private static final Pattern REMEMBER = pattern(
            "(?:remember|memori[sz]e|keep in mind|bear in mind|(?:don't|don’t|do not|never) forget)\\b(?:\\s*:|,?\\s+that\\b(?!$|\\s+as\\s))?\\s*(.+)");
    private static final Pattern NOTE = pattern(
            "(?:note|note down|make a note|take a note|write down|record|learn|know)(?:\\s+that\\b|\\s*:)\\s*(.+)");
    private static final Pattern STORE =
            pattern("(?:store|save|note|record|keep)\\s+(.+\\s+as\\s+(?:my|our|the)\\s+.+)");
    private static final Pattern AS = pattern("(.{1,200}?)\\s+as\\s+((?:my|our|the)\\s+.+)");
    private static final Pattern FOLLOWING = pattern("(?:the following|this|these things?)\\s*:\\s*(.+)");
    private static final Pattern INDIRECT = pattern("(?:what|who|when|where|how|which|whose|if|whether)\\b.*");
    private static final Pattern RECALL =
            pattern("(?:recall|search (?:your |my |the )?memory for|look in (?:your )?memory for)\\s+(.+)");
    private static final Pattern FORGET = pattern(
            "forget\\s+(?:about\\s+|that\\s+|everything about\\s+|what (?:i said|you know) about\\s+)?(.+?)(?:\\s+from (?:your )?memory)?"
                    + "|(?:delete|remove|erase)\\s+(.+?)\\s+from (?:your )?memory");
    private static final Pattern TOO_WIDE = pattern("it|that|this|everything|all|all of it|me|anything");

    @Override
    public List<Intent> recognise(Clause clause) {
        String text = clause.text();
        Matcher recall = RECALL.matcher(text);
        if (recall.matches()) {
            return List.of(new Intent.Recall(Quotes.strip(recall.group(1))));
        }
        Matcher forget = FORGET.matcher(text);
        if (forget.matches()) {
            return List.of(forget(clause, forget.group(1) == null ? forget.group(2) : forget.group(1)));
        }
        for (Pattern form : List.of(REMEMBER, NOTE, STORE)) {
            Matcher remember = form.matcher(text);
            if (remember.matches() && !INDIRECT.matcher(remember.group(1)).matches()) {
                return List.of(new Intent.Remember(
                        remembered(FOLLOWING.matcher(remember.group(1)).replaceFirst("$1"))));
            }
        }
        return List.of();
    }

    private static Intent forget(Clause clause, String what) {
        return TOO_WIDE.matcher(what).matches()
                ? new Intent.Unclear(clause.original(), "Say what to forget, for example: forget my address.")
                : new Intent.Forget(Quotes.strip(what));
    }

    /** "the result as my lucky number" is told as "My lucky number is …". */
    private static Wording remembered(String words) {
        if (References.matches(words)) {
            return Wording.around("The result is ", ".");
        }
        Matcher as = AS.matcher(words);
        if (as.matches()
                && !Statements.matches(words)
                && !as.group(1).matches("(?i).*\\b(?:is|are|was|were|me)\\b.*")) {
            String name = Statements.sentence(as.group(2)).replaceFirst("[.]$", "");
            Wording value = References.wording(as.group(1));
            return value.needsResult()
                    ? Wording.around(name + " is ", ".")
                    : Wording.literal(name + " is " + value.with("") + ".");
        }
        String text = words.matches("(?i)to\\s.+") ? "Remember " + words : Quotes.strip(words);
        return Wording.literal(text.isBlank() ? words : Statements.sentence(text));
    }

    private static Pattern pattern(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
