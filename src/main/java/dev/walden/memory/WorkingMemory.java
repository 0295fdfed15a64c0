package dev.walden.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.conversation.Message;
import dev.walden.memory.TaskMemory.Turn;
import dev.walden.reasoning.TokenEstimate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recent turns of sessions: question and answer of tasks that ended, within a token budget, and sentences of those that do not fit.
 * Thread-safe. Kept in RAM for the sessions last asked for; each time the views are asked whether the session has changed, so that
 * nothing stale is ever given.
 */
final class WorkingMemory {

    private static final int MAX_SESSIONS = 1_000;

    private final Views views;
    private final int budgetTokens;
    private final Cache<Session, Turns> recent =
            Caffeine.newBuilder().maximumSize(MAX_SESSIONS).build();

    WorkingMemory(Views views, int budgetTokens) {
        this.views = views;
        this.budgetTokens = budgetTokens;
    }

    /** The newest turns that fit, oldest first, and what is given of the others. A question never comes without its answer. */
    Turns turns(Space space, String session) {
        Session key = new Session(space.name(), session);
        long changed = views.read(connection -> TaskTable.changed(connection, key.space(), key.session()));
        Turns known = recent.getIfPresent(key);
        if (known == null || known.changedSeq() != changed) {
            known = packed(changed, views.read(connection -> TaskTable.spoken(connection, key.space(), key.session())));
            recent.put(key, known);
        }
        return known;
    }

    private Turns packed(long changed, List<TaskTable.Row> newestFirst) {
        Deque<Turn> turns = new ArrayDeque<>();
        int left = budgetTokens;
        int kept = 0;
        for (TaskTable.Row task : newestFirst) {
            left -= TokenEstimate.of(task.input()) + TokenEstimate.of(task.answer());
            if (left < 0) {
                break;
            }
            turns.addFirst(new Turn(task.endedSeq(), new Message.Assistant(task.answer(), List.of()), task.trusted()));
            turns.addFirst(new Turn(task.askedSeq(), new Message.User(task.input()), true));
            kept++;
        }
        List<TaskTable.Row> others = budgetTokens == 0 ? List.of() : newestFirst.subList(kept, newestFirst.size());
        return new Turns(
                changed,
                List.copyOf(turns),
                EarlierTurns.of(others, budgetTokens)
                        .map(earlier -> earlier.told(others))
                        .orElse(null));
    }

    private record Session(String space, String session) {}

    /**
     * Turns as they were after a change; a reader between two changes may see newer ones, which the next look replaces.
     *
     * @param earlier what is given of those that do not fit; null when all do
     */
    record Turns(long changedSeq, List<Turn> turns, TaskMemory.@Nullable Earlier earlier) {
        Turns {
            turns = List.copyOf(turns);
        }
    }
}
