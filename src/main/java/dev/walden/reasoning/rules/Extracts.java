package dev.walden.reasoning.rules;

import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions with sentences that are remembered, word for word, or not at all. What was said later wins. Immutable.
 */
final class Extracts {

    /** The speaker of messages whose "I" is the one who asks. */
    private static final String ASKING = "user";

    private static final int MOST = 5;
    private static final int LONGEST_SENTENCE = 600;

    /** Of all that is remembered, the best and latest first. A turn of the session alone may have ten times as many. */
    private static final int MOST_CHARACTERS = 100_000;

    /** Of one text, so that a long one leaves something for the others. */
    private static final int MOST_CHARACTERS_OF_ONE = 25_000;

    /** An episode tells again, in the agent's words, what a fact of the same task says as it was meant. */
    private static final Comparator<RecalledItem> BEST_FIRST = Comparator.comparing(RecalledItem::trusted)
            .thenComparing(item -> !item.kind().equals("episode"))
            .thenComparingLong(RecalledItem::seq)
            .reversed();

    private final List<Statement> statements = new ArrayList<>();
    private int charactersLeft = MOST_CHARACTERS;
    private boolean readAll = true;

    /**
     * @param told in the task itself, latest last
     * @param earlier turns of the session, latest last
     */
    Extracts(List<String> told, List<RecalledItem> recalled, List<Message> earlier) {
        told.reversed().forEach(text -> add("You just said", text));
        recalled.stream()
                .filter(item -> !item.kind().equals(RecalledItem.QUOTATION)) // its own answers say nothing new
                .sorted(BEST_FIRST)
                .forEach(this::add);
        for (Message message : earlier.reversed()) {
            if (message instanceof Message.User user) {
                add("You said earlier", user.text());
            }
        }
    }

    /** What answers the question, with the ids that it comes from; empty when nothing does. */
    Optional<Extract> answer(String words) {
        Question question = Question.of(words);
        int most = question.open() ? MOST : 1;
        List<Statement> found = new ArrayList<>();
        for (Statement statement : statements) {
            if (found.size() < most
                    && statement.evidence().answers(question)
                    && found.stream().noneMatch(statement::repeats)) {
                found.add(statement);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(extract(found));
    }

    /** Whether no sentence was left out because it is too long or there are too many. */
    boolean readAll() {
        return readAll;
    }

    private static Extract extract(List<Statement> statements) {
        LinkedHashSet<String> quotes = new LinkedHashSet<>();
        LinkedHashSet<String> sources = new LinkedHashSet<>();
        statements.forEach(statement -> {
            quotes.add(statement.quote());
            statement.id().ifPresent(sources::add);
        });
        return new Extract(String.join(" ", quotes), List.copyOf(sources));
    }

    private void add(String origin, String text) {
        for (String words : said(text)) {
            statements.add(new Statement(origin, Evidence.of(words), Optional.empty()));
        }
    }

    private void add(RecalledItem item) {
        String speaker = ASKING.equalsIgnoreCase(item.speaker()) ? null : item.speaker();
        String origin = (item.trusted() ? "From memory" : "From memory, written by somebody outside")
                + (item.disputed() ? " who contradicts what is trusted" : "")
                + (speaker == null ? "" : ", said by " + speaker);
        for (String words : said(item.text())) {
            Evidence evidence = speaker == null ? Evidence.of(words) : Evidence.of(words, speaker);
            statements.add(new Statement(origin, evidence, Optional.of(item.id())));
        }
    }

    /** Cut into sentences first: half of one may say the contrary. A sentence that is not read costs nothing. */
    private List<String> said(String text) {
        List<String> said = new ArrayList<>();
        int left = Math.min(charactersLeft, MOST_CHARACTERS_OF_ONE);
        for (String sentence : Sentences.split(text)) {
            int length = sentence.length();
            if (length <= Math.min(left, LONGEST_SENTENCE)) {
                left -= length;
                charactersLeft -= length;
                stated(sentence).ifPresent(said::add);
            } else {
                readAll = false;
            }
        }
        return said;
    }

    /** What a sentence states. Questions and requests state nothing; "remember that …" states the rest. */
    private static Optional<String> stated(String sentence) {
        boolean ignorance = sentence.matches("(?is).*\\b(?:do not|don't|don’t|cannot) know\\b.*");
        return ignorance
                ? Optional.empty()
                : switch (Clauses.intents(sentence).getFirst()) {
                    case Intent.Remember remember ->
                        remember.text().needsResult()
                                ? Optional.empty()
                                : Optional.of(remember.text().with(""));
                    case Intent.Unclear unclear -> Optional.of(unclear.words());
                    case Intent.Calculate _, Intent.TellTime _, Intent.Recall _, Intent.Forget _, Intent.Ask _ ->
                        Optional.empty();
                    case Intent.ReadFile _, Intent.WriteFile _, Intent.ListFiles _, Intent.Request _, Intent.Say _ ->
                        Optional.empty();
                };
    }

    /** Something said, and where it was. */
    private record Statement(String origin, Evidence evidence, Optional<String> id) {

        boolean repeats(Statement other) {
            return evidence.sentence().equalsIgnoreCase(other.evidence().sentence());
        }

        String quote() {
            return origin + ": “" + evidence.sentence() + "”";
        }
    }

    /** An answer in the words of its sources. */
    record Extract(String text, List<String> sources) {}
}
