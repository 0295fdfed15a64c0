package dev.walden.tools.web;

import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Makes a tree of HTML, within a bound. The size of a page bounds its tree badly: formatting that is left open is made anew in every
 * paragraph, with all attributes, so that two megabytes become millions of elements. For one page.
 */
final class ParsedHtml extends FilterReader {

    /** Elements, attributes and texts together; the longest pages that people write have less than half of it. */
    static final int MOST_NODES = 500_000;

    /** Characters between two counts; few, as each may make several elements. */
    private static final int BETWEEN_COUNTS = 8 << 10;

    /** Where a page may say what its characters are. */
    private static final int BEGINNING = 5 << 10;

    private final StreamParser parser;
    private int uncounted;

    private ParsedHtml(String text, StreamParser parser) {
        super(new StringReader(text));
        this.parser = parser;
    }

    /**
     * The tree of a page.
     *
     * @param charset of its characters, unless a mark at its begin says otherwise; empty when it says so itself
     * @throws TooLargeException when it has more nodes than are read
     */
    static Document of(byte[] body, Optional<Charset> charset, String address) throws IOException {
        byte[] beginning = Arrays.copyOf(body, Math.min(BEGINNING, body.length));
        Charset said = Jsoup.parse(
                        new ByteArrayInputStream(beginning),
                        charset.map(Charset::name).orElse(null),
                        address)
                .charset();
        String text = new String(body, said);
        try (StreamParser parser = new StreamParser(Parser.htmlParser())) {
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return parser.parse(new ParsedHtml(unmarked, parser), address).complete();
        }
    }

    /** The parser asks for more when it has made nodes of what it had; so this is where they are counted. */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (uncounted >= BETWEEN_COUNTS) {
            uncounted = 0;
            demandBounded(parser.document());
        }
        int read = super.read(buffer, offset, length);
        uncounted += Math.max(read, 0);
        return read;
    }

    private static void demandBounded(Document document) {
        int[] nodes = new int[1];
        document.traverse((node, _) -> nodes[0] += 1 + node.attributesSize());
        if (nodes[0] > MOST_NODES) {
            throw new TooLargeException();
        }
    }

    /** A page has too many nodes. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
