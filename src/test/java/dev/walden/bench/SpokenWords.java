package dev.walden.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Made-up sentences: words by Zipf's law, as in talk, so that some words are in every tenth sentence and most in few. The vocabulary begins
 * with English words, those of Walden's documentation of a day, the most frequent first, as a model cuts words that no language has into many pieces and
 * then takes longer than it does for any question; rare words are made up. The same seed gives the same sentences. Not thread-safe.
 */
final class SpokenWords {

    private static final int VOCABULARY = 50_000;
    private static final int WORDS_A_SENTENCE = 12;
    private static final int WORDS_A_QUESTION = 8;
    private static final Path ENGLISH = Path.of("src/test/resources/bench/english.txt");
    private static final String[] SYLLABLES = {
        "ba", "do", "fi", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wa", "xe", "zu", "bra", "tro",
        "kli", "ston"
    };

    private final Random random;
    private final List<String> vocabulary = new ArrayList<>(VOCABULARY);
    private final List<String> repeated;

    /** @param distinct how many sentences there are, 0 for ever new ones */
    SpokenWords(long seed, int distinct) {
        this.random = new Random(seed);
        vocabulary.addAll(english());
        Set<String> words = new HashSet<>(vocabulary);
        while (vocabulary.size() < VOCABULARY) {
            StringBuilder word = new StringBuilder();
            for (int syllable = 0; syllable < 2 + random.nextInt(3); syllable++) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            if (words.add(word.toString())) {
                vocabulary.add(word.toString());
            }
        }
        List<String> some = new ArrayList<>(distinct);
        for (int i = 0; i < distinct; i++) {
            some.add(fresh(WORDS_A_SENTENCE));
        }
        this.repeated = some;
    }

    private static List<String> english() {
        try {
            return Files.readAllLines(ENGLISH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sentence() {
        return repeated.isEmpty() ? fresh(WORDS_A_SENTENCE) : repeated.get(random.nextInt(repeated.size()));
    }

    String question() {
        return fresh(WORDS_A_QUESTION);
    }

    private String fresh(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(vocabulary.get(zipf()));
        }
        return text.toString();
    }

    /** By the inverse of the distribution's integral: the rank whose share of all talk is a random one. */
    private int zipf() {
        return (int) Math.min(VOCABULARY - 1, Math.exp(random.nextDouble() * Math.log(VOCABULARY)) - 1);
    }
}
