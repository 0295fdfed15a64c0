package dev.walden.memory.knowledge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes chunks of the bytes of one document. Thread-safe. */
public interface DocumentReading extends AutoCloseable {

    /**
     * Reads a document.
     *
     * @param type its media type, if it came with one
     * @throws UnreadableDocument when it cannot be taken in
     * @throws IOException when it could not even be tried
     */
    ChunkedText read(String name, @Nullable String type, byte[] content) throws IOException, UnreadableDocument;

    /** Ends what is being read; nothing can be read any more. */
    @Override
    void close();
}
