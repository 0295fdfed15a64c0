package dev.walden.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fact that comes to be known is among those that are: the same as one of them, or a new one that ends some, is ended by a later
 * one, or is disputed. What is said later wins; but what is not trusted never ends what is, nor counts as it.
 *
 * @param same the fact that says it already, null when none does
 * @param earlier whether the fact is known to be true earlier than it was by this
 * @param ends facts that are true no longer when it begins
 * @param next the fact that ends it, null for none
 * @param against trusted facts that it contradicts, not being trusted
 * @param doubted facts that are not trusted and contradict it later
 */
record Judgement(
        @Nullable Fact same,
        boolean earlier,
        List<Ruled> ends,
        @Nullable Ruled next,
        List<Ruled> against,
        List<Ruled> doubted) {

    Judgement {
        ends = List.copyOf(ends);
        against = List.copyOf(against);
        doubted = List.copyOf(doubted);
    }

    /** Whether nothing that is held speaks of it, for or against. */
    boolean free() {
        return same == null && ends.isEmpty() && next == null && against.isEmpty() && doubted.isEmpty();
    }

    /** @param near other facts that are true when it begins or later, the first to begin first */
    static Judgement of(Fact fact, List<Fact> near) {
        List<Ruled> ruled = new ArrayList<>();
        for (Fact other : near) {
            fact.relationTo(other).ifPresent(relation -> ruled.add(new Ruled(other, relation)));
        }
        Optional<Ruled> now = ruled.stream()
                .filter(one -> one.covers(fact) && one.fact().from() <= fact.from())
                .findFirst();
        if (now.isPresent()) {
            return new Judgement(now.get().fact(), false, List.of(), null, List.of(), List.of());
        }
        return among(fact, ruled);
    }

    private static Judgement among(Fact fact, List<Ruled> ruled) {
        List<Ruled> present =
                ruled.stream().filter(one -> one.fact().from() <= fact.from()).toList();
        List<Ruled> later =
                ruled.stream().filter(one -> one.fact().from() > fact.from()).toList();
        List<Ruled> ends = present.stream().filter(one -> one.yieldsTo(fact)).toList();
        List<Ruled> against =
                present.stream().filter(one -> !one.yieldsTo(fact)).toList();
        Optional<Ruled> next = later.stream().filter(one -> one.binds(fact)).findFirst();
        if (next.isPresent() && next.get().covers(fact)) {
            boolean earlier = fact.trusted() || !next.get().fact().trusted();
            return new Judgement(next.get().fact(), earlier, earlier ? ends : List.of(), null, List.of(), List.of());
        }
        long end = next.map(one -> one.fact().from()).orElse(fact.ends());
        List<Ruled> doubted = later.stream()
                .filter(one -> !one.binds(fact) && one.fact().from() < end)
                .toList();
        return new Judgement(null, false, ends, next.orElse(null), against, doubted);
    }
}
