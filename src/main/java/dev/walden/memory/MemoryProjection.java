package dev.walden.memory;

import dev.walden.activity.Claim;
import dev.walden.activity.Delegation;
import dev.walden.activity.MemoryEvent;
import dev.walden.activity.Projection;
import dev.walden.activity.RecordedEvent;
import dev.walden.activity.ServiceEvent;
import dev.walden.activity.StoredItem;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.TaskSource;
import dev.walden.activity.ToolCallEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Memory's tables as a function of the log. */
final class MemoryProjection implements Projection {

    static final int VERSION = 9;

    /** Confined to the thread of the views: the last record that stored or erased what somebody said. */
    private long lastItem;

    /** Confined to the thread of the views: items erased or reworded, also by what was rolled back. */
    private long changesApplied;

    /** Likewise: episodes. */
    private long episodesApplied;

    private final Changes pending = new Changes();

    private final LogHours hours = new LogHours();

    /** Whether the feed of the word index has its name. */
    private boolean named;

    /** Those that readers see. */
    private volatile long changes;

    private volatile long episodes;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Has somebody told, on the thread of the views, whenever readers see more. */
    void onCommitted(Listener listener) {
        listeners.add(listener);
    }

    /** What is to be told of procedures. */
    ProcedureNews procedures() {
        return pending.procedures();
    }

    /** How often an item that was there was erased or reworded, at least, as far as readers see it. */
    long changes() {
        return changes;
    }

    /** How many episodes were recorded since the start, at least, as far as readers see them. */
    long episodes() {
        return episodes;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void createTables(Connection views) throws SQLException {
        rolledBack();
        MemoryTables.create(views);
    }

    @Override
    public void createIndexes(Connection views) throws SQLException {
        MemoryTables.createIndexes(views);
    }

    @Override
    public void flush(Connection views) throws SQLException {
        pending.flush(views);
    }

    @Override
    public void rolledBack() {
        pending.rolledBack();
        hours.rolledBack();
        named = false;
    }

    @Override
    public void apply(RecordedEvent entry, Connection views) throws SQLException {
        hours.apply(views, entry);
        switch (entry.event()) {
            case MemoryEvent event -> {
                name(entry, views);
                applyMemory(entry, event, views);
                changesApplied += changesItems(event) ? 1 : 0;
                episodesApplied += event instanceof MemoryEvent.EpisodeRecorded ? 1 : 0;
                lastItem = isSaid(event) ? entry.seq() : lastItem;
            }
            case TaskEvent event -> applyTask(entry, event, views);
            case ServiceEvent.WordsErased(long through, int _) -> ForgottenTable.erased(views, through);
            case ServiceEvent.SpaceRulesSet set -> RulesTable.add(views, entry, set);
            case ServiceEvent.ProceduresOffered offered -> OfferTable.add(views, entry.seq(), offered);
            case ServiceEvent _ -> {}
        }
    }

    @Override
    public void committed(long seq) {
        changes = changesApplied;
        pending.procedures().committed();
        episodes = episodesApplied;
        listeners.forEach(listener -> listener.seen(seq, lastItem));
    }

    private void name(RecordedEvent entry, Connection views) throws SQLException {
        if (!named) {
            IndexFeed.nameAfterFirst(views, entry);
            named = true;
        }
    }

    private static boolean isSaid(MemoryEvent event) {
        return !(event instanceof MemoryEvent.EpisodeRecorded) && !(event instanceof MemoryEvent.SessionSummarized);
    }

    private static boolean changesItems(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.ContentErased _,
                    MemoryEvent.FactSuperseded _,
                    MemoryEvent.FactDisputed _,
                    MemoryEvent.FactsMerged _,
                    MemoryEvent.FactsWeighed _,
                    MemoryEvent.SourceUndone _,
                    MemoryEvent.SessionSummarized _,
                    MemoryEvent.DocumentIngested _,
                    MemoryEvent.DocumentRemoved _ -> true;
            case MemoryEvent.FactConfirmed confirmed -> confirmed.since() != null;
            case MemoryEvent.MessageStored _,
                    MemoryEvent.FactStored _,
                    MemoryEvent.EpisodeRecorded _,
                    MemoryEvent.DocumentReceived _,
                    MemoryEvent.DocumentRefused _,
                    MemoryEvent.ProcedureLearned _,
                    MemoryEvent.ProcedureDecided _,
                    MemoryEvent.ProcedureRetired _ -> false;
        };
    }

