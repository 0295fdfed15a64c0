package dev.walden.memory;

import dev.walden.memory.knowledge.ParserProcess;
import dev.walden.memory.knowledge.ParsingChild;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The program as a parser of one document: started by the service for itself, with a small heap. */
public final class DocumentParser {

    private DocumentParser() {}

    /** Whether the arguments ask for that. */
    public static boolean isAsked(String[] arguments) {
        return arguments.length > 0 && arguments[0].equals(ParserProcess.COMMAND);
    }

    /** Reads the document from {@code in}; {@code answer} gets what was read, and must get nothing else. */
    public static void run(String[] arguments, InputStream in, OutputStream answer) {
        try {
            ParsingChild.run(Arrays.asList(arguments).subList(1, arguments.length), in, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
