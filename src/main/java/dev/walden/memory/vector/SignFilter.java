package dev.walden.memory.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Lets the vectors pass whose signs are the most like the question's, so many of each weight. For one search. */
final class SignFilter {

    private final int wanted;
    private final List<Passed> parts = new ArrayList<>();
    /** By weight: how many vectors have each distance. */
    private final Map<Integer, int[]> counts = new HashMap<>();

    private final Map<Integer, Integer> farthest = new HashMap<>();

    SignFilter(int wanted) {
        this.wanted = wanted;
    }

    /** Adds the vectors of a segment; all segments come before the first question. */
    void add(SpaceColumn column, short[] distances, IntPredicate lives) {
        for (int i = 0; i < distances.length; i++) {
            if (lives.test(i)) {
                counts.computeIfAbsent(column.weight(i), weight -> new int[Short.MAX_VALUE])[distances[i]]++;
            }
        }
        parts.add(i -> distances[i] <= farthest(column.weight(i)));
    }

    /** What passes of the segment that was added as this one. */
    Passed part(int part) {
        return parts.get(part);
    }

    private int farthest(int weight) {
        return farthest.computeIfAbsent(weight, key -> {
            int[] ofDistance = counts.getOrDefault(key, new int[0]);
            int distance = 0;
            for (int passed = 0; distance < ofDistance.length && passed < wanted; distance++) {
                passed += ofDistance[distance];
            }
            return distance - 1;
        });
    }

    /** Which vectors of a segment pass. */
    @FunctionalInterface
    interface Passed {
        boolean lets(int place);
    }
}
