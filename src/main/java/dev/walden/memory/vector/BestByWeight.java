package dev.walden.memory.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The nearest so many of each weight; of equally near ones the newest. For one search. */
final class BestByWeight {

    private static final Comparator<VectorHit> WORST_FIRST =
            Comparator.comparingDouble((VectorHit hit) -> hit.likeness()).thenComparingLong(VectorHit::seq);

    private final int wanted;
    private final Map<Integer, PriorityQueue<VectorHit>> kept = new HashMap<>();

    BestByWeight(int wanted) {
        this.wanted = wanted;
    }

    void offer(int weight, long seq, float likeness) {
        PriorityQueue<VectorHit> best = kept.computeIfAbsent(weight, key -> new PriorityQueue<>(WORST_FIRST));
        VectorHit worst = best.size() < wanted ? null : best.element();
        if (worst != null && (likeness < worst.likeness() || (likeness == worst.likeness() && seq < worst.seq()))) {
            return; // as nearly all do
        }
        if (worst != null) {
            best.remove();
        }
        best.add(new VectorHit(seq, likeness));
    }

    /** In no order. */
    List<VectorHit> hits() {
        List<VectorHit> hits = new ArrayList<>();
        kept.values().forEach(hits::addAll);
        return hits;
    }
}
