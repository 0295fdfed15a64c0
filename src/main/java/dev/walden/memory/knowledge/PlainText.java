package dev.walden.memory.knowledge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Bytes that should be text. */
final class PlainText {

    private PlainText() {}

    /** UTF-8, or UTF-16 with a mark that says so; one line end for all. */
    static String of(byte[] content) throws UnreadableDocument {
        Charset charset = hasMarkOfUtf16(content) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            if (text.indexOf('\0') >= 0) {
                throw notText();
            }
            String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
            return oneLineEnd(unmarked);
        } catch (CharacterCodingException e) {
            throw notText();
        }
    }

    /** The same, and Windows-1252, in which spreadsheets and editors of some systems write without a word. */
    static String orWindows(byte[] content) throws UnreadableDocument {
        return !hasMarkOfUtf16(content) && WindowsText.is(content) ? oneLineEnd(WindowsText.of(content)) : of(content);
    }

    private static String oneLineEnd(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static boolean hasMarkOfUtf16(byte[] content) {
        int first = content.length < 2 ? 0 : content[0] & 0xff;
        int second = content.length < 2 ? 0 : content[1] & 0xff;
        return (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
    }

    private static UnreadableDocument notText() {
        return new UnreadableDocument(
                "wrong_type",
                "A text in UTF-8 was expected by the name of the file; it has bytes that are none. Save it as UTF-8 and send it again.");
    }
}
