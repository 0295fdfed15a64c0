package dev.walden.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.walden.bench.Contender.Session;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers of one session, each appending again and again for some time. */
record Appending(Contender contender, Session session, int writers) {

    /** Appends for so long; the first third does not count, in which files get ready and code is compiled. */
    Figures run(Duration time) throws Exception {
        try (ExecutorService callers = callers()) {
            appendFor(time.dividedBy(3), callers);
            double forces = session.forces();
            long cpu = cpuNanos();
            long start = System.nanoTime();
            Appends all = appendFor(time, callers);
            long took = System.nanoTime() - start;
            long records = (long) all.count * contender.batch();
            return new Figures(
                    Percentiles.of(Arrays.copyOf(all.nanos, all.count)),
                    records * 1e9 / took,
                    records / (session.forces() - forces),
                    (cpuNanos() - cpu) / 1e3 / records,
                    all.worstAt(session.fileStarts(), writers));
        }
    }

    private ExecutorService callers() {
        return contender.virtualCallers()
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(writers);
    }

    private Appends appendFor(Duration time, ExecutorService callers) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Appends>> running = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            running.add(callers.submit(() -> appendUntil(end)));
        }
        Appends all = new Appends();
        for (Future<Appends> one : running) {
            all.addAll(one.get());
        }
        return all;
    }

    private Appends appendUntil(long end) throws Exception {
        Appends appends = new Appends();
        for (long now = System.nanoTime(); now < end; ) {
            long seq = session.append();
            long after = System.nanoTime();
            appends.add(after - now, seq);
            now = after;
        }
        return appends;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /**
     * What came of it.
     *
     * @param each the time of each append
     * @param perForce records made durable by one fdatasync; infinite where nobody counts those
     * @param cpuMicros processor time a record, of callers and threads behind together
     * @param worstAtRotation the longest append into the first commit of a new file; zero when there was none
     */
    record Figures(Percentiles each, double perSecond, double perForce, double cpuMicros, Duration worstAtRotation) {}

    /** Times of appends with the numbers that they got. */
    private static final class Appends {
        private long[] nanos = new long[256];
        private long[] seqs = new long[256];
        private int count;

        void add(long time, long seq) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
                seqs = Arrays.copyOf(seqs, count * 2);
            }
            nanos[count] = time;
            seqs[count++] = seq;
        }

        void addAll(Appends others) {
            for (int i = 0; i < others.count; i++) {
                add(others.nanos[i], others.seqs[i]);
            }
        }

        /** Those behind the first of a file that came with it: at most one of each writer. */
        Duration worstAt(List<Long> starts, int writers) {
            long worst = 0;
            for (long start : starts) {
                for (int i = 0; i < count; i++) {
                    boolean there = seqs[i] >= start && seqs[i] < start + writers;
                    worst = there ? Math.max(worst, nanos[i]) : worst;
                }
            }
            return Duration.ofNanos(worst);
        }
    }
}
