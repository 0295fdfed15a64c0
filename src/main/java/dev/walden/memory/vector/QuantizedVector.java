package dev.walden.memory.vector;

import java.nio.ByteBuffer;
import org.apache.lucene.util.BytesRef;

/** A vector with a byte a number, and what one of them is worth. Products differ from the exact ones by about a thousandth. */
final class QuantizedVector {

    private static final int MOST = 127;

    private final byte[] numbers;
    private final float worth;

    private QuantizedVector(byte[] numbers, float worth) {
        this.numbers = numbers;
        this.worth = worth;
    }

    static QuantizedVector of(float[] vector) {
        float largest = Float.MIN_NORMAL;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        byte[] numbers = new byte[vector.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (byte) Math.round(vector[i] / largest * MOST);
        }
        return new QuantizedVector(numbers, largest / MOST);
    }

    /** From what {@link #bytes} gave. */
    static QuantizedVector read(BytesRef bytes) {
        byte[] numbers = new byte[bytes.length - Float.BYTES];
        float worth = read(bytes, numbers);
        return new QuantizedVector(numbers, worth);
    }

    /** The same into an array of the right length; what one of its numbers is worth. */
    static float read(BytesRef bytes, byte[] numbers) {
        System.arraycopy(bytes.bytes, bytes.offset + Float.BYTES, numbers, 0, numbers.length);
        return worth(bytes);
    }

    /** What one number is worth. */
    static float worth(BytesRef bytes) {
        return ByteBuffer.wrap(bytes.bytes, bytes.offset, Float.BYTES).getFloat();
    }

    BytesRef bytes() {
        return new BytesRef(ByteBuffer.allocate(Float.BYTES + numbers.length)
                .putFloat(worth)
                .put(numbers)
                .array());
    }

    int dimensions() {
        return numbers.length;
    }

    /** Sets a bit for each number that is above the mean. */
    void signsTo(long[] bits, float[] mean) {
        signs(numbers, worth, mean, bits, 0);
    }

    /** How far it is from the mean. */
    float distance(float[] mean) {
        return distance(numbers, worth, mean);
    }

    /** Adds this, so many times, to a sum. */
    void addTo(float[] sum, float times) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times * worth * numbers[i];
        }
    }

    /** To compare it with many. */
    Products products() {
        return new Products(numbers, worth);
    }

    /** Sets a bit for each number of a vector that is above the mean, from one of the words on. */
    static void signs(byte[] numbers, float worth, float[] mean, long[] bits, int word) {
        for (int i = 0; i < mean.length; i++) {
            if (worth * numbers[i] > mean[i]) {
                bits[word + i / Long.SIZE] |= 1L << i;
            }
        }
    }

    /** How far such a vector is from the mean. */
    static float distance(byte[] numbers, float worth, float[] mean) {
        float square = 0;
        for (int i = 0; i < mean.length; i++) {
            float own = worth * numbers[i] - mean[i];
            square += own * own;
        }
        return (float) Math.sqrt(square);
    }
}
