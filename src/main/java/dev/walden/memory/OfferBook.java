package dev.walden.memory;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.ServiceEvent.ProceduresOffered;
import dev.walden.activity.Views;
import dev.walden.conversation.OfferedProcedure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which records have the words that tasks are told of procedures. Words that none has are recorded before the first task is told of them; who
 * comes back to what was recorded once, in whatever life, is given that record. Thread-safe.
 */
final class OfferBook {

    /** Those of one version of all skills, and of runs of each alone. */
    private static final int MOST_KNOWN = 64;

    private final ActivityLog log;
    private final Views views;
    private final ReentrantLock recording = new ReentrantLock();

    /** Guarded by {@link #recording}. Views may not have yet what was recorded a moment ago. */
    private final Map<String, Long> known = new HashMap<>();

    OfferBook(ActivityLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    /** What a task's context records of them, of which those that are learned come last; null for none. Durable when it returns. */
    @Nullable
    String recorded(List<Offer> offers) {
        if (offers.isEmpty()) {
            return null;
        }
        List<OfferedProcedure> words = offers.stream()
                .filter(offer -> offer.learned() == null)
                .map(Offer::told)
                .toList();
        List<Long> learned =
                offers.stream().map(Offer::learned).filter(Objects::nonNull).toList();
        return new OfferRecords(words.isEmpty() ? null : recordOf(OfferLines.text(words)), learned).recorded();
    }

    private long recordOf(String told) {
        recording.lock();
        try {
            Long seq = known.get(told);
            if (seq == null) {
                seq = views.read(connection -> OfferTable.find(connection, told))
                        .orElseGet(() ->
                                log.append(List.of(new ProceduresOffered(told))).last());
                if (known.size() == MOST_KNOWN) {
                    known.clear();
                }
                known.put(told, seq);
            }
            return seq;
        } finally {
            recording.unlock();
        }
    }
}
