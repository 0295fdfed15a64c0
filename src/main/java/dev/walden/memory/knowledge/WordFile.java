package dev.walden.memory.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The paragraphs of a DOCX file: a zip of XML, of which one part is read. The library that reads all that Office ever wrote weighs more than
 * Walden, and this is not to print it. Confined to its thread.
 */
final class WordFile {

    private static final String PART = "word/document.xml";
    private static final int MAX_ENTRIES = 10_000;
    /** Of the part and those before it, unpacked, beside the size of the file: XML is some ten times its text, pictures are packed already. */
    private static final int BYTES_A_CHARACTER = 30;

    private static final Pattern HEADING = Pattern.compile("(?:heading|berschrift|titre|titulo)[ _-]?([1-9])");
    private static final Pattern OUTLINE = Pattern.compile("[0-8]");

    private final Blocks blocks = new Blocks();
    private final StringBuilder text = new StringBuilder();
    private final long maxCharacters;
    private long characters;
    private int heading;
    private String title = "";

    private WordFile(long maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    static DocumentText read(byte[] content, long maxCharacters) throws UnreadableDocument {
        WordFile file = new WordFile(maxCharacters);
        long most = maxCharacters * BYTES_A_CHARACTER + content.length;
        ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content));
        CappedStream unpacked = new CappedStream(zip, most);
        try (unpacked) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(PART)) {
                    file.read(unpacked);
                    return new DocumentText(file.title, "", file.blocks.all());
                }
                if (++entries > MAX_ENTRIES) {
                    throw new UnreadableDocument(
                            "too_many_parts", "A DOCX file has at most 10000 parts; this one has more.");
                }
                unpacked.transferTo(OutputStream.nullOutputStream()); // the zip itself would, without a bound
            }
        } catch (IOException | XMLStreamException e) {
            throw unpacked.isExceeded() ? bomb(most) : brokenFile();
        }
        throw brokenFile();
    }

    private void read(InputStream xml) throws XMLStreamException, UnreadableDocument {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        boolean said = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    said = reader.getLocalName().equals("t");
                    start(reader);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    said = false;
                    if (reader.getLocalName().equals("p")) {
                        end();
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (said) {
                        append(reader.getText());
                    }
                }
                default -> {}
            }
        }
    }

    private void start(XMLStreamReader reader) throws UnreadableDocument {
        switch (reader.getLocalName()) {
            case "pStyle" -> style(value(reader));
            case "outlineLvl" -> {
                String level = value(reader);
                heading = OUTLINE.matcher(level).matches() ? Integer.parseInt(level) + 1 : heading;
            }
            case "tab" -> append("\t");
            case "br", "cr" -> append("\n");
            default -> {}
        }
    }

    private void style(String style) {
        Matcher matcher = HEADING.matcher(style.toLowerCase(Locale.ROOT));
        if (matcher.find()) {
            heading = Integer.parseInt(matcher.group(1));
        } else if (style.equalsIgnoreCase("title")) {
            heading = 1;
        }
    }

    private static String value(XMLStreamReader reader) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals("val")) {
                @Nullable String value = reader.getAttributeValue(i);
                return value == null ? "" : value;
            }
        }
        return "";
    }

    private void append(String more) throws UnreadableDocument {
        characters += more.length();
        if (characters > maxCharacters) {
            throw UnreadableDocument.tooLong(maxCharacters);
        }
        text.append(more);
    }

    private void end() throws UnreadableDocument {
        String paragraph = text.toString().strip();
        text.setLength(0);
        if (!paragraph.isEmpty()) {
            blocks.add(new Block(heading, 0, paragraph));
            title = title.isEmpty() && heading == 1 ? paragraph : title;
        }
        heading = 0;
    }

    private static UnreadableDocument bomb(long most) {
        return new UnreadableDocument(
                "too_long",
                "What a DOCX file unpacks to, up to the end of its text, is at most %d bytes here; this one unpacks to more."
                        .formatted(most));
    }

    private static UnreadableDocument brokenFile() {
        return new UnreadableDocument(
                "wrong_type", "A DOCX file was expected by its name; its zip or its XML cannot be read.");
    }
}
