package dev.walden.memory.knowledge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parsing process answers with: {@code true}, title, number of blocks, and of each its level, page and text; or {@code false}, code
 * and reason. Texts are UTF-8 behind their length. Whoever reads it trusts no number in it.
 */
final class BlockStream {

    private static final int BYTES_A_CHARACTER = 3;

    private BlockStream() {}

    static void write(DataOutputStream out, DocumentText document) throws IOException {
        out.writeBoolean(true);
        write(out, document.title());
        out.writeInt(document.blocks().size());
        for (Block block : document.blocks()) {
            out.writeInt(block.level());
            out.writeInt(block.page());
            write(out, block.text());
        }
        out.flush();
    }

    static void write(DataOutputStream out, UnreadableDocument refused) throws IOException {
        out.writeBoolean(false);
        write(out, refused.code());
        write(out, refused.reason());
        out.flush();
    }

    static DocumentText read(DataInputStream in, long maxCharacters) throws IOException, UnreadableDocument {
        if (!in.readBoolean()) {
            throw new UnreadableDocument(text(in, maxCharacters), text(in, maxCharacters));
        }
        String title = text(in, maxCharacters);
        int number = in.readInt();
        if (number < 0 || number > Blocks.MOST) {
            throw new IOException("A number of blocks was expected; found: " + number);
        }
        List<Block> blocks = new ArrayList<>();
        long left = maxCharacters;
        for (int i = 0; i < number; i++) {
            Block block = new Block(in.readInt(), in.readInt(), text(in, left));
            left -= block.text().length();
            blocks.add(block);
        }
        return new DocumentText(title, "", blocks);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in, long maxCharacters) throws IOException, UnreadableDocument {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A length was expected; found: " + length);
        }
        if (length > maxCharacters * BYTES_A_CHARACTER) {
            throw UnreadableDocument.tooLong(maxCharacters);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("The parsing process ended within its answer.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
