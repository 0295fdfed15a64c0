package dev.walden.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.walden.activity.Space;
import dev.walden.activity.Views;
import dev.walden.conversation.Message;
import dev.walden.memory.TaskMemory.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The recent turns of sessions: question and answer of tasks that ended, within a token budget. Thread-safe. Kept in RAM for the
 * sessions last asked for; each time the views are asked whether the session has changed, so that nothing stale is ever given.
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

    /** The newest turns that fit, oldest first. A question never comes without its answer. */
    List<Turn> turns(Space space, String session) {
        Session key = new Session(space.name(), session);
        long changed = views.read(connection -> TaskTable.changed(connection, key.space(), key.session()));
        Turns known = recent.getIfPresent(key);
        if (known == null || known.changedSeq() != changed) {
            known = new Turns(
                    changed,
                    packed(views.read(connection -> TaskTable.spoken(connection, key.space(), key.session()))));
            recent.put(key, known);
        }
        return known.turns();
    }

    private List<Turn> packed(List<TaskTable.Row> newestFirst) {
        Deque<Turn> turns = new ArrayDeque<>();
        int left = budgetTokens;
        for (TaskTable.Row task : newestFirst) {
            left -= TokenEstimate.of(task.input()) + TokenEstimate.of(task.answer());
            if (left < 0) {
                break;
            }
            turns.addFirst(new Turn(task.endedSeq(), new Message.Assistant(task.answer(), List.of()), task.trusted()));
            turns.addFirst(new Turn(task.askedSeq(), new Message.User(task.input()), true));
        }
        return new ArrayList<>(turns);
    }

    private record Session(String space, String session) {}

    /** Turns as they were after a change; a reader between two changes may see newer ones, which the next look replaces. */
    private record Turns(long changedSeq, List<Turn> turns) {
        Turns {
            turns = List.copyOf(turns);
        }
    }
}
