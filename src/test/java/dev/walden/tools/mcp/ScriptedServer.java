package dev.walden.tools.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server over standard streams for tests, with every bad manner there is. Its argument is a mode: plain, exits, clings, floods, deaf, bare. */
public final class ScriptedServer {

    /** Has a letter for each life of a server that is deaf: in the first it answers no ping. */
    static final String LIVES = "lives";

    private static final CountDownLatch LET_GO = new CountDownLatch(1);

    private ScriptedServer() {}

    /** The command that starts it. */
    public static List<String> command(String mode) {
        return command(ScriptedServer.class, mode);
    }

    static List<String> command(Class<?> server, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                Path.of(ScriptedServer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                server.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The argument is the mode. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String mode = arguments[0];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.err.println("scripted server: " + mode);
        if (mode.equals("exits")) {
            System.exit(3);
        }
        if (mode.equals("clings")) {
            Runtime.getRuntime().addShutdownHook(new Thread(ScriptedServer::forEver));
        }
        boolean deaf = mode.equals("deaf") && begun() == 1;
        out.println("This line is no JSON.");
        Script script = new Script();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String message = in.readLine(); message != null; message = in.readLine()) {
            if (mode.equals("floods") && Script.method(message).equals("notifications/initialized")) {
                Thread.ofPlatform().daemon().start(() -> flood(out));
            }
            if (deaf && Script.method(message).equals("ping")) {
                continue;
            }
            if (mode.equals("bare") && Script.method(message).equals("resources/templates/list")) {
                out.println(Script.unknownMethod(Script.id(message)));
                continue;
            }
            answer(script, message, out);
        }
        if (mode.equals("clings")) {
            forEver();
        }
    }

    /** How many lives of this server began here, this one included. */
    private static long begun() throws IOException {
        Path lives = Path.of(LIVES);
        Files.writeString(lives, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Files.size(lives);
    }

    private static void answer(Script script, String message, PrintStream out) throws IOException {
        String id = Script.id(message);
        switch (Script.called(message)) {
            case "die" -> Runtime.getRuntime().halt(9);
            case "huge" -> {
                byte[] much = new byte[1 << 20];
                for (int i = 0; i < 1024 && !out.checkError(); i++) {
                    out.write(much, 0, much.length);
                }
            }
            case "bad_bytes" -> {
                out.write(("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"x\":\"")
                        .getBytes(StandardCharsets.UTF_8));
                out.write(new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});
                out.write("\"}}\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            case "env" ->
                out.println(Script.text(id, String.join(",", System.getenv().keySet())));
            case "fork" -> {
                Process child = new ProcessBuilder("sleep", "1000").inheritIO().start();
                out.println(Script.text(id, String.valueOf(child.pid())));
            }
            case "count_on" -> Thread.ofPlatform().daemon().start(() -> countOn(message, out));
            case "go" -> {
                LET_GO.countDown();
                out.println(Script.text(id, "gone"));
            }
            case "peek" -> Files.writeString(Path.of("peeked"), "");
            case "silent" -> Files.writeString(Path.of("asked"), "");
            default -> script.answers(message).forEach(out::println);
        }
    }

    /** Says the same thousands of times, and answers when it is let. */
    private static void countOn(String message, PrintStream out) {
        for (int i = 0; i < 2000; i++) {
            Script.progress(message).forEach(out::println);
        }
        try {
            LET_GO.await();
            out.println(Script.text(Script.id(message), "counted"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void flood(PrintStream out) {
        while (!out.checkError()) {
            out.println(Script.LIST_CHANGED);
        }
    }

    /** Longer than anybody waits for it; should nobody be left who ends it, it ends. */
    private static void forEver() {
        try {
            new CountDownLatch(1).await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            forEver();
        }
    }
}
