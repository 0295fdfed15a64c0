package dev.walden.memory;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.activity.Views;
import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory.Earlier;
import dev.walden.memory.TaskMemory.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words behind what was recorded of a task's context, as the views have them now; what was forgotten meanwhile says so. */
record RestoredWords(Views views, LearnedWords learned) {

    /**
     * All of it.
     *
     * @param procedures of today, for what no record says
     */
    TaskMemory.Context context(TaskSubmitted asked, ContextGathered given, Procedures procedures) {
        Space space = asked.space();
        return new TaskMemory.Context(
                items(space, given.items()),
                turns(space, given.turns()),
                procedures(asked, given, procedures),
                null,
                given.earlier() == null ? null : earlier(space, given.earlier()),
                given.rules() == null ? null : rules(space, given.rules()),
                given.procedures());
    }

    private List<OfferedProcedure> procedures(TaskSubmitted asked, ContextGathered given, Procedures today) {
        String recorded = given.procedures();
        if (recorded == null) {
            return List.of();
        }
        return recorded.equals(ContextGathered.NOT_RECORDED)
                ? ofToday(asked, given, today)
                : new RestoredOffers(views, learned).of(asked.space(), OfferRecords.parse(recorded));
    }

    /** Of a task that earlier versions began: what was given nothing else may be a run. */
    private static List<OfferedProcedure> ofToday(TaskSubmitted asked, ContextGathered given, Procedures today) {
        boolean nothing = given.items().isEmpty() && given.turns().isEmpty() && given.earlier() == null;
        Optional<Offer> run = nothing ? today.toRunAgain(asked) : Optional.empty();
        return run.map(List::of).orElseGet(() -> today.offered(asked)).stream()
                .map(Offer::told)
                .toList();
    }

    private SpaceRules rules(Space space, long seq) {
        return views.read(connection -> RulesTable.of(connection, space, seq))
                .orElseThrow(() -> new ActivityException.ViewsBehind(
                        "The views do not know the rules of the space %s in record %d. Ask again, or run rebuild."
                                .formatted(space, seq)));
    }

    List<RecalledItem> items(Space space, List<String> ids) {
        Map<String, RecalledItem> known = new HashMap<>();
        for (MemoryItem item : views.read(connection -> ItemTable.ofIds(connection, ids))) {
            if (item.space().equals(space)) {
                known.put(item.id(), RecallingMemory.recalled(item));
            }
        }
        List<RecalledItem> restored = new ArrayList<>();
        for (String id : ids) {
            RecalledItem item = known.get(id);
            restored.add(
                    item == null ? new RecalledItem(id, ItemKind.FACT.code(), TaskMemory.FORGOTTEN, 0, false) : item);
        }
        return restored;
    }

    Earlier earlier(Space space, String recorded) {
        EarlierTurns earlier = EarlierTurns.parse(recorded);
        List<Long> quoted =
                earlier.quotes().stream().map(EarlierTurns.Place::record).toList();
        return earlier.told(views.read(connection -> TaskTable.ofTurns(connection, space.name(), quoted)));
    }

    List<Turn> turns(Space space, List<Long> seqs) {
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
        return isOfUser(place)
                ? new Message.User(TaskMemory.FORGOTTEN)
                : new Message.Assistant(TaskMemory.FORGOTTEN, List.of());
    }

    private static boolean isOfUser(int place) {
        return place % 2 == 0;
    }

    static String orForgotten(String text) {
        return text.isEmpty() ? TaskMemory.FORGOTTEN : text;
    }
}
