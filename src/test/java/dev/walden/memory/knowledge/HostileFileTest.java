package dev.walden.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.walden.memory.knowledge.Bombs.Filling;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files made to harm that the bounds of the reading end, before the bounds of its process do; {@link ForeignFileIT} has those of the process. */
final class HostileFileTest {

    private static final int MOST = 100_000;
    /** More than a file of as many characters may unpack to. */
    private static final int TOO_MUCH = 40 * MOST;

    private static final String BODY = "<w:document xmlns:w=\"urn:word\"><w:body>";

    @Test
    void xmlThatUnpacksWithoutEndIsRefusedThoughAllOfItIsInOrder() throws Exception {
        Filling paragraphs = Filling.of(BODY, "<w:p></w:p>", TOO_MUCH);

        byte[] bomb = Bombs.zip(Map.of(Bombs.PART, paragraphs));

        assertThat(bomb.length).isLessThan(TOO_MUCH / 50);
        assertThat(refusal(DocumentFormat.DOCX, bomb)).isEqualTo("too_long");
    }

    @Test
    void aBombBeforeTheTextCountsAsWell() throws Exception {
        Map<String, Filling> parts = new LinkedHashMap<>();
        parts.put("word/media/picture.bin", Filling.of("", "0", TOO_MUCH));
        parts.put(Bombs.PART, new Filling(BODY + MadeFiles.paragraph("Words.") + "</w:body></w:document>", "", 0));

        assertThat(refusal(DocumentFormat.DOCX, Bombs.zip(parts))).isEqualTo("too_long");
    }

    @Test
    void picturesBeforeTheTextAreLeftOut() throws Exception {
        Map<String, Filling> parts = new LinkedHashMap<>();
        parts.put("word/media/picture.bin", Filling.of("", "0", MOST));
        parts.put(Bombs.PART, new Filling(BODY + MadeFiles.paragraph("Words.") + "</w:body></w:document>", "", 0));

        DocumentText read = ForeignFile.read(DocumentFormat.DOCX, Bombs.zip(parts), MOST);

        assertThat(read.blocks()).containsExactly(Block.text("Words."));
    }

    @Test
    void moreParagraphsThanAreGoodForTheHeapAreRefusedInWordFilesAndPages() throws Exception {
        int characters = 10 * Blocks.MOST;
        Filling paragraphs = new Filling(BODY, MadeFiles.paragraph("x"), Blocks.MOST + 1);
        String page = "<body>" + "<p>x".repeat(Blocks.MOST + 1);

        assertThat(refusal(DocumentFormat.DOCX, Bombs.zip(Map.of(Bombs.PART, paragraphs)), characters))
                .isEqualTo("too_many_parts");
        assertThat(refusal(DocumentFormat.HTML, page.getBytes(StandardCharsets.UTF_8), characters))
                .isEqualTo("too_many_parts");
    }

    private static String refusal(DocumentFormat format, byte[] content) {
        return refusal(format, content, MOST);
    }

    private static String refusal(DocumentFormat format, byte[] content, long maxCharacters) {
        return catchThrowableOfType(UnreadableDocument.class, () -> ForeignFile.read(format, content, maxCharacters))
                .code();
    }
}
