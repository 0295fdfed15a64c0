package dev.walden.memory.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The words of a fact, as facts are compared by them.
 *
 * @param words all but articles and fillers, in order
 * @param affirmed the same without a negation, verbs without their ending
 * @param negated whether there was one
 * @param times the places of words that say when the one thing takes place that it is about
 */
public record FactWords(List<String> words, List<String> affirmed, boolean negated, Set<Integer> times) {

    /** Longer texts are compared word by word in their order. */
    private static final int MAX_ROTATED = 64;

    /** In shorter ones, the order may be all that tells who did what to whom. */
    private static final int MIN_ROTATED = 4;

    private static final Set<String> NEGATIONS = Set.of("not", "never");
    private static final Set<String> AUXILIARIES = Set.of("do", "does", "did");

    public FactWords {
        words = List.copyOf(words);
        affirmed = List.copyOf(affirmed);
        times = Set.copyOf(times);
    }

    /** The words of a text. */
    public static FactWords of(String text) {
        List<String> words = Tokens.of(text);
        List<String> affirmed = new ArrayList<>();
        int negations = 0;
        for (int i = 0; i < words.size(); i++) {
            if (NEGATIONS.contains(words.get(i)) || isNoLonger(words, i)) {
                negations++;
            } else if (!isAuxiliary(words, i) && !isNoLonger(words, i - 1)) {
                affirmed.add(Stem.of(words.get(i)));
            }
        }
        Set<Integer> times = Occasion.of(text, words);
        return negations == 1
                ? new FactWords(words, affirmed, true, times)
                : new FactWords(words, words.stream().map(Stem::of).toList(), false, times);
    }

    /** Alike for texts that {@linkplain #same say the same} or {@linkplain #denies deny} each other; seldom for others. */
    public long key() {
        return Hash.of(rotated(affirmed));
    }

    /**
     * Alike for texts of which one {@linkplain #recounts recounts} the other or {@linkplain #postpones postpones} it; nothing where there
     * is neither an amount nor a time.
     */
    public OptionalLong numbersKey() {
        return Amounts.key(words, times);
    }

    /** Whether both say the same in the same words, a part of the sentence perhaps moved from its end to its front. */
    public boolean same(FactWords other) {
        return rotated(words).equals(rotated(other.words));
    }

    /** Whether one says the contrary of the other: the same words, but for one negation. */
    public boolean denies(FactWords other) {
        return negated != other.negated && rotated(affirmed).equals(rotated(other.affirmed));
    }

    /** Whether one gives another amount or time of the same thing: the same words, but for one number that counts or times. */
    public boolean recounts(FactWords other) {
        return Amounts.oneDiffers(words, other.words);
    }

    /** Whether one gives another time of the same thing: the same words, but for one weekday, month or day of a month. */
    public boolean postpones(FactWords other) {
        if (words.size() != other.words.size() || times.isEmpty() || !times.equals(other.times)) {
            return false;
        }
        int differing = 0;
        for (int i = 0; i < words.size(); i++) {
            String one = words.get(i);
            String another = other.words.get(i);
            if (!one.equals(another)) {
                differing += times.contains(i) && Occasion.alike(one, another) ? 1 : 2;
            }
        }
        return differing == 1;
    }

    private static boolean isNoLonger(List<String> words, int i) {
        return i >= 0
                && i + 1 < words.size()
                && words.get(i).equals("no")
                && words.get(i + 1).equals("longer");
    }

    private static boolean isAuxiliary(List<String> words, int i) {
        return AUXILIARIES.contains(words.get(i))
                && i + 1 < words.size()
                && words.get(i + 1).equals("not");
    }

    /** The least of all rotations. */
    private static List<String> rotated(List<String> words) {
        if (words.size() < MIN_ROTATED || words.size() > MAX_ROTATED) {
            return words;
        }
        int best = 0;
        for (int start = 1; start < words.size(); start++) {
            best = isLess(words, start, best) ? start : best;
        }
        List<String> rotated = new ArrayList<>(words.subList(best, words.size()));
        rotated.addAll(words.subList(0, best));
        return rotated;
    }

    private static boolean isLess(List<String> words, int start, int than) {
        int size = words.size();
        for (int i = 0; i < size; i++) {
            int order = words.get((start + i) % size).compareTo(words.get((than + i) % size));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}
