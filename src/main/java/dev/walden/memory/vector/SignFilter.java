package dev.walden.memory.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets the vectors pass whose signs are the most like the question's, so many of each weight and no more: of equally like ones the newest. For
 * one search.
 */
final class SignFilter {

    /** No weight of an item is higher, in percent. */
    private static final int WEIGHTS = Byte.MAX_VALUE + 1;

    private final int wanted;
    private final List<Part> parts = new ArrayList<>();
    /** By weight: how many vectors have each distance. */
    private final int[] @Nullable [] counts = new int[WEIGHTS][];

    private final @Nullable Limit[] limits = new Limit[WEIGHTS];

    SignFilter(int wanted) {
        this.wanted = wanted;
    }

    /** Adds the vectors of a segment; all segments come before the first question. */
    void add(SpaceColumn column, short[] distances, IntPredicate lives) {
        for (int i = 0; i < distances.length; i++) {
            if (lives.test(i)) {
                int[] ofWeight = counts[column.weight(i)];
                if (ofWeight == null) {
                    ofWeight = new int[Signs.FARTHEST + 1];
                    counts[column.weight(i)] = ofWeight;
                }
                ofWeight[distances[i]]++;
            }
        }
        parts.add(new Part(column, distances, lives));
    }

    /** What passes of the segment that was added as this one, among those that live. */
    IntPredicate part(int part) {
        Part of = parts.get(part);
        return i -> of.lets(i, limit(of.weight(i)));
    }

    private Limit limit(int weight) {
        Limit limit = limits[weight];
        if (limit == null) {
            limit = limit(weight, counts[weight]);
            limits[weight] = limit;
        }
        return limit;
    }

    private Limit limit(int weight, int @Nullable [] ofDistance) {
        int room = wanted;
        for (int distance = 0; ofDistance != null && distance <= Signs.FARTHEST; distance++) {
            if (room < ofDistance[distance]) {
                return new Limit(distance, room == 0 ? Long.MAX_VALUE : newest(weight, distance, room));
            }
            room -= ofDistance[distance];
        }
        return new Limit(Signs.FARTHEST, Long.MIN_VALUE);
    }

    /** The oldest of the newest so many of those at a distance: a thousand that say the same are as like as one. */
    private long newest(int weight, int distance, int room) {
        long[] seqs = new long[parts.size() * room];
        int found = 0;
        for (Part part : parts) {
            found = part.newest(weight, distance, room, seqs, found);
        }
        Arrays.sort(seqs, 0, found);
        return seqs[found - room];
    }

    /**
     * Of one weight.
     *
     * @param distance nearer ones pass
     * @param seq at this distance, those from this on
     */
    private record Limit(int distance, long seq) {

        boolean lets(int itsDistance, long itsSeq) {
            return itsDistance < distance || (itsDistance == distance && itsSeq >= seq);
        }
    }

    /** The space in one segment. */
    private static final class Part {

        private final SpaceColumn column;
        private final short[] distances;
        private final IntPredicate lives;

        Part(SpaceColumn column, short[] distances, IntPredicate lives) {
            this.column = column;
            this.distances = distances;
            this.lives = lives;
        }

        boolean lets(int i, Limit limit) {
            return limit.lets(distances[i], column.seq(i));
        }

        int weight(int i) {
            return column.weight(i);
        }

        /** Adds the seqs of those at a distance, so many of the newest at most, and returns the place behind the last. */
        int newest(int weight, int distance, int room, long[] seqs, int from) {
            int to = from;
            for (int i = 0; i < distances.length && to - from < room; i++) {
                if (distances[i] == distance && column.weight(i) == weight && lives.test(i)) {
                    seqs[to++] = column.seq(i);
                }
            }
            return to;
        }
    }
}
