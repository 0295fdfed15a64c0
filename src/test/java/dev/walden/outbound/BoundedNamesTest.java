package dev.walden.outbound;

import static dev.walden.outbound.Clients.addresses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name service that hangs holds up a few threads and nobody else. */
class BoundedNamesTest {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 1;

    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Queue<String> lookedUp = new ConcurrentLinkedQueue<>();
    private final BoundedNames names = new BoundedNames(this::hang, AT_ONCE, WAITING);

    @AfterEach
    void close() {
        answer.countDown();
        names.close();
    }

    @Test
    void lookupsRunOnPlatformThreadsWhateverTheCallerIs() throws Exception {
        try (BoundedNames telling = new BoundedNames(
                _ -> addresses(Thread.currentThread().isVirtual() ? "127.0.0.2" : "127.0.0.1"), AT_ONCE, WAITING)) {
            FutureTask<InetAddress[]> caller = new FutureTask<>(() -> telling.lookup("a.example"));
            Thread.ofVirtual().start(caller);

            assertThat(caller.get()).containsExactly(addresses("127.0.0.1"));
        }
    }

    @Test
    void whatFindsNoPlaceIsRefusedAtOnceAndTheOthersGetTheirAnswer() throws Exception {
        List<FutureTask<InetAddress[]>> taken = new ArrayList<>(hangAll());
        FutureTask<InetAddress[]> waiting = new FutureTask<>(() -> names.lookup("waiting.example"));
        taken.add(waiting);
        Thread waiter = Thread.ofVirtual().start(waiting);
        await().until(() -> waiter.getState() == Thread.State.WAITING);

        assertThatThrownBy(() -> names.lookup("late.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("Too many names");
        answer.countDown();

        for (FutureTask<InetAddress[]> lookup : taken) {
            assertThat(lookup.get()).containsExactly(addresses("127.0.0.1"));
        }
        assertThat(lookedUp).hasSize(AT_ONCE + WAITING).doesNotContain("late.example");
    }

    @Test
    void anInterruptFreesTheCallerAndThePlaceItWaitedIn() throws Exception {
        hangAll();
        FutureTask<String> given = new FutureTask<>(() -> {
            try {
                names.lookup("impatient.example");
                return "answered";
            } catch (UnknownHostException e) {
                return e.getMessage() + " " + Thread.currentThread().isInterrupted();
            }
        });
        Thread caller = Thread.ofVirtual().start(given);
        caller.interrupt();

        assertThat(given.get()).isEqualTo("The lookup of impatient.example was given up. true");
        FutureTask<InetAddress[]> next = new FutureTask<>(() -> names.lookup("next.example"));
        Thread.ofVirtual().start(next);
        answer.countDown();
        assertThat(next.get()).containsExactly(addresses("127.0.0.1"));
        assertThat(lookedUp).doesNotContain("impatient.example");
    }

    @Test
    void whatANameServiceBreaksWithIsAnUnknownHost() {
        try (BoundedNames broken = new BoundedNames(
                _ -> {
                    throw new IllegalStateException("no resolver");
                },
                AT_ONCE,
                WAITING)) {
            assertThatThrownBy(() -> broken.lookup("a.example"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("no resolver");
        }
    }

    /** Lookups that run and do not end. */
    private List<FutureTask<InetAddress[]>> hangAll() throws InterruptedException {
        List<FutureTask<InetAddress[]>> hanging = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> new FutureTask<>(() -> names.lookup("hanging" + i + ".example")))
                .toList();
        hanging.forEach(Thread.ofVirtual()::start);
        asked.acquire(AT_ONCE);
        return hanging;
    }

    private InetAddress[] hang(String host) {
        lookedUp.add(host);
        asked.release();
        boolean interrupted = false;
        while (answer.getCount() > 0) {
            try {
                answer.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return addresses("127.0.0.1");
    }
}
