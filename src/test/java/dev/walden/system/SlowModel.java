package dev.walden.system;

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
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model behind OpenAI's interface that says the same after the same time, as a stream, with as little as a load needs: a virtual thread
 * for each connection. What it works out for an answer is within that time. Measures, too, how long who asked took from its answer to the
 * next question of the same task.
 * Thread-safe.
 */
public final class SlowModel implements AutoCloseable {

    private static final int BACKLOG = 4096;
    private static final String LENGTH = "content-length:";
    private static final Pattern RESULT = Pattern.compile("\"role\"\\s*:\\s*\"tool\"");

    /** Sums begin here, so that their first numbers are found again in the next question and are in no other text. */
    private static final long FIRST_SUM = 1_000_000_000;

    private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

    private static final Pattern SUM = Pattern.compile("(1\\d{9})\\+1");

    private static final byte[] ANSWER = stream("\"content\":\"done\"", "stop");

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger within = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Queue<Long> held = new ConcurrentLinkedQueue<>();
    private final Queue<Long> between = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** When a sum was asked for, by its first number. */
    private final Map<Long, Long> asked = new ConcurrentHashMap<>();

    private final AtomicLong sums = new AtomicLong(FIRST_SUM);
    private final AtomicLong answers = new AtomicLong();
    private volatile Duration time = Duration.ZERO;
    private volatile double spread;
    private volatile int callsOfATask = 1;
    private volatile CountDownLatch gathered = new CountDownLatch(0);

    /** Listens on a free port of the loopback. */
    public SlowModel() throws IOException {
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

    /** A sum that was not asked for before, so that no call is made twice. */
    private static byte[] call(long sum) {
        return stream(
                "\"tool_calls\":[{\"index\":0,\"id\":\"call_%d\",\"type\":\"function\",\"function\":{\"name\":\"calculator\",\"arguments\":\"{\\\"expression\\\":\\\"%d+1\\\"}\"}}]"
                        .formatted(sum, sum),
                "tool_calls");
    }

    /** As an engine of type {@code openai} wants it. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /** Forgets what it counted; from now on it takes this long, and answers a task at its so manieth call, after sums. */
    public void takes(Duration each, int calls) {
        most.set(0);
        held.clear();
        between.clear();
        bytes.set(0);
        time = each;
        spread = 0;
        callsOfATask = calls;
    }

    /**
     * Takes, until told otherwise, more or less than its time by up to this share, evenly: as models do, so that those who ask at once do not
     * come back at once ever after.
     */
    public void varies(double share) {
        spread = share;
    }

    /** Begins to take its time only when so many requests are there, all at once. */
    public void gathers(int requests) {
        gathered = new CountDownLatch(requests);
    }

    /** The most requests at the same time. */
    public int most() {
        return most.get();
    }

    /** How long it really had requests, in nanoseconds: from the last byte read to the first written. */
    public long[] held() {
        return held.stream().mapToLong(Long::longValue).toArray();
    }

    /** From the first byte of an answer with a call to the last of the same task's next question, in nanoseconds. */
    public long[] between() {
        return between.stream().mapToLong(Long::longValue).toArray();
    }

    /** The usual length of a question. */
    public int meanBytes() {
        return held.isEmpty() ? 0 : Math.toIntExact(bytes.get() / held.size());
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
                bytes.addAndGet(body.length);
                gathered.countDown();
                gathered.await();
                OptionalLong sum = next(body, begun);
                byte[] reply = sum.isPresent() ? call(sum.getAsLong()) : ANSWER;
                long left = thisTime() - (System.nanoTime() - begun);
                if (closed.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                within.decrementAndGet();
                long answered = System.nanoTime();
                held.add(answered - begun);
                sum.ifPresent(number -> asked.put(number, answered));
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

    /** The times follow each other in steps of the golden ratio, which spreads any number of them evenly. */
    private long thisTime() {
        double place = answers.incrementAndGet() * GOLDEN_RATIO % 1;
        return Math.round(time.toNanos() * (1 - spread + 2 * spread * place));
    }

    /** The sum that the task is to make next, if it is to make another; counts the time since the one before. */
    private OptionalLong next(byte[] body, long read) {
        String question = new String(body, StandardCharsets.UTF_8);
        long last = 0;
        for (Matcher sum = SUM.matcher(question); sum.find(); ) {
            last = Long.parseLong(sum.group(1));
        }
        Long answered = asked.remove(last);
        if (answered != null) {
            between.add(read - answered);
        }
        long results = RESULT.matcher(question).results().count();
        return results < callsOfATask - 1 ? OptionalLong.of(sums.incrementAndGet()) : OptionalLong.empty();
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
        while (gathered.getCount() > 0) {
            gathered.countDown();
        }
    }
}
