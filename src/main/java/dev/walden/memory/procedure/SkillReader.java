package dev.walden.memory.procedure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Reads one file; what is wrong in it becomes a broken skill.
 *
 * @param where what people call the file
 */
record SkillReader(String where) {

    private static final int MAX_BYTES = 64 * 1024;

    Skill read(String name, Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        try {
            return Skill.of(SkillText.read(name, text(bytes)));
        } catch (SkillFault fault) {
            return Skill.broken(name, where + ", line " + fault.line() + ": " + fault.getMessage());
        }
    }

    private static String text(byte[] bytes) throws SkillFault {
        if (bytes.length > MAX_BYTES) {
            throw SkillFault.at(1, "at most 64 KiB", "more", "Shorten the file.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw SkillFault.at(1, "text in UTF-8", "other bytes", "Save the file as UTF-8.");
        }
    }
}
