package dev.walden.memory.knowledge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents so that no defect of a parser is more than the end of one of them: whatever it throws says that this one cannot be
 * taken in, and is the cause of what it says. Thread-safe.
 */
public record GuardedReading(DocumentReading parsers) implements DocumentReading {

    @Override
    public ChunkedText read(String name, @Nullable String type, byte[] content) throws IOException, UnreadableDocument {
        try {
            return parsers.read(name, type, content);
        } catch (StackOverflowError tooDeep) {
            throw new UnreadableDocument("too_deep", "The document is nested deeper than it can be read.");
        } catch (OutOfMemoryError tooLarge) { // what was read of it is garbage by now
            throw new UnreadableDocument(
                    "too_hard", "Reading the document takes more memory than there is. Split it.", tooLarge);
        } catch (RuntimeException | Error defect) {
            throw new UnreadableDocument(
                    "internal", "The parser of such documents has a defect that this one meets.", defect);
        }
    }

    @Override
    public void close() {
        parsers.close();
    }
}