    private void applyMemory(RecordedEvent entry, MemoryEvent event, Connection views) throws SQLException {
        switch (event) {
            case MemoryEvent.MessageStored(StoredItem item) -> {
                StoredItem believed = believed(item, views);
                ItemTable.add(views, pending.totals(), entry, ItemTable.NewRow.said(entry, ItemKind.MESSAGE, believed));
            }
            case MemoryEvent.FactStored(StoredItem item, Claim claim) ->
                addFact(entry, believed(item, views), claim, views);
            case MemoryEvent.FactConfirmed confirmed -> FactTable.confirm(views, entry, confirmed);
            case MemoryEvent.FactSuperseded superseded -> Contradictions.supersede(views, entry.seq(), superseded);
            case MemoryEvent.FactDisputed disputed -> Contradictions.dispute(views, entry.seq(), disputed);
            case MemoryEvent.FactsMerged merged -> MergedFacts.apply(views, pending, entry.seq(), merged);
            case MemoryEvent.FactsWeighed weighed -> FactTable.weigh(views, entry.seq(), weighed);
            case MemoryEvent.SourceUndone undone -> Contradictions.undo(views, pending, entry.seq(), undone);
            case MemoryEvent.ContentErased erased -> Erasure.apply(views, pending, entry.seq(), erased);
            case MemoryEvent.EpisodeRecorded episode -> EpisodeTable.add(views, pending, entry, episode);
            case MemoryEvent.SessionSummarized summary -> SummaryTable.add(views, pending, entry, summary);
            case MemoryEvent.DocumentReceived received -> DocumentTable.received(views, entry, received);
            case MemoryEvent.DocumentIngested ingested ->
                DocumentTable.ingested(views, pending.totals(), entry, ingested);
            case MemoryEvent.DocumentRefused refused -> DocumentTable.refused(views, entry, refused);
            case MemoryEvent.DocumentRemoved removed ->
                DocumentTable.remove(views, pending.totals(), entry.seq(), removed.document());
            case MemoryEvent.ProcedureLearned learned -> LearnedTable.add(views, pending, entry.seq(), learned);
            case MemoryEvent.ProcedureDecided decided -> LearnedTable.decide(views, pending, entry, decided);
            case MemoryEvent.ProcedureRetired retired -> LearnedTable.retire(views, pending, entry.seq(), retired);
        }
    }

    private void addFact(RecordedEvent entry, StoredItem item, @Nullable Claim claim, Connection views)
            throws SQLException {
        ItemTable.NewRow row = ItemTable.NewRow.fact(entry, item, claim);
        if (ItemTable.add(views, pending.totals(), entry, row)) {
            FactTable.add(views, entry, row, claim);
        }
    }

    /** What a task keeps after it was shown words from outside may be those words. */
    private StoredItem believed(StoredItem item, Connection views) throws SQLException {
        Optional<TaskId> task = Erasure.task(item.source());
        if (task.isEmpty()) {
            return item;
        }
        Erasure.link(views, item.id(), task.get());
        boolean trusted = pending.tasks()
                .find(views, task.get())
                .map(TaskTable.Row::trusted)
                .orElse(true);
        return trusted ? item : untrusted(item);
    }

    static StoredItem untrusted(StoredItem item) {
        return new StoredItem(
                item.id(),
                item.space(),
                item.text(),
                item.session(),
                item.speaker(),
                item.domain(),
                item.tags(),
                item.observedAt(),
                item.metadata(),
                false,
                item.source());
    }

