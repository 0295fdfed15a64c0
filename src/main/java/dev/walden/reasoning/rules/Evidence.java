package dev.walden.reasoning.rules;

import dev.walden.reasoning.rules.Words.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One remembered sentence, held against a question. Immutable. */
record Evidence(String sentence, List<Word> words) {

    private static final Pattern TIME = Pattern.compile(
            "(?i).*(?:\\d|\\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
                    + "|today|tomorrow|yesterday|morning|afternoon|evening|night|noon|midnight|spring|summer|autumn|winter|year|month|week|day)s?\\b).*");
    private static final Pattern PLACE = Pattern.compile(
            "(?i).*\\b(?:in|at|on|near|to|from|under|behind|inside|above|below|beside|between|next)\\s+\\S.*");
    private static final Pattern REASON =
            Pattern.compile("(?i).*\\b(?:because|since|due to|as|so that|in order to|to)\\b.*");

    static Evidence of(String sentence) {
        return new Evidence(sentence, Words.of(sentence));
    }

    boolean answers(Question question) {
        return question.orders().stream().anyMatch(order -> answers(question, order));
    }

    private boolean answers(Question question, List<String> order) {
        Set<Integer> matched = match(order, question.names());
        boolean negationDiffers = order.contains("not")
                != words.stream().anyMatch(word -> word.stem().equals("not"));
        if (matched.isEmpty() || negationDiffers) {
            return false;
        }
        return (!question.identity() || saysWhatItIs(matched)) && fits(question.kind(), matched);
    }

    /** Places of the wanted words, found in their order; empty when too many are missing. */
    private Set<Integer> match(List<String> order, Set<String> names) {
        Set<Integer> matched = new HashSet<>();
        int from = 0;
        boolean adjacent = false;
        for (String wanted : order) {
            int place = find(wanted, from, adjacent);
            if (place >= 0) {
                matched.add(place);
                from = place + 1;
            } else if (names.contains(wanted) || adjacent) {
                return Set.of();
            }
            adjacent = wanted.equals("my") || wanted.equals("our");
        }
        int needed = order.size() <= 3 ? order.size() : Math.ceilDiv(order.size() * 3, 4);
        return matched.size() >= needed ? matched : Set.of();
    }

    /** @param adjacent whether only the very next word will do: "my number" is not "my sister's number" */
    private int find(String wanted, int from, boolean adjacent) {
        for (int i = from; i < words.size(); i++) {
            if (words.get(i).stem().equals(wanted)) {
                return i;
            }
            if (adjacent) {
                return -1;
            }
        }
        return -1;
    }

    /** "Is" stands right behind the words, or before them with an article at most between. */
    private boolean saysWhatItIs(Set<Integer> matched) {
        int last = matched.stream().max(Integer::compare).orElse(0);
        int first = matched.stream().min(Integer::compare).orElse(0);
        boolean behind = last + 1 < words.size() && words.get(last + 1).copula();
        int before = first > 0 && words.get(first - 1).article() ? first - 2 : first - 1;
        return behind
                || (before >= 0 && words.get(before).copula())
                || words.get(last).copula();
    }

    private boolean fits(Question.Kind kind, Set<Integer> matched) {
        return switch (kind) {
            case YES_OR_NO -> true;
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
