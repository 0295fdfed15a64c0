package dev.walden.memory.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LexicalIndexTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration LESS_THAN_ITS_OWN_TIME = Duration.ofSeconds(5);

    private final HeldFeed feed = new HeldFeed();

    @TempDir
    private Path folder;

    @Test
    void whatWasLeftBehindAtItsCloseIsNotWaitedForAgain() throws Exception {
        var index = new LexicalIndex(folder, feed);
        index.start(1);
        feed.asked.await();

        long begun = System.nanoTime();
        index.close(A_MOMENT);
        index.close();
        index.close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        feed.letGo.countDown();

        assertThat(took).isBetween(A_MOMENT, LESS_THAN_ITS_OWN_TIME);
    }

    /** Answers when it is let go. */
    private static final class HeldFeed implements ItemFeed {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public String identity() {
            return "held";
        }

        @Override
        public Changes after(long position, long upTo, int limit) {
            asked.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Changes(List.of(), List.of(), upTo);
        }
    }
}
