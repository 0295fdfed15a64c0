package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.MemoryEvent.ProcedureLearned;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.conversation.OfferedProcedure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a task was told of procedures, by the records that its context names, whatever became of them since. */
record RestoredOffers(Views views, LearnedWords learned) {

    /** In the same order. A learned one that was forgotten meanwhile has its name, and says so. */
    List<OfferedProcedure> of(Space space, OfferRecords recorded) {
        List<OfferedProcedure> told = new ArrayList<>();
        if (recorded.words() != null) {
            told.addAll(OfferLines.parse(words(recorded.words())));
        }
        if (!recorded.learned().isEmpty()) {
            told.addAll(learned(space, recorded.learned()));
        }
        return told;
    }

    private String words(long seq) {
        return views.read(connection -> OfferTable.told(connection, seq))
                .orElseThrow(() -> new ActivityException.ViewsBehind(
                        "The views do not know the procedures that were offered by record %d. Ask again, or run rebuild."
                                .formatted(seq)));
    }

    private List<OfferedProcedure> learned(Space space, List<Long> seqs) {
        Map<Long, String> names = new HashMap<>();
        List<Long> living = new ArrayList<>();
        List<Object> values = new ArrayList<>(seqs);
        values.addFirst(space.name());
        views.read(connection -> {
            Sql.each(
                    connection,
                    "SELECT seq, name, erased FROM memory_learned WHERE space = ? AND seq IN " + Sql.list(seqs.size()),
                    row -> {
                        names.put(row.getLong(1), row.getString(2));
                        if (row.getInt(3) == 0) {
                            living.add(row.getLong(1));
                        }
                    },
                    values.toArray());
            return living;
        });
        Map<Long, ProcedureLearned> words = living.isEmpty() ? Map.of() : learned.of(living);
        return seqs.stream()
                .map(seq -> told(names.getOrDefault(seq, TaskMemory.FORGOTTEN), words.get(seq)))
                .toList();
    }

    private static OfferedProcedure told(String name, @Nullable ProcedureLearned words) {
        return words == null
                ? new OfferedProcedure(name, TaskMemory.FORGOTTEN, true)
                : Offer.told(LearnedProcedure.definition(words));
    }
}
