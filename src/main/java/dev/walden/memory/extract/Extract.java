package dev.walden.memory.extract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses sentences. For one choice. */
public final class Extract {

    /** Shorter words mostly join others. */
    private static final int SHORTEST_WORD = 4;
    /** What a text begins with tells what it is about. */
    private static final double FIRST = 1.3;
    /** A word that was quoted says less the next time. */
    private static final double AGAIN = 0.2;

    private static final Comparator<Quote> IN_ORDER =
            Comparator.comparingInt(Quote::text).thenComparingInt(Quote::from);

    private final List<String> texts;
    private final Map<String, Double> worth = new HashMap<>();

    private Extract(List<String> texts) {
        this.texts = texts;
    }

    /** The sentences that say the most within so many characters, in the order of the texts; none twice. */
    public static List<Quote> of(List<String> texts, int characters) {
        return new Extract(texts).choose(characters);
    }

    private List<Quote> choose(int characters) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            boolean first = true;
            for (Quote sentence : Sentences.of(i, texts.get(i))) {
                candidates.add(new Candidate(sentence, words(sentence.of(texts.get(i))), first ? FIRST : 1));
                first = false;
            }
        }
        weigh(candidates);
        List<Quote> chosen = new ArrayList<>();
        int left = characters;
        while (true) {
            Candidate best = best(candidates, left);
            if (best == null) {
                chosen.sort(IN_ORDER);
                return chosen;
            }
            chosen.add(best.quote);
            left -= best.quote.length() + 1;
            candidates.removeIf(other -> other.words.equals(best.words));
            best.words.forEach(word -> worth.computeIfPresent(word, (_, before) -> before * AGAIN));
        }
    }

    /** By how many texts share a word, as a logarithm: what all say is not worth all of it. */
    private void weigh(List<Candidate> candidates) {
        Map<String, Set<Integer>> in = new HashMap<>();
        candidates.forEach(candidate -> candidate.words.forEach(
                word -> in.computeIfAbsent(word, _ -> new HashSet<>()).add(candidate.quote.text())));
        in.forEach((word, shared) -> worth.put(word, Math.log1p(shared.size())));
    }

    /** The first of those that say the most for their length. */
    private @Nullable Candidate best(List<Candidate> candidates, int left) {
        Candidate best = null;
        double most = 0;
        for (Candidate candidate : candidates) {
            double score = score(candidate);
            if (candidate.quote.length() <= left && score > most) {
                best = candidate;
                most = score;
            }
        }
        return best;
    }

    private double score(Candidate candidate) {
        double sum = 0;
        for (String word : candidate.words) {
            sum += worth.getOrDefault(word, 0.0);
        }
        return candidate.factor * sum / Math.sqrt(candidate.words.size() + 1.0);
    }

    /** In order, so that sums are the same each time. */
    private static List<String> words(String sentence) {
        List<String> words = new ArrayList<>();
        for (String word : sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            boolean number = !word.isEmpty() && Character.isDigit(word.charAt(0));
            if ((word.length() >= SHORTEST_WORD || number) && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private record Candidate(Quote quote, List<String> words, double factor) {}
}
