package dev.walden.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running {@link EffectServer} and its ledger. */
final class EffectProcess implements AutoCloseable {

    private final Process process;
    private final Path ledger;
    private final int port;

    private EffectProcess(Process process, Path ledger, int port) {
        this.process = process;
        this.ledger = ledger;
        this.port = port;
    }

    static EffectProcess start(Path ledger) throws IOException {
        Files.createFile(ledger);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        "target/test-classes",
                        EffectServer.class.getName(),
                        ledger.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new EffectProcess(
                process, ledger, Integer.parseInt(output.readLine().strip()));
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** The ledger's lines for one path: {@code begin METHOD PATH KEY} and {@code effect METHOD PATH KEY}. */
    List<String> lines(String path) throws IOException {
        return Files.readAllLines(ledger).stream()
                .filter(line -> line.contains(" " + path + " "))
                .toList();
    }

    long effects(String path) throws IOException {
        return lines(path).stream().filter(line -> line.startsWith("effect")).count();
    }

    long begun(String path) throws IOException {
        return lines(path).stream().filter(line -> line.startsWith("begin")).count();
    }

    /** Requests to paths that begin so, as far as their beginning is in the ledger. */
    private long begunBelow(String paths) throws IOException {
        return Files.readAllLines(ledger).stream()
                .filter(line -> line.startsWith("begin") && line.contains(" " + paths))
                .count();
    }

    /** How many requests are under way: begun and without their effect. */
    long underWay() throws IOException {
        List<String> lines = Files.readAllLines(ledger);
        long begun = lines.stream().filter(line -> line.startsWith("begin")).count();
        return 2 * begun - lines.size();
    }

    /** Returns as soon as another request to a path that begins so has begun, or when the time is over. */
    void awaitNextBegin(String paths, Duration atMost) throws IOException, InterruptedException {
        long before = begunBelow(paths);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (begunBelow(paths) == before && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(3);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
