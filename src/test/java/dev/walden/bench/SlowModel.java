package dev.walden.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model behind OpenAI's interface that says the same after the same time, as a stream, with as little as a load needs: a virtual thread
 * for each connection. What it works out for an answer is within that time.
 * Thread-safe.
 */
final class SlowModel implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final String LENGTH = "content-length:";
    private static final Pattern RESULT = Pattern.compile("\"role\"\\s*:\\s*\"tool\"");
    private static final byte[] ANSWER = stream("\"content\":\"done\"", "stop");

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger within = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Queue<Long> held = new ConcurrentLinkedQueue<>();
    private volatile Duration time = Duration.ZERO;
    private volatile int callsOfATask = 1;

    SlowModel() throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    /** What OpenAI sends to who wants a stream: what is said, why it ends, what it used, and that this is all. */
    private static byte[] stream(String said, String reason) {
        String events = Stream.of(
                        event("\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"," + said
                                + "},\"finish_reason\":null}]"),
                        event("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]"),
                        event(
                                "\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120}"),
                        "data: [DONE]\n\n")
                .map(event -> Integer.toHexString(event.length()) + "\r\n" + event + "\r\n")
                .collect(Collectors.joining());
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + events
                        + "0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String event(String members) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"slow\","
                + members + "}\n\n";
    }

    /** The next sum, so that no call is made twice. */
    private static byte[] call(long number) {
        return stream(
                "\"tool_calls\":[{\"index\":0,\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"calculator\",\"arguments\":\"{\\\"expression\\\":\\\"%d+1\\\"}\"}}]"
                        .formatted(number, number),
                "tool_calls");
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Forgets what it counted; from now on it takes this long, and answers a task at its so manieth call, after sums. */
    void takes(Duration each, int calls) {
        most.set(0);
        held.clear();
        time = each;
        callsOfATask = calls;
    }

    /** The most requests at the same time. */
    int most() {
        return most.get();
    }

    /** How long it really had requests, from the last byte read to the first written. */
    Percentiles held() {
        return Percentiles.of(held.stream().mapToLong(Long::longValue).toArray());
    }

    private void accept() {
        try {
            while (closed.getCount() > 0) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            if (closed.getCount() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                byte[] body = in.readNBytes(lengthOfBody(in));
                long begun = System.nanoTime();
                most.accumulateAndGet(within.incrementAndGet(), Math::max);
                byte[] reply = reply(body);
                long left = time.toNanos() - (System.nanoTime() - begun);
                if (closed.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                within.decrementAndGet();
                held.add(System.nanoTime() - begun);
                socket.getOutputStream().write(reply);
            }
        } catch (EOFException ended) {
            // The service needs this connection no more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] reply(byte[] body) {
        long results = RESULT.matcher(new String(body, StandardCharsets.UTF_8))
                .results()
                .count();
        return results < callsOfATask - 1 ? call(results) : ANSWER;
    }

    private static int lengthOfBody(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
