package dev.walden.memory.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;

/** Reads what needs a foreign parser; only ever in a process of its own. Stateless. */
final class ForeignFile {

    private static final byte[] PDF_MAGIC = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    /** The magic may stand a little behind the start. */
    private static final int MAGIC_WITHIN = 1_024;

    private static final String PDF_END = "%%EOF";
    /** There may be something behind the end. */
    private static final int END_WITHIN = 1_024;

    private ForeignFile() {}

    static DocumentText read(DocumentFormat format, byte[] content, long maxCharacters) throws UnreadableDocument {
        return switch (format) {
            case DOCX -> WordFile.read(content, maxCharacters);
            case PDF -> {
                demandPdf(content);
                yield whole(parsed(new PDFParser(), content, maxCharacters), content);
            }
            case HTML -> {
                PlainText.of(content); // nothing else may call itself a page
                yield parsed(new JSoupParser(), content, maxCharacters);
            }
            case MARKDOWN, TEXT, CSV, JSON, SOURCE -> throw new IllegalArgumentException(format + " is read in place.");
        };
    }

    private static void demandPdf(byte[] content) throws UnreadableDocument {
        String head = new String(content, 0, Math.min(content.length, MAGIC_WITHIN), StandardCharsets.ISO_8859_1);
        if (!head.contains(new String(PDF_MAGIC, StandardCharsets.US_ASCII))) {
            throw new UnreadableDocument("wrong_type", "A PDF file was expected by its name; it is none.");
        }
    }

    /** The parser mends what it can; of a file that is cut it finds nothing, which is not what a file of pictures has. */
    private static DocumentText whole(DocumentText read, byte[] content) throws UnreadableDocument {
        int tail = Math.max(0, content.length - END_WITHIN);
        String end = new String(content, tail, content.length - tail, StandardCharsets.ISO_8859_1);
        if (read.blocks().isEmpty() && !end.contains(PDF_END)) {
            throw new UnreadableDocument("broken", "The document is damaged: it has no text, and its end is missing.");
        }
        return read;
    }

    private static DocumentText parsed(Parser parser, byte[] content, long maxCharacters) throws UnreadableDocument {
        BlockHandler handler = new BlockHandler(maxCharacters);
        Metadata metadata = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(new ByteArrayInputStream(content))) {
            parser.parse(in, handler, metadata, context());
        } catch (EncryptedDocumentException e) {
            throw new UnreadableDocument(
                    "encrypted", "The document is encrypted. Take the password off and send it again.");
        } catch (SAXException | TikaException | IOException e) {
            throw refusal(e);
        }
        DocumentText read = handler.document();
        String title = metadata.get(TikaCoreProperties.TITLE);
        return new DocumentText(title == null ? read.title() : title, "", read.blocks());
    }

    /** Parsers wrap what they are refused as they like. */
    private static UnreadableDocument refusal(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlockHandler.Refused refused) {
                return refused.why();
            }
        }
        return new UnreadableDocument("broken", "The document is damaged: the parser cannot read it.");
    }

    /** Nothing that lies in a document is opened: no attachments, no forms, no pictures. */
    private static ParseContext context() {
        PDFParserConfig config = new PDFParserConfig();
        config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        config.setExtractAcroFormContent(false);
        config.setExtractAnnotationText(false);
        config.setExtractBookmarksText(false);
        config.setExtractInlineImages(false);
        config.setParseIncrementalUpdates(false);
        config.setCatchIntermediateIOExceptions(false); // one page that fails fails all: the others need not be read
        ParseContext context = new ParseContext();
        context.set(PDFParserConfig.class, config);
        return context;
    }
}
