package dev.walden.wal.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.walden.wal.SegmentedLog;
import dev.walden.wal.WalMetrics;
import dev.walden.wal.WalOptions;
import dev.walden.wal.WriteAheadLog;
import dev.walden.wal.WriteAheadLog.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Latency and throughput of durable appends for 1, 16, 64 and 512 callers, interleaved with the floor: one 4 KiB write and one
 * fdatasync in a pre-filled file. Arguments: a folder, rounds, seconds of each measurement.
 */
final class WalBench {

    private static final int[] CALLERS = {1, 16, 64, 512};
    private static final byte[] BODY =
            ("\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"0198f2a0c7f1\",\"data\":{\"text\":\"" + "x".repeat(110)
                            + "\"}")
                    .getBytes(StandardCharsets.UTF_8);

    private final Path folder;
    private final long nanos;

    private WalBench(Path folder, long nanos) {
        this.folder = folder;
        this.nanos = nanos;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "target"), "wal-bench");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 2;
        try {
            new WalBench(folder, (long) (seconds * 1e9)).run(rounds);
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
        System.exit(0);
    }

    private void run(int rounds) throws Exception {
        System.out.printf(
                "%-8s %10s %10s %12s %10s %12s%n",
                "callers", "p50 us", "p99 us", "appends/s", "per fsync", "CPU us/app");
        for (int round = 0; round <= rounds; round++) {
            System.out.println(round == 0 ? "warm-up" : "round " + round);
            for (int callers : CALLERS) {
                print("floor", floor());
                print(Integer.toString(callers), appends(callers));
            }
            System.out.printf("read back: %.0f MB/s%n", readBack());
        }
    }

    private record Result(Latencies sorted, double perSecond, double perForce, double cpuMicros) {}

    private static void print(String name, Result result) {
        System.out.printf(
                "%-8s %10.1f %10.1f %12.0f %10.1f %12.2f%n",
                name,
                result.sorted().at(0.5) / 1e3,
                result.sorted().at(0.99) / 1e3,
                result.perSecond(),
                result.perForce(),
                result.cpuMicros());
    }

    private Result floor() throws IOException {
        var file = folder.resolve("floor");
        var block = ByteBuffer.allocateDirect(4096);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 4096; i++) {
                channel.write(block.clear(), i * 4096L);
            }
            channel.force(true);
            var latencies = new Latencies();
            long cpu = cpuNanos();
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < nanos / 2; i++) {
                long before = System.nanoTime();
                channel.write(block.clear(), i % 4096 * 4096L);
                channel.force(false);
                latencies.add(System.nanoTime() - before);
            }
            return latencies.result(System.nanoTime() - start, latencies.count, cpuNanos() - cpu);
        }
    }

    private Result appends(int callers) throws Exception {
        var meters = new SimpleMeterRegistry();
        var home = Files.createTempDirectory(folder, "log");
        try (var log = SegmentedLog.open(WalOptions.defaults(home), new WalMetrics(meters));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            appendUntil(log, System.nanoTime() + nanos / 3); // until the next segment is filled
            double before = meters.get("walden.log.fsyncs").counter().count();
            long cpu = cpuNanos();
            long start = System.nanoTime();
            var running = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> appendUntil(log, start + nanos)))
                    .toList();
            var all = new Latencies();
            for (var one : running) {
                all.addAll(one.get());
            }
            long took = System.nanoTime() - start;
            double forces = meters.get("walden.log.fsyncs").counter().count() - before;
            return all.result(took, forces, cpuNanos() - cpu);
        }
    }

    private static Latencies appendUntil(WriteAheadLog log, long end) {
        var latencies = new Latencies();
        var bodies = List.of(BODY);
        for (long now = System.nanoTime(); now < end; ) {
            log.append(bodies, Urgency.NORMAL);
            long after = System.nanoTime();
            latencies.add(after - now);
            now = after;
        }
        return latencies;
    }

    private double readBack() throws IOException {
        var home = Files.createTempDirectory(folder, "read");
        try (var log = SegmentedLog.open(WalOptions.defaults(home), new WalMetrics(new SimpleMeterRegistry()))) {
            var bodies = Collections.nCopies(2_000, BODY);
            for (int i = 0; i < 200; i++) {
                log.append(bodies, Urgency.NORMAL);
            }
            long[] bytes = {0};
            long start = System.nanoTime();
            log.read(1, log.durable(), entry -> (bytes[0] += entry.line().remaining()) > 0);
            return bytes[0] / 1e6 / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static final class Latencies {

        private long[] values = new long[1024];
        private int count;

        void add(long latency) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = latency;
        }

        void addAll(Latencies others) {
            for (int i = 0; i < others.count; i++) {
                add(others.values[i]);
            }
        }

        double at(double share) {
            return values[(int) (count * share)];
        }

        Result result(long took, double forces, long cpu) {
            Arrays.sort(values, 0, count);
            return new Result(this, count / (took / 1e9), count / forces, cpu / 1e3 / count);
        }
    }
}
