package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.Views;
import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Memory for tasks: searches with the task's input, and adds the session's recent turns. */
final class RecallingMemory implements TaskMemory {

    static final String FORGOTTEN = "[forgotten]";

    private static final WorkingMemory.Turns NO_TURNS = new WorkingMemory.Turns(0, List.of(), null);
    private static final int CANDIDATES = 50;

    private static final Duration APPLY_DEADLINE = Duration.ofSeconds(10);

    private final ActivityLog log;
    private final Views views;
    private final RoutedSearch search;
    private final WorkingMemory working;
    private final Procedures procedures;
    private final int recallTokens;

    RecallingMemory(
            ActivityLog log,
            Views views,
            RoutedSearch search,
            WorkingMemory working,
            Procedures procedures,
            int recallTokens) {
        this.log = log;
        this.views = views;
        this.search = search;
        this.working = working;
        this.procedures = procedures;
        this.recallTokens = recallTokens;
    }

    @Override
    public Optional<String> runAskedFor(Space space, String words) {
        return procedures.decided(space, words);
    }

    @Override
    public Context gather(TaskSubmitted asked) throws InterruptedException {
        Optional<OfferedProcedure> run = procedures.toRun(asked);
        return run.isPresent() ? new Context(List.of(), List.of(), List.of(run.get()), null, null) : whatMatters(asked);
    }

    private Context whatMatters(TaskSubmitted asked) throws InterruptedException {
        MemorySearch.Found found = search.forTask(MemoryQuery.of(asked.space(), asked.input(), CANDIDATES));
        String vectors =
                found.vectorUse() == VectorUse.OFF ? null : found.vectorUse().code();
        WorkingMemory.Turns turns = turns(asked);
        return new Context(
                Packing.of(found, recallTokens), turns.turns(), procedures.offered(asked), vectors, turns.earlier());
    }

    /** A session that is named after the task begins with it: nothing has to be waited for to know that there are none. */
    private WorkingMemory.Turns turns(TaskSubmitted asked) throws InterruptedException {
        if (asked.session().equals(asked.task().value())) {
            return NO_TURNS;
        }
        log.awaitApplied(log.durable(), APPLY_DEADLINE);
        return working.turns(asked.space(), asked.session());
    }

    @Override
    public Context restore(TaskSubmitted asked, List<String> items, List<Long> turns, @Nullable String earlier) {
        try {
            log.awaitApplied(log.durable(), APPLY_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActivityException.ViewsBehind("The wait for what was forgotten meanwhile was interrupted.");
        }
        Space space = asked.space();
        boolean nothing = items.isEmpty() && turns.isEmpty() && earlier == null; // as a run is given
        Optional<OfferedProcedure> run = nothing ? procedures.toRunAgain(asked) : Optional.empty();
        return new Context(
                restoredItems(space, items),
                restoredTurns(space, turns),
                run.map(List::of).orElseGet(() -> procedures.offered(asked)),
                null,
                earlier == null ? null : restored(space, EarlierTurns.parse(earlier)));
    }

    private List<RecalledItem> restoredItems(Space space, List<String> ids) {
        Map<String, RecalledItem> known = new HashMap<>();
        for (MemoryItem item : views.read(connection -> ItemTable.ofIds(connection, ids))) {
            if (item.space().equals(space)) {
                known.put(item.id(), recalled(item));
            }
        }
        List<RecalledItem> restored = new ArrayList<>();
        for (String id : ids) {
            RecalledItem item = known.get(id);
            restored.add(item == null ? new RecalledItem(id, ItemKind.FACT.code(), FORGOTTEN, 0, false) : item);
        }
        return restored;
    }

    private Earlier restored(Space space, EarlierTurns earlier) {
        List<Long> quoted =
                earlier.quotes().stream().map(EarlierTurns.Place::record).toList();
        return earlier.told(views.read(connection -> TaskTable.ofTurns(connection, space.name(), quoted)));
    }

    private List<Turn> restoredTurns(Space space, List<Long> seqs) {
        Map<Long, Turn> known = new HashMap<>();
        for (TaskTable.Row task : views.read(connection -> TaskTable.ofTurns(connection, space.name(), seqs))) {
            Message asked = new Message.User(orForgotten(task.input()));
            Message answered = new Message.Assistant(orForgotten(task.answer()), List.of());
            known.put(task.askedSeq(), new Turn(task.askedSeq(), asked, true));
            known.put(task.endedSeq(), new Turn(task.endedSeq(), answered, task.trusted()));
        }
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < seqs.size(); i++) {
            Turn turn = known.get(seqs.get(i));
            turns.add(turn == null ? new Turn(seqs.get(i), forgottenTurn(i), isOfUser(i)) : turn);
        }
        return turns;
    }

    /** Turns come in pairs, so that an unknown one's role is known from its place. */
    private static Message forgottenTurn(int place) {
        return isOfUser(place) ? new Message.User(FORGOTTEN) : new Message.Assistant(FORGOTTEN, List.of());
    }

    private static boolean isOfUser(int place) {
        return place % 2 == 0;
    }

    static RecalledItem recalled(MemoryItem item) {
        String speaker = item.kind() == ItemKind.DOCUMENT && !item.text().isEmpty()
                ? DocumentSource.of(item).inWords()
                : item.speaker();
        return new RecalledItem(
                item.id(),
                item.kind().code(),
                speaker,
                orForgotten(item.text()),
                item.seq(),
                item.trusted(),
                item.validity().disputed());
    }

    private static String orForgotten(String text) {
        return text.isEmpty() ? FORGOTTEN : text;
    }
}
