package dev.walden.reasoning.rules;

import dev.walden.reasoning.rules.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question that a remembered sentence may answer.
 *
 * @param kind what sort of thing is asked for
 * @param orders the words that an answer must have, in each order in which it may have them
 * @param owners words that say whose it is: "Ann" in "Ann's number"
 * @param identity whether it asks what something is, so that the answer must say "is"
 * @param open whether several sentences may answer it together
 */
record Question(Kind kind, List<List<String>> orders, Set<String> owners, boolean identity, boolean open) {

    /** They say who is meant, and nothing of what is asked. */
    private static final Set<String> PERSONS = Set.of("i", "me", "my", "we", "us", "our", "your", "not");

    private static final Pattern LEAD = Pattern.compile(
            "^(?:(?:please|and|so|also|then|can you|could you)\\s+){0,4}(?:tell me|remind me|do you (?:know|remember))\\s+(?:of\\s+)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ABOUT = Pattern.compile(
            "^(?:what (?:do|did) (?:you|i) (?:know|remember|say|tell you|said)|tell me|remind me|what)\\s+about\\s+(.+)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FORM = Pattern.compile(
            "^(?:(?:what|who|whom|whose|when|where|why|how|which)\\b)?(?<is>['’]?s)?\\s*(?<head>.*?)(?:^|\\s+|(?<=s))"
                    + "(?<aux>is|are|was|were|am|do|does|did|has|have|can|could|will|would|should)\\s+(?<tail>.+)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OF = Pattern.compile("^(?:the\\s+)?(.+?)\\s+of\\s+(.+)$", Pattern.CASE_INSENSITIVE);

    /** What sort of thing is asked for. */
    enum Kind {
        PERSON,
        TIME,
        PLACE,
        REASON,
        AMOUNT,
        THING,
        /** Whatever is said of something. */
        TOPIC,
        YES_OR_NO
    }

    static Question of(String words) {
        String whole = words.replaceFirst("[\\s?.!]+$", "");
        Matcher about = ABOUT.matcher(whole);
        if (about.matches()) {
            return new Question(Kind.TOPIC, orders(about.group(1), ""), Set.of(), false, true);
        }
        String text = spelled(LEAD.matcher(whole).replaceFirst(""));
        Kind kind = kind(text.toLowerCase(Locale.ROOT));
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return new Question(kind, orders(text, ""), owners(text), false, false);
        }
        boolean identity = form.group("head").isBlank()
                && form.group("aux").matches("(?i)is|are|was|were|am")
                && kind != Kind.YES_OR_NO
                && content(form.group("tail")).stream().noneMatch(word -> word.endsWith("ing"));
        return new Question(
                kind,
                orders(form.group("head"), form.group("tail")),
                owners(text),
                identity,
                !identity && kind == Kind.THING);
    }

    /** "What's" is "what is", "what time" and "what is the date of" are "when", "which city" is "where". */
    private static String spelled(String text) {
        return text.replaceFirst("(?i)^(what|who|when|where|how)['’]?s\\b", "$1 is")
                .replaceFirst("(?i)^(?:at |on )?(?:what|which) (?:time|day|date|month|year)\\b", "when")
                .replaceFirst("(?i)^what (is|was|will be) the (?:time|day|date) (?:of|for) ", "when $1 ")
                .replaceFirst("(?i)^(?:in )?(?:what|which) (?:city|town|village|country|place|street)\\b", "where");
    }

    private static Kind kind(String text) {
        Matcher first = Pattern.compile("^\\w+").matcher(text);
        return switch (first.find() ? first.group() : "") {
            case "who", "whom", "whose", "whos" -> Kind.PERSON;
            case "when", "whens" -> Kind.TIME;
            case "where", "wheres" -> Kind.PLACE;
            case "why" -> Kind.REASON;
            case "how" ->
                text.matches("how (?:many|much|old|tall|long|far|big|heavy|high|large)\\b.*")
                        ? Kind.AMOUNT
                        : Kind.THING;
            case "is",
                    "are",
                    "was",
                    "were",
                    "am",
                    "do",
                    "does",
                    "did",
                    "has",
                    "have",
                    "can",
                    "could",
                    "will",
                    "should" -> Kind.YES_OR_NO;
            default -> Kind.THING;
        };
    }

    /** "What tea do I like" is answered by "I like … tea", "the name of my dog" by "my dog's name". */
    private static List<List<String>> orders(String head, String tail) {
        List<List<String>> orders = new ArrayList<>();
        orders.add(join(content(head), content(tail)));
        if (!head.isBlank() && !tail.isBlank()) {
            orders.add(join(content(tail), content(head)));
        }
        Matcher of = OF.matcher(tail.isBlank() ? head : tail);
        if (of.matches()) {
            orders.add(join(content(of.group(2)), content(of.group(1))));
        }
        return orders;
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<String> content(String words) {
        return Words.of(words).stream().filter(Word::content).map(Word::stem).toList();
    }

    private static Set<String> owners(String text) {
        return Words.of(text).stream().filter(Word::owner).map(Word::stem).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it has a word that says what is asked. "What should I do?" has none, and every sentence about me would fit. */
    boolean saysWhatIsAsked() {
        return identity || kind == Kind.TOPIC || orders.getFirst().stream().anyMatch(word -> !PERSONS.contains(word));
    }
}
