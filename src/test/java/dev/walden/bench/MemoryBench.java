package dev.walden.bench;

import dev.walden.bench.Plot.Point;
import dev.walden.system.WaldenClient;
import dev.walden.system.WaldenProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * How memory grows: one space is filled to ever more items over HTTP, and looked at with each number. Needs {@code target/walden.jar}.
 *
 * <p>{@code walden.bench.items} are the numbers (10000,100000,1000000), {@code walden.bench.model} makes vectors ({@code none}),
 * {@code walden.bench.sentences} bounds how many different ones are said, since a model needs a hundredth of a second for each that it has not seen
 * (0, no bound). With {@code walden.docs.update} the drawing goes into {@code docs/}.
 */
@Tag("bench")
class MemoryBench {

    private static final int[] SIZES = Stream.of(System.getProperty("walden.bench.items", "10000,100000,1000000")
                    .split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final String MODEL = System.getProperty("walden.bench.model", "none");
    private static final int SENTENCES = Integer.getInteger("walden.bench.sentences", 0);
    private static final int BATCH = 64;
    private static final int WRITERS = 8;
    private static final int SESSION = 20;
    private static final int SEARCHES = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final double MEGABYTE = 1 << 20;

    private final List<Row> rows = new ArrayList<>();
    private final AtomicLong last = new AtomicLong();

    @TempDir(factory = ServiceBench.BelowTarget.class)
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void measure() throws Exception {
        Path home = folder.resolve("home");
        SpokenWords words = new SpokenWords(7, SENTENCES);
        try (WaldenProcess service = start(home)) {
            int there = 0;
            for (int size : SIZES) {
                rows.add(grown(service, words, there, size));
                there = size;
            }
        }
        long begun = System.nanoTime();
        try (WaldenProcess service = start(home)) {
            Duration ready = Duration.ofNanos(System.nanoTime() - begun);
            IO.println(report()
                    + String.format(
                            Locale.ROOT,
                            "%nMemory setting: %s, %d different sentences. Start with %,d items: %.2f s; resident then %.0f MiB.",
                            MODEL,
                            SENTENCES,
                            SIZES[SIZES.length - 1],
                            ready.toMillis() / 1e3,
                            ProcessFigures.residentBytes(service.pid()) / MEGABYTE));
        }
        if (Boolean.getBoolean("walden.docs.update")) {
            Files.writeString(Path.of("docs/benchmarks-memory.svg"), plot());
        }
    }

    private static WaldenProcess start(Path home) {
        return WaldenProcess.tuned(home, "--walden.memory.embedding-model=" + MODEL)
                .awaitReady();
    }

    private Row grown(WaldenProcess service, SpokenWords words, int from, int to) throws Exception {
        long begun = System.nanoTime();
        write(service, words, from, to);
        double seconds = (System.nanoTime() - begun) / 1e9;
        awaitApplied(service, "words");
        double wordSeconds = (System.nanoTime() - begun) / 1e9;
        awaitApplied(service, "vectors");
        double vectorSeconds = (System.nanoTime() - begun) / 1e9;
        Percentiles findable = findable(service, to);
        search(service, words); // what a first look loads
        Percentiles searched = search(service, words);
        return new Row(
                to,
                (to - from) / seconds,
                (to - from) / wordSeconds,
                (to - from) / vectorSeconds,
                findable,
                searched,
                bytes(service.home().resolve("views")),
                ProcessFigures.residentBytes(service.pid()));
    }

    private void write(WaldenProcess service, SpokenWords words, int from, int to) throws InterruptedException {
        Queue<List<Map<String, Object>>> batches = new ConcurrentLinkedQueue<>();
        for (int first = from; first < to; first += BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = first; i < Math.min(to, first + BATCH); i++) {
                batch.add(Map.of(
                        "text",
                        words.sentence(),
                        "kind",
                        "message",
                        "session",
                        "s" + i / SESSION,
                        "speaker",
                        i % 2 == 0 ? "Ada" : "Ben"));
            }
            batches.add(batch);
        }
        List<Thread> writers = new ArrayList<>();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                WaldenClient client = service.client();
                for (var batch = batches.poll(); batch != null; batch = batches.poll()) {
                    try {
                        store(client, batch);
                    } catch (IOException | IllegalStateException e) {
                        failures.add(e);
                        return;
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " writers failed", failures.peek());
        }
    }

