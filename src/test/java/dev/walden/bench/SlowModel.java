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

/**
 * A model behind OpenAI's interface that says the same after the same time, as little as a load needs: a virtual thread for each connection.
 * Thread-safe.
 */
final class SlowModel implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final String LENGTH = "content-length:";
    private static final byte[] ANSWER = answer("""
            {"id":"c","object":"chat.completion","created":1700000000,"model":"slow","choices":[{"index":0,"message":\
            {"role":"assistant","content":"done"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}""");

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger within = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Queue<Long> held = new ConcurrentLinkedQueue<>();
    private volatile Duration time = Duration.ZERO;

    SlowModel() throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private static byte[] answer(String json) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                        + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Forgets what it counted, and takes this long from now on. */
    void takes(Duration each) {
        most.set(0);
        held.clear();
        time = each;
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
                in.skipNBytes(lengthOfBody(in));
                long begun = System.nanoTime();
                most.accumulateAndGet(within.incrementAndGet(), Math::max);
                if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                within.decrementAndGet();
                held.add(System.nanoTime() - begun);
                socket.getOutputStream().write(ANSWER);
            }
        } catch (EOFException ended) {
            // The service needs this connection no more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long lengthOfBody(InputStream in) throws IOException {
        long length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Long.parseLong(line.substring(LENGTH.length()).strip());
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
