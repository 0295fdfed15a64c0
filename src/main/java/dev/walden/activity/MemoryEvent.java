package dev.walden.activity;

import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fact about what memory holds. */
public sealed interface MemoryEvent extends ActivityEvent {

    /** What somebody said was kept (episodic memory). */
    record MessageStored(StoredItem item) implements MemoryEvent {}

    /**
     * A fact or preference was kept (semantic memory).
     *
     * @param claim what it says about whom and when; null for what was stored before that was recorded
     */
    record FactStored(StoredItem item, @Nullable Claim claim) implements MemoryEvent {

        /** One of which nothing but the words is known. */
        public FactStored(StoredItem item) {
            this(item, null);
        }
    }

    /**
     * A fact that memory holds was stated once more; nothing else is stored.
     *
     * @param by {@code task:ID} or {@code key:ID}
     * @param from where the words came from, if not from who stated them
     * @param trusted false when the words came from outside
     * @param since from when the fact is known to be true by this, null when that is not earlier than it was
     * @param id the id that a fact of its own would have had, by which a request that comes again knows that this was recorded; null where
     *     none can
     */
    record FactConfirmed(
            Space space,
            String item,
            String by,
            List<String> from,
            boolean trusted,
            @Nullable Instant since,
            @Nullable String id)
            implements MemoryEvent {
        public FactConfirmed {
            from = List.copyOf(from);
        }

        /** By what cannot come again. */
        public FactConfirmed(
                Space space, String item, String by, List<String> from, boolean trusted, @Nullable Instant since) {
            this(space, item, by, from, trusted, since, null);
        }
    }

    /**
     * Facts are true no longer, because another one says otherwise. They stay, with the end of their validity.
     *
     * @param items the facts that end
     * @param by the fact that takes their place
     * @param from from when on
     * @param why {@code same-attribute}, {@code changed-number}, {@code changed-time}, {@code negated}, {@code restated} or
     *     {@code changed-validity}
     */
    record FactSuperseded(Space space, List<String> items, String by, Instant from, String why) implements MemoryEvent {
        public FactSuperseded {
            items = List.copyOf(items);
        }
    }

    /**
     * A fact of a source that is not trusted contradicts trusted ones, which stay as they are.
     *
     * @param item the one that is not trusted
     * @param against the trusted ones
     * @param why as of {@link FactSuperseded}
     */
    record FactDisputed(Space space, String item, List<String> against, String why) implements MemoryEvent {
        public FactDisputed {
            against = List.copyOf(against);
        }
    }

    /**
     * Facts that say the same were stored where nobody saw it, and count as one from now on: what was stated of any was stated of the
     * one. They stay, true at no time, and are forgotten with it.
     *
     * @param item the one
     * @param items the others
     */
    record FactsMerged(Space space, String item, List<String> items) implements MemoryEvent {
        public FactsMerged {
            items = List.copyOf(items);
        }
    }

    /**
     * Facts count so much in searches from now on, because nobody used them for long, or did again.
     *
     * @param weight percent: 100 for wholly; 0 for what is retired, which searches do not find
     */
    record FactsWeighed(Space space, List<String> items, int weight) implements MemoryEvent {
        public FactsWeighed {
            items = List.copyOf(items);
        }
    }

    /**
     * What was learned from a source is taken back: as if it had never been said there, and its words are forgotten.
     *
     * @param origin {@code key:ID}, {@code task:ID}, {@code document:ID}, {@code tool:NAME} or the like
     * @param items those that nobody else stated: erased, and what they superseded is true again
     * @param kept facts that others stated too: they lose what this source said
     * @param reason for people
     * @param by {@code key:ID}
     */
    record SourceUndone(Space space, String origin, List<String> items, List<String> kept, String reason, String by)
            implements MemoryEvent {
        public SourceUndone {
            items = List.copyOf(items);
            kept = List.copyOf(kept);
        }
    }

    /**
     * Items are to be found no more, from now on. Who wanted that says what goes with them: whoever asks wants the words gone wherever they
     * are known to be, so tasks that hold them lose theirs, and what rests on those. By {@link #RETENTION} the items go alone, an episode
     * with what its own task was asked and answered, as what is younger has time of its own.
     *
     * @param items ids; those unknown or already erased change nothing
     * @param reason for people
     * @param by {@code task:ID}, {@code key:ID}, or {@value #RETENTION}
     */
    record ContentErased(Space space, List<String> items, String reason, String by) implements MemoryEvent {

        /** Nobody asked: they were too old. */
        public static final String RETENTION = "retention";

        public ContentErased {
            items = List.copyOf(items);
        }
    }

    /**
     * A document was put into a knowledge base, or another version of it. It is read behind this. The bytes of its newest version again
     * are that version, which somebody else has sent as well.
     *
     * @param document stays the same for all versions
     * @param name unique within space and domain
     * @param type its media type as it was given, if it was
     * @param sha256 of its bytes, hex
     * @param original its bytes; absent once they were erased
     * @param by {@code key:ID} or {@code folder}
     * @param from where it was fetched from, if it was not sent: {@code url:ADDRESS}; its {@link SourceDigest} once the words were erased
     */
    record DocumentReceived(
            String document,
            Space space,
            String domain,
            String name,
            @Nullable String type,
            String sha256,
            @Nullable KeptBytes original,
            String by,
            List<String> from)
            implements MemoryEvent {
        public DocumentReceived {
            from = List.copyOf(from);
        }
    }

