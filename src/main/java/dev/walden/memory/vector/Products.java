package dev.walden.memory.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.lucene.util.BytesRef;

/**
 * Products of one vector with many. Four numbers of the other are taken as one word, and the first, second, third and fourth of all words
 * are multiplied by numbers that lie side by side: the compiler makes vector instructions of that, which it does not of single bytes.
 * Immutable.
 */
final class Products {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final float worth;
    private final int[] firsts;
    private final int[] seconds;
    private final int[] thirds;
    private final int[] fourths;
    /** What is left when they are no whole words. */
    private final byte[] rest;

    Products(byte[] numbers, float worth) {
        this.worth = worth;
        int words = numbers.length / Integer.BYTES;
        firsts = new int[words];
        seconds = new int[words];
        thirds = new int[words];
        fourths = new int[words];
        for (int i = 0; i < words; i++) {
            firsts[i] = numbers[Integer.BYTES * i];
            seconds[i] = numbers[Integer.BYTES * i + 1];
            thirds[i] = numbers[Integer.BYTES * i + 2];
            fourths[i] = numbers[Integer.BYTES * i + 3];
        }
        rest = Arrays.copyOfRange(numbers, words * Integer.BYTES, numbers.length);
    }

    /** How alike it is to what {@link QuantizedVector#bytes} gave: the cosine of their angle, if both have length 1. */
    float with(BytesRef other) {
        int at = other.offset + Float.BYTES;
        int sum = ofWords(other.bytes, at);
        for (int i = 0; i < rest.length; i++) {
            sum += rest[i] * other.bytes[at + firsts.length * Integer.BYTES + i];
        }
        return sum * worth * QuantizedVector.worth(other);
    }

    private int ofWords(byte[] others, int at) {
        int sum = 0;
        for (int i = 0; i < firsts.length; i++) {
            int word = (int) WORD.get(others, at + Integer.BYTES * i);
            sum += (word << 24 >> 24) * firsts[i]
                    + (word << 16 >> 24) * seconds[i]
                    + (word << 8 >> 24) * thirds[i]
                    + (word >> 24) * fourths[i];
        }
        return sum;
    }
}
