package dev.walden.memory.vector;

import java.util.List;

/**
 * The vector by which an item is found: its own and, less and less, those of what was said beside it. On long dialogues it found
 * as much as a second vector of the joined texts did, which costs six times as much to compute.
 */
final class Blend {

    /** What stands next to an item counts as this part of it, and what stands after that. */
    private static final float[] SHARES = {0.45f, 0.23f};

    private final float[] sum;

    Blend(QuantizedVector own) {
        sum = new float[own.dimensions()];
        own.addTo(sum, 1);
    }

    /** Adds what was said before or after, the nearest first. */
    Blend beside(List<QuantizedVector> nearestFirst) {
        for (int i = 0; i < Math.min(SHARES.length, nearestFirst.size()); i++) {
            nearestFirst.get(i).addTo(sum, SHARES[i]);
        }
        return this;
    }

    QuantizedVector unitLength() {
        double square = 0;
        for (float number : sum) {
            square += (double) number * number;
        }
        float length = (float) Math.max(Math.sqrt(square), Float.MIN_NORMAL);
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = sum[i] / length;
        }
        return QuantizedVector.of(unit);
    }
}
