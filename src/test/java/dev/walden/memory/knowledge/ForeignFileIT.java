package dev.walden.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.walden.memory.knowledge.Bombs.Filling;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that a process of its own reads, and what it does with those made to harm. */
final class ForeignFileIT {

    private static final int MOST = 1_000_000;

    private final DocumentReader reader = new DocumentReader(new ParserProcess(Duration.ofSeconds(60)), MOST);

    @Test
    void aPdfIsReadPageByPage() throws Exception {
        byte[] pdf = MadeFiles.pdf(List.of("First page " + words(80), "Second page of the manual " + words(80)));

        ChunkedText read = reader.read("manual.pdf", null, pdf);

        assertThat(read.chunks()).extracting(Chunk::page).containsExactly(1, 2);
        assertThat(textOf(read, 1)).contains("Second page of the manual");
    }

    @Test
    void aWordFileIsReadByItsHeadings() throws Exception {
        byte[] docx = MadeFiles.docx(MadeFiles.heading(1, "Lease")
                + MadeFiles.paragraph("Preamble " + words(80))
                + MadeFiles.heading(2, "Notice")
                + MadeFiles.paragraph("Three months' notice."));

        ChunkedText read = reader.read("lease.docx", null, docx);

        assertThat(read.title()).isEqualTo("Lease");
        assertThat(read.chunks()).extracting(Chunk::section).containsExactly("Lease", "Lease > Notice");
        assertThat(textOf(read, 1)).contains("Three months' notice.");
    }

    @Test
    void aPageOfTheWebIsReadByItsHeadingsWithoutItsScripts() throws Exception {
        String html =
                "<html><head><title>Soup</title><script>var hidden;</script></head><body><h1>Soup</h1><p>Boil it.</p>"
                        + "<table><tr><td>salt</td><td>1 g</td></tr></table></body></html>";

        ChunkedText read = reader.read("soup.html", null, html.getBytes(StandardCharsets.UTF_8));

        assertThat(read.title()).isEqualTo("Soup");
        assertThat(read.text()).contains("Boil it.").contains("salt | 1 g").doesNotContain("hidden");
    }

    @Test
    void anEncryptedPdfIsRefused() throws Exception {
        assertThat(refusal("a.pdf", MadeFiles.encryptedPdf(List.of("secret")))).isEqualTo("encrypted");
    }

    @Test
    void aPdfThatIsCutIsDamagedAndOneOfPicturesHasNoText() throws Exception {
        String cut = """
                %PDF-1.4
                1 0 obj
                <</Type/Catalog/Pages 2 0 R>>
                endobj
                2 0 obj
                <</Type/Pages/Kids[3 0 R]/Count 1>>
                endobj
                3 0 obj
                <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>
                endobj
                4 0 obj
                <</Length 30000>>
                stream
                """;

        assertThat(refusal("cut.pdf", cut.getBytes(StandardCharsets.UTF_8))).isEqualTo("broken");
        assertThat(refusal("pictures.pdf", MadeFiles.pdf(List.of("", "")))).isEqualTo("no_text");
    }

    @Test
    void whatIsNotWhatItsNameSaysIsRefused() throws Exception {
        assertThat(refusal("a.pdf", "no pdf".getBytes(StandardCharsets.UTF_8))).isEqualTo("wrong_type");
        assertThat(refusal("a.docx", new byte[] {1, 2, 3})).isEqualTo("wrong_type");
        assertThat(refusal("a.html", new byte[] {0, 1})).isEqualTo("wrong_type");
        assertThat(refusal("b.docx", MadeFiles.zip("other.xml", new byte[9]))).isEqualTo("wrong_type");
        assertThat(refusal("a.pdf", "%PDF-1.7 and then nothing".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("broken");
    }

    @Test
    void whatTakesMoreThanTheHeapEndsTheProcessAndNothingElse() throws Exception {
        DocumentReader usual = new DocumentReader(new ParserProcess(Duration.ofSeconds(60)), 4_000_000);
        Filling attribute = Filling.of("<w:document xmlns:w=\"urn:word\" w:a=\"", "a", 110_000_000);

        byte[] docx = Bombs.zip(Map.of(Bombs.PART, attribute));
        byte[] pdf = Bombs.pdf(Filling.of("BT /F1 10 Tf (", "a", 400_000_000));

        assertThat(docx.length + pdf.length).isLessThan(6_000_000);
        assertThat(refusal(usual, "attribute.docx", docx)).isEqualTo("too_hard");
        assertThat(refusal(usual, "stream.pdf", pdf)).isEqualTo("too_hard");
        assertThat(usual.read("next.html", null, "<p>Fine.".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("Fine.");
    }

    @Test
    void aPdfOfMorePagesThanAreTakenIsRefusedByTheirWordsOrTheirNumber() throws Exception {
        DocumentReader few = new DocumentReader(new ParserProcess(Duration.ofSeconds(60)), 100_000);

        byte[] wordy = Bombs.pages(5_000, words(50));
        byte[] pages = Bombs.pages(20_001, "Page.");

        assertThat(refusal(few, "wordy.pdf", wordy)).isEqualTo("too_long");
        assertThat(refusal("pages.pdf", pages)).isEqualTo("too_many_parts");
    }

    @Test
    void xmlThatGrowsByItsOwnDefinitionsIsRefused() throws Exception {
        String laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><w><p><t>&b;</t></p></w>";

        assertThat(refusal("laughs.docx", MadeFiles.zip("word/document.xml", laughs.getBytes(StandardCharsets.UTF_8))))
                .isIn("wrong_type", "no_text");
    }

    @Test
    void aPageNestedWithoutEndIsRefusedOrReadInBounds() throws Exception {
        byte[] deep = ("<div>".repeat(200_000) + "deep").getBytes(StandardCharsets.UTF_8);

        try {
            assertThat(reader.read("deep.html", null, deep).text()).contains("deep");
        } catch (UnreadableDocument refused) {
            assertThat(refused.code()).isIn("too_deep", "too_hard", "broken");
        }
    }

    @Test
    void moreTextThanIsTakenIsRefused() throws Exception {
        byte[] docx = MadeFiles.docx(MadeFiles.paragraph("x".repeat(MOST + 1)));

        assertThat(refusal("long.docx", docx)).isEqualTo("too_long");
    }

    @Test
    void aParserThatDoesNotEndIsEnded() throws Exception {
        ParserProcess slow = new ParserProcess(List.of("sleep", "60", "#"), Duration.ofMillis(300));
        DocumentReader impatient = new DocumentReader(slow, MOST);

        UnreadableDocument refused = catchThrowableOfType(
                UnreadableDocument.class,
                () -> impatient.read("a.html", null, "<p>x".getBytes(StandardCharsets.UTF_8)));

        assertThat(refused.code()).isIn("too_slow", "too_hard");
    }

    private String refusal(String name, byte[] content) {
        return refusal(reader, name, content);
    }

    private static String refusal(DocumentReader reader, String name, byte[] content) {
        return catchThrowableOfType(UnreadableDocument.class, () -> reader.read(name, null, content))
                .code();
    }

    private static String words(int number) {
        return "word ".repeat(number).strip();
    }

    private static String textOf(ChunkedText read, int chunk) {
        return read.text()
                .substring(
                        read.chunks().get(chunk).start(),
                        read.chunks().get(chunk).end());
    }
}
