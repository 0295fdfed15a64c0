package dev.walden.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator command, run to its end in a process of its own. */
record WaldenCommand(int code, String out, String err) {

    private static final long PATIENCE_SECONDS = 120;

    static WaldenCommand run(Path home, String... arguments) {
        try {
            Path out = Files.createTempFile("walden", ".out");
            Path err = Files.createTempFile("walden", ".err");
            Process process = start(home, out, err, arguments);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Still running: " + List.of(arguments) + "\n" + Files.readString(err));
            }
            var done = new WaldenCommand(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Process start(Path home, Path out, Path err, String... arguments) throws IOException {
        Installation shared = Installation.shared();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                shared.fromCache(),
                "-jar",
                shared.jar().toString()));
        command.addAll(List.of(arguments));
        command.add("--walden.home=" + home);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("WALDEN_MEMORY_EMBEDDINGMODEL", "none");
        return builder.start();
    }

    /** The one line that it printed. */
    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    List<String> lines() {
        return new String(out.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