    private void applyTask(RecordedEvent entry, TaskEvent event, Connection views) throws SQLException {
        long seq = entry.seq();
        switch (event) {
            case TaskEvent.TaskSubmitted submitted -> {
                pending.tasks().submitted(views, seq, submitted);
                Delegation delegation = submitted.delegation();
                if (delegation != null && !delegation.trusted()) {
                    pending.tasks().distrust(views, submitted.task());
                }
            }
            case TaskEvent.ContextGathered gathered -> {
                pending.tasks().gathered(views, gathered);
                pending.uses().used(gathered.items(), entry.at());
            }
            case ToolCallEvent.ToolCallFinished finished -> heard(event, finished.trusted(), views);
            case ToolCallEvent.DelegationEnded ended -> heard(event, ended.trusted(), views);
            case ToolCallEvent.ToolCallSettled settled -> heard(event, !settled.untrusted(), views);
            case ToolCallEvent.ApprovalDecided decided -> heard(event, !decided.untrusted(), views);
            case ToolCallEvent.InputGiven given -> heard(event, !given.untrusted(), views);
            case TaskEvent.TaskCompleted completed -> completed(entry, completed, views);
            case TaskEvent.TaskFailed failed -> failed(seq, failed, views);
            case TaskEvent.TaskCancelled cancelled -> ended(seq, cancelled.task(), "", false, views);
            case TaskEvent.TaskStarted _,
                    TaskEvent.ReasoningStarted _,
                    TaskEvent.ReasoningFinished _,
                    ToolCallEvent.ToolCallStarted _,
                    ToolCallEvent.ToolCallInDoubt _,
                    ToolCallEvent.ProbeBegun _,
                    ToolCallEvent.CompensationBegun _,
                    ToolCallEvent.ApprovalRequested _,
                    ToolCallEvent.PlanMade _,
                    ToolCallEvent.TaskDelegated _,
                    ToolCallEvent.InputRequested _,
                    TaskEvent.Reflected _,
                    TaskEvent.TaskPaused _,
                    TaskEvent.TaskResumed _ -> {}
        }
    }

    private void heard(TaskEvent event, boolean trusted, Connection views) throws SQLException {
        if (!trusted) {
            pending.tasks().distrust(views, event.task());
        }
    }

    private void completed(RecordedEvent entry, TaskEvent.TaskCompleted event, Connection views) throws SQLException {
        long seq = entry.seq();
        pending.uses().used(event.sources().stream().map(TaskSource::id).toList(), entry.at());
        for (TaskSource source : event.sources()) {
            Erasure.link(views, source.id(), event.task());
            if (ItemTable.isUnwanted(views, source.id())) {
                pending.tasks().erase(views, event.task().value(), seq); // forgotten while the task was at work
            }
        }
        ended(seq, event.task(), event.output(), true, views);
    }

    private void failed(long seq, TaskEvent.TaskFailed event, Connection views) throws SQLException {
        String output = event.output();
        if (output == null) {
            ended(seq, event.task(), event.message(), false, views);
        } else {
            ended(seq, event.task(), output, true, views);
        }
    }

    private void ended(long seq, TaskId task, String answer, boolean spoken, Connection views) throws SQLException {
        Optional<TaskTable.Row> row = pending.tasks().ended(views, seq, task, answer, spoken);
        if (row.isPresent() && !row.get().erased()) {
            changesApplied += EpisodeTable.answered(views, seq, row.get()) ? 1 : 0;
        }
    }

    /** Somebody who follows what readers of the tables see. */
    @FunctionalInterface
    interface Listener {

        /**
         * Readers see more.
         *
         * @param seq up to which record
         * @param lastItem the last record that stored or erased what somebody said; episodes are not among those
         */
        void seen(long seq, long lastItem);
    }
}
