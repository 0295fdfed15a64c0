package dev.walden.memory.vector;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;

/**
 * Vectors as one bit a number, whether it is above the mean of all in the segment (without the mean, which vectors of one model have in
 * common, most signs would be the same), and how far they are from that mean. Of the triangle of mean, question and vector two sides are
 * known so, and how many bits differ tells roughly the angle between them. The bits alone would say nothing of what is new: a vector that
 * is alone in its segment is its mean, and those of one document differ from theirs in what has nothing to do with its subject.
 */
final class Signs {

    /** No vector is farther from a question. */
    static final int FARTHEST = 2_048;

    /** Of a square of a distance: it is 4 at most, that of two vectors of length 1 that are opposite. */
    private static final float SCALE = FARTHEST / 4f;

    private final float[] mean;
    private final long[] bits;
    private final float[] fromMean;
    private final float[] cosines;
    private final int words;

    private Signs(float[] mean, long[] bits, float[] fromMean) {
        this.mean = mean;
        this.bits = bits;
        this.fromMean = fromMean;
        this.cosines = cosines(mean.length);
        this.words = words(mean.length);
    }

    static Signs of(LeafReader leaf, int first, int count) throws IOException {
        BinaryDocValues vectors = DocValues.getBinary(leaf, VectorDocument.BLEND);
        if (count == 0 || !vectors.advanceExact(first)) {
            return new Signs(new float[0], new long[0], new float[0]);
        }
        float[] mean = mean(vectors, first, count);
        int words = words(mean.length);
        long[] bits = new long[Math.multiplyExact(count, words)];
        float[] fromMean = new float[count];
        BinaryDocValues again = DocValues.getBinary(leaf, VectorDocument.BLEND);
        byte[] numbers = new byte[mean.length];
        for (int i = 0; i < count; i++) {
            if (again.advanceExact(first + i)) {
                float worth = QuantizedVector.read(again.binaryValue(), numbers);
                QuantizedVector.signs(numbers, worth, mean, bits, i * words);
                fromMean[i] = QuantizedVector.distance(numbers, worth, mean);
            }
        }
        return new Signs(mean, bits, fromMean);
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

    /** The square of how far each vector is from the question, up to {@link #FARTHEST}, in the order of documents. */
    short[] distances(QuantizedVector question) {
        short[] distances = new short[fromMean.length];
        long[] asked = new long[words];
        question.signsTo(asked, mean);
        float itsFromMean = question.distance(mean);
        float itsSquare = SCALE * itsFromMean * itsFromMean;
        float[] towards = towards(itsFromMean);
        int at = 0;
        for (int i = 0; i < distances.length; i++) {
            int differing = 0;
            for (int word = 0; word < words; word++) {
                differing += Long.bitCount(bits[at++] ^ asked[word]);
            }
            float square = itsSquare + fromMean[i] * (SCALE * fromMean[i] - towards[differing]);
            distances[i] = (short) Math.min(Math.max((int) square, 0), FARTHEST);
        }
        return distances;
    }

    /** What the law of cosines takes from the squares, by how many signs differ, for each unit that a vector is from the mean. */
    private float[] towards(float itsFromMean) {
        float[] towards = new float[cosines.length];
        for (int differing = 0; differing < towards.length; differing++) {
            towards[differing] = 2 * SCALE * itsFromMean * cosines[differing];
        }
        return towards;
    }

    /** Of the angle between two vectors, by how many of their signs differ. */
    private static float[] cosines(int numbers) {
        float[] cosines = new float[numbers + 1];
        for (int differing = 0; differing < numbers; differing++) {
            cosines[differing] = (float) Math.cos(Math.PI * differing / numbers);
        }
        cosines[numbers] = -1;
        return cosines;
    }
}