    private void store(WaldenClient client, List<Map<String, Object>> items) throws IOException {
        var answer = client.post("/api/v1/memory/items", Map.of("items", items));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        last.accumulateAndGet(answer.json().path("seq").asLong(), Math::max);
    }

    private void awaitApplied(WaldenProcess service, String index) {
        Awaitility.await(index)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ask(service, "settled").path("applied").path(index).asLong() >= last.get());
    }

    /** From the acknowledgement of an item to a search that finds it, under no other load. */
    private Percentiles findable(WaldenProcess service, int items) throws IOException {
        long[] nanos = new long[20];
        for (int i = 0; i < nanos.length; i++) {
            String word = "unheardof" + items + "x" + i;
            store(service.client(), List.of(Map.of("text", word, "kind", "message")));
            long stored = System.nanoTime();
            while (!ask(service, word)
                    .path("items")
                    .path(0)
                    .path("text")
                    .asString()
                    .equals(word)) {
                Thread.onSpinWait();
            }
            nanos[i] = System.nanoTime() - stored;
        }
        return Percentiles.of(nanos);
    }

    private static Percentiles search(WaldenProcess service, SpokenWords words) throws IOException {
        long[] nanos = new long[SEARCHES];
        for (int i = 0; i < SEARCHES; i++) {
            String question = words.question();
            long begun = System.nanoTime();
            ask(service, question);
            nanos[i] = System.nanoTime() - begun;
        }
        return Percentiles.of(nanos);
    }

    private static JsonNode ask(WaldenProcess service, String question) throws IOException {
        String encoded = URLEncoder.encode(question, StandardCharsets.UTF_8);
        var answer = service.client().get("/api/v1/memory/search?k=10&q=" + encoded);
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    private static long bytes(Path views) throws IOException {
        try (Stream<Path> files = Files.walk(views)) {
            return files.mapToLong(MemoryBench::bytesOf).sum();
        }
    }

    private static long bytesOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException merged) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report() {
        StringBuilder table = new StringBuilder("""
                | items | acknowledged/s | words/s | vectors/s | findable ms | search p50 ms | p99 ms | views MiB | resident MiB |
                |---|---|---|---|---|---|---|---|---|
                """);
        rows.forEach(row -> table.append(row.line()));
        return table.toString();
    }

    private String plot() {
        Plot plot = new Plot("What memory costs as it grows", new Plot.Range(1_000, 1_000_000, 10), 1, 10_000);
        plot.add("search p50, µs ÷ 10", points(row -> row.searched().at(0.5).toNanos() / 1e4));
        plot.add("search p99, µs ÷ 10", points(row -> row.searched().at(0.99).toNanos() / 1e4));
        plot.add("views, MiB", points(row -> row.viewBytes() / MEGABYTE));
        plot.add("resident, MiB", points(row -> row.resident() / MEGABYTE));
        return plot.svg("items in one space; memory setting " + MODEL);
    }

    private List<Point> points(ToDoubleFunction<Row> figure) {
        return Arrays.stream(rows.toArray(Row[]::new))
                .map(row -> new Point(row.items(), figure.applyAsDouble(row)))
                .toList();
    }

    /** What was measured with so many items. */
    private record Row(
            int items,
            double acknowledged,
            double inWords,
            double inVectors,
            Percentiles findable,
            Percentiles searched,
            long viewBytes,
            long resident) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,.0f | %,.0f | %s | %s | %s | %s | %.0f | %.0f |%n",
                    items,
                    acknowledged,
                    inWords,
                    MODEL.equals("none") ? "" : String.format(Locale.ROOT, "%,.0f", inVectors),
                    findable.millis(0.5),
                    searched.millis(0.5),
                    searched.millis(0.99),
                    viewBytes / MEGABYTE,
                    resident / MEGABYTE);
        }
    }
}
