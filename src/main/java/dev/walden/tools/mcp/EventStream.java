package dev.walden.tools.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads server-sent events; keeps the last id and what the server says of coming again. For one thread. */
final class EventStream {

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final int LONGEST_ID = 1024;

    private final int mostBytes;
    private String lastId = "";
    private Optional<Duration> retry = Optional.empty();

    EventStream(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    String lastId() {
        return lastId;
    }

    /** How long the server wants to be left alone before the stream is asked for again. */
    Optional<Duration> retry() {
        return retry;
    }

    /**
     * Reads to the end of the stream.
     *
     * @param messages gets the data of each event that has some
     * @throws IOException when the stream breaks, or an event is longer than it may be
     */
    void read(InputStream in, Consumer<byte[]> messages) throws IOException {
        BoundedLines lines = new BoundedLines(in, mostBytes);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (line.length == 0) {
                if (data.size() > 0) {
                    messages.accept(data.toByteArray());
                }
                data.reset();
            } else {
                field(line, data);
            }
        }
    }

    private void field(byte[] line, ByteArrayOutputStream data) throws IOException {
        int colon = 0;
        while (colon < line.length && line[colon] != ':') {
            colon++;
        }
        int from = colon + 1 < line.length && line[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, line.length);
        String name = new String(line, 0, colon, StandardCharsets.UTF_8);
        if (name.equals("data")) {
            if (data.size() + line.length - from > mostBytes) {
                throw new IOException("an event has more than " + mostBytes + " bytes");
            }
            if (data.size() > 0) {
                data.write('\n');
            }
            data.write(line, from, line.length - from);
            return;
        }
        String value = new String(line, from, line.length - from, StandardCharsets.UTF_8);
        if (name.equals("id") && value.length() <= LONGEST_ID && value.chars().allMatch(c -> c >= ' ' && c < 127)) {
            lastId = value;
        } else if (name.equals("retry") && value.matches("\\d{1,9}")) {
            Duration wanted = Duration.ofMillis(Long.parseLong(value));
            retry = Optional.of(wanted.compareTo(LONGEST_RETRY) < 0 ? wanted : LONGEST_RETRY);
        }
    }
}
