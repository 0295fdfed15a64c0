package dev.walden.reasoning.rules;

import dev.walden.reasoning.rules.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One remembered sentence, held against a question. Immutable. */
record Evidence(String sentence, List<Word> words) {

    private static final Set<String> OWNERS = Set.of("my", "our");
    private static final Set<String> FIRST_PERSON = Set.of("i", "me", "my", "we", "us", "our");
    private static final Pattern TIME = Pattern.compile(
            "(?i).*(?:\\d|\\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
                    + "|today|tomorrow|yesterday|morning|afternoon|evening|night|noon|midnight|spring|summer|autumn|winter|year|month|week|day)s?\\b).*");
    private static final Pattern PLACE = Pattern.compile(
            "(?i).*\\b(?:in|at|on|near|to|from|under|behind|inside|above|below|beside|between|next)\\s+\\S.*");
    private static final Pattern REASON =
            Pattern.compile("(?i).*\\b(?:because|since|due to|as|so that|in order to|to)\\b.*");

    /** What the one who asks has said. */
    static Evidence of(String sentence) {
        return new Evidence(sentence, Words.of(sentence));
    }

    /** What somebody else has said: "I" is that speaker, and not the one who asks. */
    static Evidence of(String sentence, String speaker) {
        List<Word> name = Words.of(speaker);
        List<Word> words = new ArrayList<>();
        for (Word word : Words.of(sentence)) {
            if (FIRST_PERSON.contains(word.stem())) {
                name.forEach(part -> words.add(part.with(OWNERS.contains(word.stem()))));
            } else {
                words.add(word);
            }
        }
        return new Evidence(sentence, List.copyOf(words));
    }

    boolean answers(Question question) {
        return question.saysWhatIsAsked() && question.orders().stream().anyMatch(order -> answers(question, order));
    }

    private boolean answers(Question question, List<String> order) {
        boolean negationDiffers = order.contains("not")
                != words.stream().anyMatch(word -> word.stem().equals("not"));
        if (negationDiffers) {
            return false;
        }
        return Match.of(order, words, question.kind() == Question.Kind.TIME)
                .filter(match -> match.isAbout(question) && fits(question.kind(), match.places()))
                .isPresent();
    }

    private boolean fits(Question.Kind kind, Set<Integer> matched) {
        return switch (kind) {
            case YES_OR_NO, TOPIC -> true;
            case PERSON ->
                unmatched(matched)
                        .anyMatch(word -> word.capitalised() || word.stem().equals("my"));
            case TIME ->
                unmatched(matched).count() > 0 && TIME.matcher(sentence).matches();
            case PLACE ->
                unmatched(matched).count() > 0 && PLACE.matcher(sentence).matches();
            case REASON -> REASON.matcher(sentence).matches();
            case AMOUNT -> unmatched(matched).anyMatch(Evidence::number);
            case THING -> unmatched(matched).count() > 0;
        };
    }

    private Stream<Word> unmatched(Set<Integer> matched) {
        return IntStream.range(0, words.size())
                .filter(i -> !matched.contains(i) && words.get(i).content())
                .mapToObj(words::get);
    }

    private static boolean number(Word word) {
        return Character.isDigit(word.raw().charAt(0))
                || NumberWords.length(List.of(word.stem())) == 1
                || NumberWords.whole(word.raw()).isPresent();
    }
}
