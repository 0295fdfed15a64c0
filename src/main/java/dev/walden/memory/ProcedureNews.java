package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the views tell those who learn procedures and those who follow them: which ways were gone, and that what was learned is no
 * longer the same. Told on the thread of the views, once readers can see it; asked on any thread.
 */
final class ProcedureNews {

    private static final int MOST_WAYS = 1_000;

    /** Confined to the thread of the views. */
    private final Set<Way> pending = new HashSet<>();

    /** Confined to the thread of the views; counts what was rolled back, too. */
    private long applied;

    private boolean used;

    private volatile long changes;
    private volatile Runnable listener = () -> {};

    /** Guarded by this. */
    private Set<Way> gone = new LinkedHashSet<>();

    /** Has somebody told, on the thread of the views, that there is something to look at. Must return at once. */
    void onNews(Runnable other) {
        listener = other;
    }

    /** A task came to its end. */
    void ended(EpisodeRecorded event) {
        if (!event.procedures().isEmpty()) {
            used = true;
        } else if (event.outcome().equals("completed") && !event.tools().isEmpty() && pending.size() < MOST_WAYS) {
            pending.add(Way.of(event));
        }
    }

    /** There is another learned procedure, or one is in another state. */
    void changed() {
        applied++;
    }

    /** How often what was learned changed, at least, as far as readers see it. */
    long changes() {
        return changes;
    }

    void committed() {
        boolean news = used || !pending.isEmpty();
        changes = applied;
        if (news) {
            add();
            pending.clear();
            used = false;
            listener.run();
        }
    }

    void rolledBack() {
        pending.clear();
        used = false;
    }

    /** The ways that were gone since this was asked last; of very many, the first. */
    synchronized Set<Way> take() {
        Set<Way> taken = gone;
        gone = new LinkedHashSet<>();
        return taken;
    }

    private synchronized void add() {
        for (Way way : pending) {
            if (gone.size() < MOST_WAYS) {
                gone.add(way);
            }
        }
    }
}
