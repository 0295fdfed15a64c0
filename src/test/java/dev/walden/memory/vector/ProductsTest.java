package dev.walden.memory.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductsTest {

    private static final int CASES = 200;
    /** A number is kept as one of 255, and the sum has that many. */
    private static final double ROUNDING = 0.02;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 383, 384, 385})
    void isTheCosineOfTheAngle(int dimensions) {
        for (int i = 0; i < CASES; i++) {
            float[] one = unit(dimensions);
            float[] other = unit(dimensions);

            float product = QuantizedVector.of(one).products().with(amidOthers(QuantizedVector.of(other)));

            assertThat(product).isCloseTo(dot(one, other), within((float) ROUNDING));
        }
    }

    /** As an index gives it: somewhere in a larger array. */
    private static BytesRef amidOthers(QuantizedVector vector) {
        BytesRef own = vector.bytes();
        byte[] larger = new byte[own.length + 10];
        Arrays.fill(larger, (byte) 99);
        System.arraycopy(own.bytes, own.offset, larger, 3, own.length);
        return new BytesRef(larger, 3, own.length);
    }

    private float[] unit(int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        float length = (float) Math.sqrt(dot(vector, vector));
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    private static float dot(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
