package dev.walden.bench;

import dev.walden.bench.Load.Times;
import dev.walden.system.SlowModel;
import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of tasks at once whose model, over real HTTP, takes its time: that all finish, what the gateway adds to a call, what the service
 * does between two calls of a task beside what a plain loop needs there, and what memory they take. Needs {@code target/walden.jar}.
 */
@Tag("bench")
class ReasoningBench {

    private static final Duration LATENCY = Duration.ofSeconds(2);

    /** So that all of them are in the model before the first is done. */
    private static final Duration LONG_LATENCY = Duration.ofSeconds(40);

    private static final double AS_MODELS_VARY = 0.25;

    private static final int WARM_UP = 10_000;

    /** What the service works on at the same time when nobody says otherwise; the others wait. */
    private static final int BY_DEFAULT = 1_024;

    /** As results differ most here. */
    private static final int ROUNDS = 5;

    private static final int ALL = 10_000;
    private static final int CLIENTS = 64;
    private static final Pattern ENDED =
            Pattern.compile("(?m)^walden_orchestrator_tasks_ended_total\\{.*outcome=\"completed\".*} (\\S+)$");
    private static final Pattern HEAP = Pattern.compile("used (\\d+)K");

    private final List<String> report = new ArrayList<>();

    @TempDir(factory = ServiceBench.BelowTarget.class)
    Path folder;

    /** Runs everything and prints a Markdown report. */
    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void measure() throws Exception {
        report.add(
                "| run at once | tasks | calls each | model takes s | most at once | taken in s | all done s | added p50 ms | p99 ms | model's own p50 ms | between calls p50 ms | p99 ms | plain loop p50 ms | p99 ms | heap after GC MiB | peak resident MiB |");
        report.add("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        try (SlowModel model = new SlowModel()) {
            at(BY_DEFAULT, model, service -> {
                burst(service, model, new Wave(BY_DEFAULT, 1_000, 1, LATENCY));
                for (int round = 0; round < ROUNDS; round++) {
                    burst(service, model, new Wave(BY_DEFAULT, 1_000, 10, LATENCY));
                    burst(service, model, new Wave(BY_DEFAULT, 1_000, 10, LATENCY, AS_MODELS_VARY));
                }
                burst(service, model, new Wave(BY_DEFAULT, ALL, 10, LATENCY));
            });
            at(ALL, model, service -> {
                burst(service, model, new Wave(ALL, ALL, 1, LATENCY));
                burst(service, model, new Wave(ALL, ALL, 4, LONG_LATENCY));
            });
        }
        report.forEach(IO::println);
    }

    /** Uses a service that works on so many tasks at once and is warm: its code is compiled, which takes a hundred thousand calls. */
    private void at(int running, SlowModel model, Use use) throws IOException, InterruptedException {
        String[] arguments = {
            "--walden.reasoning.default-engine=slow",
            "--walden.reasoning.engines.slow.type=openai",
            "--walden.reasoning.engines.slow.base-url=" + model.baseUrl(),
            "--walden.reasoning.engines.slow.model=slow",
            "--walden.orchestrator.max-running=" + running,
            "--walden.orchestrator.max-queued=" + ALL,
            "--walden.memory.embedding-model=none"
        };
        try (WaldenProcess service =
                WaldenProcess.tuned(folder.resolve("home" + running), arguments).awaitReady()) {
            model.takes(Duration.ZERO, 10);
            new Load(service).tasks(CLIENTS, WARM_UP, "warm up", true);
            use.of(service);
        }
    }

