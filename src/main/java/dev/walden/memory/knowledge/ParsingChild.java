package dev.walden.memory.knowledge;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The other end of {@link ParserProcess}: reads one document from its input and answers with its blocks. */
public final class ParsingChild {

    private ParsingChild() {}

    /**
     * Reads one document.
     *
     * @param arguments format and the most characters of text
     * @throws IOException when nobody listens
     */
    public static void run(List<String> arguments, InputStream in, OutputStream answer) throws IOException {
        DocumentFormat format = DocumentFormat.valueOf(arguments.get(0));
        long maxCharacters = Long.parseLong(arguments.get(1));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answer));
        try {
            BlockStream.write(out, ForeignFile.read(format, in.readAllBytes(), maxCharacters));
        } catch (UnreadableDocument refused) {
            BlockStream.write(out, refused);
        } catch (StackOverflowError tooDeep) { // parsers recurse
            BlockStream.write(
                    out,
                    new UnreadableDocument("too_deep", "The document is nested deeper than the parser can follow."));
        }
    }
}
