package dev.walden.memory.knowledge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents and cuts them. Thread-safe.
 *
 * @param foreign reads what this process does not
 * @param maxCharacters of text in one document
 */
public record DocumentReader(ParserProcess foreign, long maxCharacters) implements DocumentReading {

    /** What one record and one round of the indexes can bear; a million words of prose are some five thousand. */
    private static final int MAX_PARTS = 20_000;

    /**
     * Checks what can be told by name and type alone.
     *
     * @throws UnreadableDocument when such files are not read
     */
    public static void check(String name, @Nullable String type) throws UnreadableDocument {
        if (DocumentFormat.of(name, type).isEmpty()) {
            throw unknown();
        }
    }

    @Override
    public ChunkedText read(String name, @Nullable String type, byte[] content) throws IOException, UnreadableDocument {
        DocumentFormat format = DocumentFormat.of(name, type).orElseThrow(DocumentReader::unknown);
        DocumentText read =
                format.isForeign() ? foreign.read(format, content, maxCharacters) : inPlace(format, content);
        ChunkedText cut = Chunker.cut(read);
        if (cut.chunks().isEmpty()) {
            throw new UnreadableDocument("no_text", "There is no text in the document; pictures of text are not read.");
        }
        if (cut.chunks().size() > MAX_PARTS) {
            throw new UnreadableDocument(
                    "too_many_parts",
                    "The document falls into more than %d parts; found: %d."
                            .formatted(MAX_PARTS, cut.chunks().size()));
        }
        return cut;
    }

    @Override
    public void close() {
        foreign.close();
    }

    private DocumentText inPlace(DocumentFormat format, byte[] content) throws UnreadableDocument {
        boolean anyProgram = format == DocumentFormat.TEXT || format == DocumentFormat.CSV;
        String text = anyProgram ? PlainText.orWindows(content) : PlainText.of(content);
        if (text.length() > maxCharacters) {
            throw UnreadableDocument.tooLong(maxCharacters);
        }
        return switch (format) {
            case MARKDOWN -> DocumentText.of(MarkdownBlocks.of(text));
            case TEXT -> DocumentText.of(Paragraphs.of(text));
            case CSV -> Rows.of(text);
            case JSON -> DocumentText.of(Members.of(text));
            case SOURCE -> DocumentText.of(SourceBlocks.of(text));
            case HTML, PDF, DOCX -> throw new IllegalArgumentException(format + " is not read in place.");
        };
    }

    private static UnreadableDocument unknown() {
        return new UnreadableDocument(
                "unknown_type",
                "A document is Markdown, text, HTML, PDF, DOCX, CSV, JSON or source code, told by the ending of its name"
                        + " or else by its media type; this one is none of them.");
    }
}