    private void burst(WaldenProcess service, SlowModel model, Wave wave) throws IOException, InterruptedException {
        int tasks = wave.tasks();
        int callsEach = wave.callsEach();
        Duration latency = wave.latency();
        long before = completed(service);
        model.takes(latency, callsEach);
        model.varies(wave.spread());
        long begun = System.nanoTime();
        Times taken = new Load(service).tasks(CLIENTS, tasks, "burst", false);
        Awaitility.await("all tasks done")
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> completed(service) == before + tasks);
        Duration all = Duration.ofNanos(System.nanoTime() - begun);
        List<Duration> calls = ProcessFigures.modelCalls(service.home());
        Percentiles added = Percentiles.of(calls.subList(calls.size() - tasks * callsEach, calls.size()).stream()
                .mapToLong(call -> call.minus(latency).toNanos())
                .toArray());
        int most = model.most();
        Percentiles held = Percentiles.of(model.held());
        Optional<Percentiles> between = between(model);
        Optional<Percentiles> plain =
                callsEach > 1 && tasks <= BY_DEFAULT ? plain(model, wave, taken.all()) : Optional.empty();
        report.add(String.format(
                Locale.ROOT,
                "| %d | %d | %d | %s | %d | %.1f | %.1f | %s | %s | %s | %s | %s | %s | %s | %d | %d |",
                wave.running(),
                tasks,
                callsEach,
                wave.time(),
                most,
                taken.all().toMillis() / 1e3,
                all.toMillis() / 1e3,
                wave.even() ? added.millis(0.5) : "–",
                wave.even() ? added.millis(0.99) : "–",
                wave.even() ? Percentiles.millis(held.at(0.5).minus(latency)) : "–",
                millis(between, 0.5),
                millis(between, 0.99),
                millis(plain, 0.5),
                millis(plain, 0.99),
                heapAfterCollection(service) >> 20,
                ProcessFigures.peakResidentBytes(service.pid()) >> 20));
        IO.println(report.getLast());
    }

    /** As many plain loops, begun as fast as the service took the tasks, with questions as long. */
    private static Optional<Percentiles> plain(SlowModel model, Wave wave, Duration begun) throws InterruptedException {
        PlainAgents agents = new PlainAgents(model, model.meanBytes());
        model.takes(wave.latency(), wave.callsEach());
        model.varies(wave.spread());
        agents.run(wave.tasks(), begun.toNanos());
        return between(model);
    }

    private static Optional<Percentiles> between(SlowModel model) {
        long[] nanos = model.between();
        return nanos.length == 0 ? Optional.empty() : Optional.of(Percentiles.of(nanos));
    }

    private static String millis(Optional<Percentiles> times, double share) {
        return times.map(some -> some.millis(share)).orElse("–");
    }

    /** Of this one meter, as to read all of them takes the service a good part of what some calls take. */
    private static long completed(WaldenProcess service) throws IOException {
        Matcher ended = ENDED.matcher(service.client()
                .get("/actuator/prometheus?includedNames=walden_orchestrator_tasks_ended")
                .body());
        return ended.find() ? (long) Double.parseDouble(ended.group(1)) : 0;
    }

    private static long heapAfterCollection(WaldenProcess service) throws IOException, InterruptedException {
        command(service, "GC.run");
        Matcher used = HEAP.matcher(command(service, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not tell the heap.");
        }
        return Long.parseLong(used.group(1)) << 10;
    }

    /** What is done with a service. */
    private interface Use {
        void of(WaldenProcess service) throws IOException, InterruptedException;
    }

    /**
     * Tasks that come at once.
     *
     * @param running how many the service works on at the same time
     * @param latency what the model takes for each call
     * @param spread by which share of it more or less
     */
    private record Wave(int running, int tasks, int callsEach, Duration latency, double spread) {

        /** Of a model that takes always the same. */
        Wave(int running, int tasks, int callsEach, Duration latency) {
            this(running, tasks, callsEach, latency, 0);
        }

        boolean even() {
            return spread == 0;
        }

        String time() {
            double seconds = latency.toMillis() / 1e3;
            return even()
                    ? String.format(Locale.ROOT, "%.0f", seconds)
                    : String.format(Locale.ROOT, "%.1f to %.1f", seconds * (1 - spread), seconds * (1 + spread));
        }
    }

    private static String command(WaldenProcess service, String name) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), name)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
