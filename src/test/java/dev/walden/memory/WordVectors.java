package dev.walden.memory;

import dev.walden.memory.embedding.Embedding;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Vectors that are made at once and mean something: each word has a direction, the same for all that begin with the same two letters, and a text is the
 * sum of its words.
 */
final class WordVectors implements Embedding {

    private static final int DIMENSIONS = 384;
    private static final int LETTERS = 2;

    private final Map<String, float[]> words = new ConcurrentHashMap<>();

    @Override
    public String model() {
        return "words";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public float[] of(String text) {
        float[] sum = new float[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
            float[] one =
                    words.computeIfAbsent(word.substring(0, Math.min(LETTERS, word.length())), WordVectors::direction);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        double square = 0;
        for (float each : sum) {
            square += each * each;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    private static float[] direction(String word) {
        Random random = new Random(Arrays.hashCode(word.toCharArray()));
        float[] direction = new float[DIMENSIONS];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) random.nextGaussian();
        }
        return direction;
    }
}
