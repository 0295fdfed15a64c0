package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.activity.ActivityException;
import dev.walden.activity.Space;
import dev.walden.activity.TaskId;
import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import dev.walden.orchestrator.Account.Change;
import dev.walden.orchestrator.Spending.Used;
import dev.walden.orchestrator.SpendingIndex.Sum;
import dev.walden.reasoning.Budget;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While the views are asked what was spent. */
@Timeout(60)
final class BookTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final Budget BUDGET = new Budget("USD", new Cost(100), null);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);

    /** Of the session named slow, with what all records up to the fifth say. */
    private Sum slowly(Scope scope) {
        if (!((Scope.OfSession) scope).session().equals("slow")) {
            return sum(0, 0);
        }
        asked.countDown();
        try {
            told.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return sum(5, 30);
    }

    private static Sum sum(long asOf, long micros) {
        return new Sum(asOf, new Used(new Cost(micros), TokenUsage.ZERO));
    }

    private static Payer task(int number, String session) {
        TaskId task = new TaskId("t" + "a".repeat(15) + (char) ('a' + number));
        return new Payer.OfTask(task, new SessionKey(Space.DEFAULT, session));
    }

    @Test
    void nobodyElseWaitsForTheViews() throws Exception {
        Book book = new Book(BUDGET, this::slowly);
        CompletableFuture<Optional<String>> slow =
                CompletableFuture.supplyAsync(() -> book.hold(task(0, "slow"), new Cost(1), TODAY));
        asked.await();

        assertThat(book.hold(task(1, "quick"), new Cost(100), TODAY)).isEmpty();
        book.recorded(task(1, "quick"), TODAY, new Change(1, 100));
        book.release(task(1, "quick"));
        assertThat(book.hold(task(2, "quick"), new Cost(1), TODAY)).isPresent();

        told.countDown();
        assertThat(slow.get()).isEmpty();
    }

    @Test
    void recordsOfThatTimeCountOnce() throws Exception {
        Book book = new Book(BUDGET, this::slowly);
        CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> book.open(task(0, "slow"), TODAY));
        asked.await();
        book.recorded(task(1, "slow"), TODAY, new Change(4, 20)); // is in what the views tell
        book.recorded(task(1, "slow"), TODAY, new Change(6, 10));
        told.countDown();
        opening.get();

        assertThat(book.hold(task(0, "slow"), new Cost(61), TODAY)).isPresent();
        assertThat(book.hold(task(0, "slow"), new Cost(60), TODAY)).isEmpty();
    }

    @Test
    void whatTheViewsCouldNotTellIsAskedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Book book = new Book(BUDGET, _ -> {
            if (broken.get()) {
                throw new ActivityException.ViewsBehind("behind");
            }
            return sum(9, 40);
        });

        assertThatExceptionOfType(ActivityException.ViewsBehind.class)
                .isThrownBy(() -> book.hold(task(0, "tea"), new Cost(60), TODAY));
        broken.set(false);
        assertThat(book.hold(task(0, "tea"), new Cost(60), TODAY)).isEmpty();
        assertThat(book.hold(task(1, "tea"), new Cost(1), TODAY)).isPresent();
    }
}
