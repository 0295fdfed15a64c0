package dev.walden.bench;

import dev.walden.bench.Load.Times;
import dev.walden.system.Installation;
import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * The figures of {@code docs/benchmarks.md}: latency of the acknowledgement, the five-step task at several numbers of clients,
 * the burst of a thousand tasks. The burst runs as docs/operations.md installs the service, all else with the JVM's own options.
 * Needs {@code target/walden.jar}. Rounds are interleaved with the raw disk; medians count.
 */
@Tag("bench")
class ServiceBench {

    private static final int ROUNDS = 3;
    private static final int CALLS_A_TASK = 10;
    private static final int WARM_UP_TASKS = 15_000;
    private static final int BURST = 1_000;

    /** About a million records. */
    private static final int REPLAY_TASKS = 25_000;

    /** What memory makes vectors with. */
    private static final String MODEL = System.getProperty("walden.bench.model", "none");

    private final List<String> report = new ArrayList<>();

    /** On the disk that is measured, which a folder of temporary files may not be. */
    @TempDir(factory = BelowTarget.class)
    Path folder;

    /** Runs everything and prints a Markdown report. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void measure() throws Exception {
        report.add("Memory setting: " + MODEL);
        fiveStepTask();
        burst();
        report.forEach(IO::println);
    }

    private void fiveStepTask() throws IOException, InterruptedException {
        Path home = folder.resolve("five-step");
        Path workspace = Files.createDirectories(home.resolve("workspace/default"));
        for (int step = 1; step <= 5; step++) {
            Files.writeString(workspace.resolve(step + ".txt"), "x".repeat(1_024));
        }
        String words = "y".repeat(500);
        Path script = Files.writeString(
                folder.resolve("five-step.yaml"), """
                scripts:
                  - steps:
                %s      - answer: "%s"
                """.formatted(readFile(words).repeat(5), words));
        try (WaldenProcess service = WaldenProcess.tuned(home, scripted(script)).awaitReady()) {
            Load load = new Load(service);
            load.tasks(16, WARM_UP_TASKS, "warm up", true);
            report.add("| clients | tasks/s | durable calls/s | p50 ms | p99 ms | CPU ms a task | raw p50 ms |");
            report.add("|---|---|---|---|---|---|---|");
            for (int clients : new int[] {1, 16, 64, 256}) {
                fiveStepAt(clients, service, load);
            }
            long before = ProcessFigures.logBytes(home);
            load.tasks(16, 1_000, "count bytes", true);
            report.add("");
            report.add("Log bytes a task: %d".formatted((ProcessFigures.logBytes(home) - before) / 1_000));
            acknowledgement(load);
            load.tasks(64, REPLAY_TASKS, "fill the log", true);
        }
        replay(home, script);
    }

    /** The start of a service whose views are gone: all is built from the log. */
    private void replay(Path home, Path script) throws IOException {
        long records = ProcessFigures.records(home);
        try (Stream<Path> views = Files.walk(home.resolve("views"))) {
            for (Path file : views.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        long begun = System.nanoTime();
        try (WaldenProcess service = WaldenProcess.tuned(home, scripted(script)).awaitReady()) {
            report.add("Replay of %d records to ready: %s ms, start of the JVM included, peak resident %d MiB"
                    .formatted(
                            records,
                            Percentiles.millis(Duration.ofNanos(System.nanoTime() - begun)),
                            ProcessFigures.peakResidentBytes(service.pid()) >> 20));
        }
    }

    /** One reply of about 600 bytes that reads a file of 1 KiB; another one each time, so that no call repeats. */
    private static String readFile(String words) {
        return "      - text: \"%s\"\n        tools: [{tool: read_file, arguments: {path: \"{{step}}.txt\"}}]\n"
                .formatted(words);
    }

    private void fiveStepAt(int clients, WaldenProcess service, Load load) throws IOException, InterruptedException {
        int tasks = clients == 1 ? 500 : 2_000;
        List<Times> rounds = new ArrayList<>();
        List<Percentiles> raw = new ArrayList<>();
        Duration cpu = Duration.ZERO;
        for (int round = 0; round < ROUNDS; round++) {
            raw.add(RawDisk.measure(folder));
            Duration before = ProcessFigures.cpu(service.pid());
            rounds.add(load.tasks(clients, tasks, "five steps", true));
            cpu = cpu.plus(ProcessFigures.cpu(service.pid()).minus(before));
        }
        rounds.sort((one, other) -> one.all().compareTo(other.all()));
        Times median = rounds.get(ROUNDS / 2);
        report.add(String.format(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %s | %s | %.2f | %s |",
                clients,
                median.perSecond(tasks),
                median.perSecond((long) tasks * CALLS_A_TASK),
                median.each().millis(0.5),
                median.each().millis(0.99),
                cpu.toMillis() / (double) (tasks * ROUNDS),
                raw.get(ROUNDS / 2).millis(0.5)));
    }

    private void acknowledgement(Load load) throws IOException, InterruptedException {
        Percentiles raw = RawDisk.measure(folder);
        Times times = load.tasks(1, 2_000, "acknowledge", false);
        report.add("Latency of the 202 at one client: p50 %s ms, p99 %s ms; raw write and fdatasync p50 %s ms"
                .formatted(times.each().millis(0.5), times.each().millis(0.99), raw.millis(0.5)));
    }

    private void burst() throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("burst.yaml"), """
                latency: 200ms
                scripts:
                  - steps:
                      - answer: "done"
                """);
        Path home = folder.resolve("burst");
        Installation installed = Installation.into(folder.resolve("installed"));
        try (WaldenProcess service =
                WaldenProcess.installed(installed, home, scripted(script)).awaitReady()) {
            Load load = new Load(service);
            load.tasks(64, 500, "warm up", true);
            Times times = load.tasks(BURST, BURST, "burst", true);
            report.add(
                    "%d tasks at once as installed, model latency 200 ms: %s ms in all, p99 %s ms, peak resident %d MiB"
                            .formatted(
                                    BURST,
                                    Percentiles.millis(times.all()),
                                    times.each().millis(0.99),
                                    ProcessFigures.peakResidentBytes(service.pid()) >> 20));
        }
    }

    private static String[] scripted(Path script) {
        return new String[] {
            "--walden.reasoning.default-engine=script",
            "--walden.reasoning.engines.script.type=scripted",
            "--walden.reasoning.engines.script.script=" + script,
            "--walden.memory.embedding-model=" + MODEL
        };
    }

    /** Makes temporary folders below the build's own. */
    static final class BelowTarget implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench");
        }
    }
}
