package dev.walden.memory.vector;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;

/**
 * Vectors as one bit a number: whether it is above the mean of all in the segment (without the mean, which vectors of one model
 * have in common, most signs would be the same). How many bits differ tells roughly how far apart two vectors are.
 */
final class Signs {

    private final float[] mean;
    private final long[] bits;
    private final int words;

    private Signs(float[] mean, long[] bits, int words) {
        this.mean = mean;
        this.bits = bits;
        this.words = words;
    }

    static Signs of(LeafReader leaf, int first, int count) throws IOException {
        BinaryDocValues vectors = DocValues.getBinary(leaf, VectorDocument.BLEND);
        if (count == 0 || !vectors.advanceExact(first)) {
            return new Signs(new float[0], new long[0], 0);
        }
        float[] mean = mean(vectors, first, count);
        int words = words(mean.length);
        long[] bits = new long[Math.multiplyExact(count, words)];
        BinaryDocValues again = DocValues.getBinary(leaf, VectorDocument.BLEND);
        byte[] numbers = new byte[mean.length];
        for (int i = 0; i < count; i++) {
            if (again.advanceExact(first + i)) {
                float worth = QuantizedVector.read(again.binaryValue(), numbers);
                QuantizedVector.signs(numbers, worth, mean, bits, i * words);
            }
        }
        return new Signs(mean, bits, words);
    }

    private static float[] mean(BinaryDocValues vectors, int first, int count) throws IOException {
        byte[] numbers = new byte[vectors.binaryValue().length - Float.BYTES];
        double[] sum = new double[numbers.length];
        for (int i = 0; i < count; i++) {
            if (vectors.advanceExact(first + i)) {
                float worth = QuantizedVector.read(vectors.binaryValue(), numbers);
                for (int n = 0; n < sum.length; n++) {
                    sum[n] += worth * numbers[n];
                }
            }
        }
        float[] mean = new float[sum.length];
        for (int n = 0; n < mean.length; n++) {
            mean[n] = (float) (sum[n] / count);
        }
        return mean;
    }

    private static int words(int numbers) {
        return (numbers + Long.SIZE - 1) / Long.SIZE;
    }

    /** How many bits of each vector differ from the question's, in the order of documents. */
    short[] distances(QuantizedVector question) {
        short[] distances = new short[words == 0 ? 0 : bits.length / words];
        long[] asked = new long[words];
        question.signsTo(asked, mean);
        int at = 0;
        for (int i = 0; i < distances.length; i++) {
            int distance = 0;
            for (int word = 0; word < words; word++) {
                distance += Long.bitCount(bits[at++] ^ asked[word]);
            }
            distances[i] = (short) distance;
        }
        return distances;
    }
}
