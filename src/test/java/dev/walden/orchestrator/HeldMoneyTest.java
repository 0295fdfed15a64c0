package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.RecordedEvent;
import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.ReasoningFinished;
import dev.walden.activity.TaskEvent.ReasoningStarted;
import dev.walden.activity.TaskEvent.TaskStarted;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.orchestrator.SpendingIndex.Sum;
import dev.walden.reasoning.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A commit that settles a model call and begins the next, taken over record by record while others ask for money. */
final class HeldMoneyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Payer THIS = payer(Samples.TASK);
    private static final Payer OTHER = payer(Samples.CHILD);

    private final Ledger ledger = new Ledger(
            new Budget("USD", null, new Cost(100)), _ -> new Sum(0, new Used(Cost.NONE, TokenUsage.ZERO)), () -> NOW);
    private Snapshot task = Snapshot.of(List.of(
            record(1, Samples.submitted()),
            record(2, new TaskStarted(Samples.TASK)),
            record(3, new ContextGathered(Samples.TASK, List.of(), List.of()))));

    private static Payer payer(TaskId task) {
        return new Payer.OfTask(task, new SessionKey(Space.DEFAULT, task.value()));
    }

    private static RecordedEvent record(long seq, TaskEvent event) {
        return new RecordedEvent(seq, NOW, event);
    }

    private static ReasoningStarted asking(long micros) {
        return new ReasoningStarted(Samples.TASK, "fake", "agent-1", "00", 100, new Cost(micros));
    }

    private static ReasoningFinished told(long micros) {
        Reply reply = new Reply.Answer("done", List.of());
        return new ReasoningFinished(
                Samples.TASK, "fake", reply, TokenUsage.ZERO, new Cost(micros), Duration.ofMillis(1), null);
    }

    private void recorded(long seq, TaskEvent event) {
        RecordedEvent entry = record(seq, event);
        ledger.recorded(THIS, task, entry);
        task = task.after(entry);
    }

    @Test
    void whatIsHeldForTheNextCallIsNotToBeHadWhileOnlyTheLastOneIsSettled() {
        assertThat(ledger.hold(THIS, new Cost(60))).isEmpty();
        recorded(4, asking(60));
        assertThat(ledger.hold(THIS, new Cost(40))).isEmpty();

        recorded(5, told(10));

        assertThat(ledger.hold(OTHER, new Cost(51))).as("10 spent, 40 held").isPresent();
        assertThat(ledger.hold(OTHER, new Cost(50))).isEmpty();
    }

    @Test
    void whatWasHeldCountsOnceAsSoonAsItIsRecorded() {
        ledger.hold(THIS, new Cost(60));
        recorded(4, asking(60));
        ledger.hold(THIS, new Cost(40));
        recorded(5, told(10));

        recorded(6, asking(40));

        assertThat(ledger.hold(OTHER, new Cost(51))).as("10 spent, 40 reserved").isPresent();
        assertThat(ledger.hold(OTHER, new Cost(50))).isEmpty();
    }
}
