package dev.walden.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SentBodyTest {

    private static final int MOST = 100_000;

    private final AtomicLong now = new AtomicLong();

    @Test
    void aBodyOfTheLimitIsWholeAndOneByteMoreIsTooLong() throws IOException {
        byte[] most = new byte[MOST];
        most[MOST - 1] = 7;

        assertThat(read(new ByteArrayInputStream(most)))
                .isInstanceOfSatisfying(
                        SentBody.Whole.class, whole -> assertThat(whole.bytes()).isEqualTo(most));
        assertThat(read(new ByteArrayInputStream(new byte[MOST + 1]))).isInstanceOf(SentBody.TooLong.class);
        assertThat(read(InputStream.nullInputStream()))
                .isInstanceOfSatisfying(
                        SentBody.Whole.class, whole -> assertThat(whole.bytes()).isEmpty());
    }

    @Test
    void whoSendsAByteNowAndThenIsWaitedForNoLongerThanTheBound() throws IOException {
        SentBody body = read(new Trickle());

        assertThat(body).isInstanceOf(SentBody.TooSlow.class);
        assertThat(Duration.ofNanos(now.get()))
                .isBetween(SentBody.LONGEST, SentBody.LONGEST.plus(Trickle.PAUSE.multipliedBy(2)));
    }

    private SentBody read(InputStream in) throws IOException {
        return SentBody.read(in, MOST, now::get);
    }

    /** A byte every ten seconds, for ever. */
    private final class Trickle extends InputStream {

        static final Duration PAUSE = Duration.ofSeconds(10);

        @Override
        public int read() {
            now.addAndGet(PAUSE.toNanos());
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            bytes[from] = (byte) read();
            return 1;
        }
    }
}
