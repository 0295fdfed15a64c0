package dev.walden.memory.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds numbers that count or time something, and so change: the price is 5, the train leaves at 9:40. A number that names something
 * does not: room 12, the price in 2024. Only what states how things are is looked at, as both of two past events may have happened.
 */
final class Amounts {

    /** What follows is a measure of its subject. */
    private static final Set<String> MEASURING = Set.of(
            "is",
            "are",
            "costs",
            "cost",
            "weighs",
            "measures",
            "lasts",
            "takes",
            "needs",
            "requires",
            "allows",
            "has",
            "have",
            "holds",
            "contains",
            "earns",
            "pays");

    private static final Set<String> TIMING = Set.of(
            "is", "leaves", "departs", "arrives", "starts", "begins", "opens", "closes", "ends", "expires", "runs");

    private static final Set<String> BEFORE_A_TIME = Set.of("at", "until", "on");

    private Amounts() {}

    /** @param times places of other words that change */
    static OptionalLong key(List<String> words, Set<Integer> times) {
        List<String> skeleton = new ArrayList<>(words);
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            if (changes(words, i) || times.contains(i)) {
                skeleton.set(i, "#");
                any = true;
            }
        }
        return any ? OptionalLong.of(Hash.of(skeleton)) : OptionalLong.empty();
    }

    static boolean oneDiffers(List<String> one, List<String> other) {
        if (one.size() != other.size()) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                differing += changes(one, i) && changes(other, i) ? 1 : 2;
            }
        }
        return differing == 1;
    }

    private static boolean changes(List<String> words, int i) {
        return i > 1 && isNumber(words.get(i)) && (measures(words, i) || times(words, i));
    }

    private static boolean measures(List<String> words, int i) {
        return MEASURING.contains(words.get(i - 1));
    }

    private static boolean times(List<String> words, int i) {
        return BEFORE_A_TIME.contains(words.get(i - 1))
                && words.subList(1, i).stream().anyMatch(TIMING::contains);
    }

    private static boolean isNumber(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }
}
