package dev.walden.memory;

import dev.walden.activity.ActivityEvent;
import dev.walden.activity.MemoryEvent.FactDisputed;
import dev.walden.activity.MemoryEvent.FactSuperseded;
import dev.walden.activity.Space;
import java.util.List;

/**
 * What is to be recorded of others, and of a fact itself, as it is judged.
 *
 * @param fact as memory has it
 * @param from when it begins to end others, in microseconds since 1970
 */
record Consequences(Space space, String fact, long from, Judgement judged) {

    void addTo(List<ActivityEvent> events) {
        addEnds(events);
        whys(judged.against())
                .forEach(why -> events.add(new FactDisputed(space, fact, idsOf(judged.against(), why), why)));
        for (Ruled doubted : judged.doubted()) {
            events.add(new FactDisputed(space, doubted.fact().id(), List.of(fact), doubted.why()));
        }
        Ruled next = judged.next();
        if (next != null) {
            events.add(new FactSuperseded(
                    space,
                    List.of(fact),
                    next.fact().id(),
                    Validity.instant(next.fact().from()),
                    next.why()));
        }
    }

    /** Of what it ends alone. */
    void addEnds(List<ActivityEvent> events) {
        whys(judged.ends())
                .forEach(why -> events.add(
                        new FactSuperseded(space, idsOf(judged.ends(), why), fact, Validity.instant(from), why)));
    }

    private static List<String> whys(List<Ruled> ruled) {
        return ruled.stream().map(Ruled::why).distinct().toList();
    }

    private static List<String> idsOf(List<Ruled> ruled, String why) {
        return ruled.stream()
                .filter(one -> one.why().equals(why))
                .map(one -> one.fact().id())
                .toList();
    }
}