    /**
     * A document was read and cut into chunks, which can be recalled from now on; those of an earlier version that are not among them
     * cannot any more.
     *
     * @param received the record by which it was received
     * @param text what was read, without layout
     * @param chunks a line for each, in order: id of the item, first character, last character plus one and page (0 for none), by spaces
     * @param sections a line for each chunk: the headings that it stands under
     * @param chunker version of the rules by which it was cut
     */
    record DocumentIngested(
            String document,
            Space space,
            long received,
            String name,
            String title,
            String text,
            String chunks,
            String sections,
            int chunker)
            implements MemoryEvent {}

    /**
     * A document cannot be taken in. An earlier version of it stays.
     *
     * @param received the record by which it was received
     * @param code stable, for programs
     * @param reason for people; says nothing of what is in the document
     */
    record DocumentRefused(String document, Space space, long received, String code, String reason)
            implements MemoryEvent {}

    /**
     * A document was taken away from where it came from. It is found no more; what was said about it stays.
     *
     * @param reason for people
     */
    record DocumentRemoved(String document, Space space, String reason) implements MemoryEvent {}

    /**
     * A task ended and left its trace. The words are the task's own: its input and its output, by reference.
     *
     * @param outcome {@code completed}, {@code failed} or {@code cancelled}
     * @param tools the tools whose calls succeeded, in order; the procedure that the task followed
     * @param lesson what to do differently, if there is something
     * @param duration time in working states
     * @param procedures names of those that the task got to follow, each once, in order
     * @param actions the tools called, in order, {@code TOOL} for a success and {@code TOOL OUTCOME} for all else, several equal ones in a
     *     row once; absent where {@code tools} says the same
     * @param usage tokens as engines told them, or as they were estimated where none did
     * @param cost of the model calls, with what was reserved for those without outcome
     */
    record EpisodeRecorded(
            TaskId task,
            Space space,
            String session,
            String outcome,
            List<String> tools,
            @Nullable String lesson,
            Duration duration,
            List<String> procedures,
            List<String> actions,
            TokenUsage usage,
            Cost cost)
            implements MemoryEvent {
        public EpisodeRecorded {
            tools = List.copyOf(tools);
            procedures = List.copyOf(procedures);
            actions = List.copyOf(actions);
        }

        /** Of a task that followed no procedure, all of whose calls succeeded, and that used no tokens and no money. */
        public EpisodeRecorded(
                TaskId task,
                Space space,
                String session,
                String outcome,
                List<String> tools,
                @Nullable String lesson,
                Duration duration) {
            this(
                    task,
                    space,
                    session,
                    outcome,
                    tools,
                    lesson,
                    duration,
                    List.of(),
                    List.of(),
                    TokenUsage.ZERO,
                    Cost.NONE);
        }
    }

    /**
     * Older episodes of a session, or of tasks without one on one day, got a summary: sentences of theirs, or an engine's. They stay, and
     * count less beside it. Void when one of them has a summary already or was forgotten meanwhile.
     *
     * @param item id by which it is recalled
     * @param session theirs; null for tasks that had none
     * @param tasks whose episodes they are, oldest first
     * @param text sentences of theirs, and what they have in common
     * @param until when the last one ended
     * @param trusted false when one of them is not
     * @param author whose sentences they are; null when they are quotations
     */
    record SessionSummarized(
            String item,
            Space space,
            @Nullable String session,
            List<TaskId> tasks,
            String text,
            Instant until,
            boolean trusted,
            @Nullable SummaryAuthor author)
            implements MemoryEvent {
        public SessionSummarized {
            tasks = List.copyOf(tasks);
        }

        /** One that quotes. */
        public SessionSummarized(
                String item,
                Space space,
                @Nullable String session,
                List<TaskId> tasks,
                String text,
                Instant until,
                boolean trusted) {
            this(item, space, session, tasks, text, until, trusted, null);
        }
    }

    /**
     * Tasks of a space did the same with the same tools, again and again: a proposal, which nobody follows before it is approved.
     *
     * @param name of the procedure, unique in its space for ever; made of the tools' names
     * @param goal what one of the tasks was asked for, with {@code {NAME}} for what is an input
     * @param steps their arguments have gaps for inputs and for results of earlier steps
     * @param tasks from which it was learned, oldest first
     * @param trusted false when one of them had been shown words from outside
     */
    record ProcedureLearned(
            String name,
            Space space,
            String goal,
            List<LearnedInput> inputs,
            List<LearnedStep> steps,
            List<TaskId> tasks,
            boolean trusted)
            implements MemoryEvent {
        public ProcedureLearned {
            inputs = List.copyOf(inputs);
            steps = List.copyOf(steps);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Somebody decided about a learned procedure.
     *
     * @param decision {@code approved}: it may be followed from now on; or {@code rejected}
     * @param by {@code key:ID} or {@code configuration}
     */
    record ProcedureDecided(Space space, String name, String decision, String by) implements MemoryEvent {}

    /**
     * A learned procedure is followed no more, as it fails, or is not to be, as what it was learned from is not to be learned from.
     *
     * @param why {@code failed-twice} in a row; {@code fails-often}: in more than half of its latest uses; or {@code source-undone}
     */
    record ProcedureRetired(Space space, String name, String why) implements MemoryEvent {}
}
