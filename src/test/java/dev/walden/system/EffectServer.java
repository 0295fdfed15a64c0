package dev.walden.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The world outside, for kill tests: a process of its own that writes to a ledger, with fsync, before and after each effect. A line is
 * {@code begin|effect METHOD PATH KEY}. The first request to a path with {@code /held-} is begun and comes to nothing, however late who
 * sent it is killed; the first to one with {@code /late-} has its effect and gets no answer. {@code /did/NAME} tells whether {@code /NAME} had
 * its effect, {@code yes} or {@code no}, and {@code perhaps} of a name with {@code unclear}. Prints its port and lives until its standard input ends.
 */
public final class EffectServer {

    private static final int LONGEST_EFFECT_MILLIS = 250;

    private static final String DID = "/did/";

    private final Path ledgerPath;
    private final FileChannel ledger;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private EffectServer(Path ledgerPath, FileChannel ledger) {
        this.ledgerPath = ledgerPath;
        this.ledger = ledger;
    }

    /** Serves until its standard input ends; the only argument is the path of the ledger. */
    public static void main(String[] arguments) throws IOException {
        FileChannel ledger =
                FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", new EffectServer(Path.of(arguments[0]), ledger)::answer);
        server.start();
        IO.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Until the test that started this process ends, however it ends.
        }
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().startsWith(DID)) {
                respond(exchange, did(exchange.getRequestURI().getPath()));
                return;
            }
            String act = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                            .orElse("-");
            write("begin " + act);
            String path = exchange.getRequestURI().getPath();
            if (path.contains("/held-") && held.add(path)) {
                TimeUnit.DAYS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_EFFECT_MILLIS));
            write("effect " + act);
            if (path.contains("/late-") && held.add(path)) {
                TimeUnit.DAYS.sleep(1);
            }
            respond(exchange, "done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String did(String path) throws IOException {
        String line = " /" + path.substring(DID.length()) + " ";
        if (line.contains("unclear")) {
            return "perhaps";
        }
        boolean done = Files.readAllLines(ledgerPath).stream()
                .anyMatch(each -> each.startsWith("effect ") && each.contains(line));
        return done ? "yes" : "no";
    }

    private static void respond(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private synchronized void write(String line) throws IOException {
        ledger.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        ledger.force(false);
    }
}
