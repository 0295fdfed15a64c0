package dev.walden.memory;

import dev.walden.memory.knowledge.ChunkedText;
import dev.walden.memory.knowledge.DocumentReading;
import dev.walden.memory.knowledge.UnreadableDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Reads, but stops at one text until it may go on; what is received meanwhile waits. */
record HeldReading(DocumentReading real, CountDownLatch mayGoOn) implements DocumentReading {

    static final String STOP = "stop here";

    @Override
    public ChunkedText read(String name, @Nullable String type, byte[] content) throws IOException, UnreadableDocument {
        if (new String(content, StandardCharsets.UTF_8).equals(STOP)) {
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return real.read(name, type, content);
    }

    @Override
    public void close() {
        real.close();
    }
}
