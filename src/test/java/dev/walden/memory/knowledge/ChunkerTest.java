package dev.walden.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkerTest {

    private final DocumentReader reader = new DocumentReader(new ParserProcess(Duration.ofSeconds(1)), 1_000_000);

    @Test
    void headingsPartMarkdownAndAreItsSections() throws Exception {
        String text =
                "# Guide\n\n" + words("start", 80) + "\n\n## Care\n\n" + words("care", 80) + "\n\nRepair\n---\nfix it";

        ChunkedText cut = read("a.md", text);

        assertThat(cut.title()).isEqualTo("Guide");
        assertThat(cut.chunks()).extracting(Chunk::section).containsExactly("Guide", "Guide > Care", "Guide > Repair");
    }

    @Test
    void whatLooksLikeAHeadingInCodeIsNone() throws Exception {
        ChunkedText cut = read("a.md", "# Real\n\n```\n# comment\n\nmore\n```\n");

        assertThat(cut.chunks()).extracting(Chunk::section).containsExactly("Real");
        assertThat(cut.text()).contains("# comment\n\nmore");
    }

    @Test
    void smallSectionsGoTogether() throws Exception {
        StringBuilder text = new StringBuilder("# All\n\n");
        for (int i = 0; i < 10; i++) {
            text.append("## S").append(i).append("\n\nfew words\n\n");
        }

        assertThat(read("a.md", text.toString()).chunks()).hasSize(1);
    }

    @Test
    void rowsStandUnderTheNamesOfTheirColumns() throws Exception {
        StringBuilder rows = new StringBuilder("city,\"founded\nin\",people\n");
        for (int i = 0; i < 300; i++) {
            rows.append("town ").append(i).append(" by the river,1").append(i).append(",42\n");
        }

        ChunkedText cut = read("towns.csv", rows.toString());

        assertThat(cut.chunks())
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(chunk.section()).contains("city,"));
    }

    @Test
    void jsonIsPartedAtItsOutermostMembers() throws Exception {
        String member = "{\"text\":\"" + words("a, ]} b", 60) + "\"}";

        ChunkedText cut = read("a.json", "[" + member + "," + member + "," + member + "]");

        assertThat(cut.chunks()).hasSize(3);
        assertThat(cut.text()
                        .substring(
                                cut.chunks().get(1).start(), cut.chunks().get(1).end()))
                .isEqualTo(member);
    }

    @Test
    void sourceIsPartedBetweenFunctions() throws Exception {
        String body = "    step one two three four five six seven\n\n".repeat(20);

        ChunkedText cut = read("a.py", "def first():\n" + body + "\ndef second():\n" + body);

        assertThat(cut.chunks()).hasSize(2);
        assertThat(cut.text().substring(cut.chunks().get(1).start())).startsWith("def second");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void chunksCoverTheTextInBoundsAndPartNoSurrogates(long seed) throws Exception {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append(
                    random.nextInt(2_000) == 0
                            ? "\n\n"
                            : random.nextInt(300) == 0 ? " " : random.nextBoolean() ? "😀" : "a");
        }

        ChunkedText cut = read("a.txt", text.toString());

        int last = 0;
        for (Chunk chunk : cut.chunks()) {
            String part = cut.text().substring(chunk.start(), chunk.end());
            assertThat(cut.text().substring(last, chunk.start())).isBlank();
            assertThat(part.length()).isBetween(1, Chunker.MAX_CHARS);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(part)).isTrue();
            last = chunk.end();
        }
        assertThat(cut.text().substring(last)).isBlank();
        assertThat(cut.text().replaceAll("\\s", "")).isEqualTo(text.toString().replaceAll("\\s", ""));
    }

    @Test
    void jsonThatIsNestedWithoutEndIsRefused() {
        for (String bad : List.of("[".repeat(1_000_000 - 1), "[1", "\"open", "]")) {
            assertThatThrownBy(() -> read("a.json", bad)).isInstanceOf(UnreadableDocument.class);
        }
    }

    @Test
    @Timeout(20)
    void textsMadeToTakeLongDoNot() throws Exception {
        read("signs.md", "# " + "# ".repeat(400_000) + "x");
        read("line.txt", "x".repeat(900_000));
        read("row.csv", ",".repeat(900_000));
        read("numbers.json", "[" + "1,".repeat(400_000) + "1]");

        assertThatThrownBy(() -> read("a.txt", "a\n\n".repeat(300_000)))
                .isInstanceOfSatisfying(
                        UnreadableDocument.class,
                        refused -> assertThat(refused.code()).isEqualTo("too_many_parts"));
    }

    private ChunkedText read(String name, String text) throws Exception {
        return reader.read(name, null, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String words(String word, int number) {
        return (word + " ").repeat(number).strip();
    }
}
