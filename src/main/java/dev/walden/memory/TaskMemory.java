package dev.walden.memory;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.Message;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Memory as a task sees it. Thread-safe. */
public interface TaskMemory {

    /** In the place of words that were forgotten. */
    String FORGOTTEN = "[forgotten]";

    /** What {@link TaskSubmitted#run} says of a task that runs no procedure, whatever its words. */
    String NO_RUN = "";

    /**
     * What {@link TaskSubmitted#run} says of a new task's words: the procedure that they ask to run, if there is one with steps or a skill
     * whose file is wrong, else the empty text; empty when they ask for something else.
     */
    Optional<String> runAskedFor(Space space, String words);

    /**
     * What may matter for a task's input: the rules of its space, recalled items within a token budget, and the recent turns of its session
     * within another. Sees all rules and every fact, message, erasure and turn acknowledged before the call; episodes of other sessions some hundred
     * milliseconds later. A request to run a procedure that has steps is given that one alone: the run reads nothing else, and who was
     * shown nothing from outside need not ask before it acts. What was decided of that when the task was accepted holds: a procedure that
     * is there no more, or is wrong, is still given by its name, so that the run says so; one that came later is not offered to a task that named it.
     * What is told of procedures is in the log when it returns.
     *
     * @throws dev.walden.activity.ActivityException.NoSpace when there is no room to record that
     */
    Context gather(TaskSubmitted asked) throws InterruptedException;

    /**
     * The same context again, from what was recorded of it, after a restart; with the rules of the space that were taken then, and what was told
     * of procedures, whatever became of them. An item or a procedure forgotten meanwhile has the text {@value #FORGOTTEN}. Where an earlier
     * version did not record what was told, it is what would be told now; what was given nothing else is a run then, also where that was not
     * decided when the task was accepted; when its procedure is there no more, only with inputs.
     */
    Context restore(TaskSubmitted asked, ContextGathered given);

    /**
     * What memory has for a task.
     *
     * @param items best first
     * @param turns oldest first
     * @param procedures what the task may follow
     * @param vectors what became of vectors, a code of {@link VectorUse}; null when memory makes none, or was not searched
     * @param earlier what stands for the turns of the session that did not fit; null when all did
     * @param rules of the task's space; null when it has none
     * @param offered where it stands in the log what is told of procedures, as the record of the context says it; null when there are none
     */
    record Context(
            List<RecalledItem> items,
            List<Turn> turns,
            List<OfferedProcedure> procedures,
            @Nullable String vectors,
            @Nullable Earlier earlier,
            @Nullable SpaceRules rules,
            @Nullable String offered) {
        /** Without procedures and a search by vectors, in a space without rules. */
        public Context(List<RecalledItem> items, List<Turn> turns) {
            this(items, turns, List.of(), null, null, null, null);
        }

        public Context {
            items = List.copyOf(items);
            turns = List.copyOf(turns);
            procedures = List.copyOf(procedures);
        }
    }

    /**
     * What stands for older turns of the session.
     *
     * @param recorded where it stands in the log, as the record of the context says it
     * @param text how many there are, and sentences of them
     * @param seq the last record that is quoted
     * @param trusted false when a task that is quoted had been shown words from outside
     */
    record Earlier(String recorded, String text, long seq, boolean trusted) {

        /** As a prompt shows it, in front of the turns. */
        public RecalledItem inPrompt() {
            return new RecalledItem("earlier", RecalledItem.QUOTATION, text, seq, trusted);
        }
    }

    /**
     * One earlier turn of the session.
     *
     * @param seq the record that holds it
     * @param trusted false when the task that spoke had been shown words from outside
     */
    record Turn(long seq, Message message, boolean trusted) {}
}
