package dev.walden.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as other programs write them. */
final class WindowsTextTest {

    private static final String TABLE = "Größe;Preis\r\n„Höhe“;5,50 €\r\nC’est « café »\u00a0;1\r\n";

    private final DocumentReader reader = new DocumentReader(new ParserProcess(Duration.ofSeconds(60)), 10_000);

    @ParameterizedTest
    @ValueSource(strings = {"prices.csv", "prices.txt"})
    void tablesAndTextsOfOtherProgramsAreRead(String name) throws Exception {
        assertThat(reader.read(name, null, windows(TABLE)).text())
                .isEqualTo(reader.read(name, null, TABLE.getBytes(StandardCharsets.UTF_8))
                        .text())
                .contains("Größe;Preis\n„Höhe“;5,50 €");
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.md", "prices.json", "Prices.java"})
    void othersAreToBeSavedAsUtf8(String name) {
        assertThat(refusal(name, windows(TABLE)).reason()).contains("Save it as UTF-8");
    }

    @Test
    void bytesThatMeanNothingOrAreControlsAreNoText() {
        for (int value : new int[] {0, 1, 0x1b, 0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d}) {
            byte[] content = windows("Größe und Höhe");
            content[6] = (byte) value;

            assertThat(refusal("a.txt", content).code()).as("%x", value).isEqualTo("wrong_type");
        }
    }

    /** Letters of another script lie where this encoding has those with accents. */
    @ParameterizedTest
    @CsvSource({
        "windows-1251, Привет",
        "KOI8-R, Привет всем",
        "windows-1251, Name;City;Remark about the delivery;Москва",
        "windows-1251, А и Б на тр на бе",
        "windows-1253, Καλημέρα",
        "GBK, 高度和大小",
    })
    void wordsOfAnotherScriptAreToBeSavedAsUtf8(String charset, String text) {
        assertThat(refusal("a.txt", text.getBytes(Charset.forName(charset))).reason())
                .contains("Save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ça a été créé là-bas", "Übergrößenträger", "¿Qué? ¡Ñandú!", "naïveté — “déjà”"})
    void wordsWithManyAccentsAreRead(String text) throws Exception {
        assertThat(reader.read("a.txt", null, windows(text)).text()).isEqualTo(text);
    }

    @Test
    void aDamagedTextInUtf8IsNotReadAsSomethingElse() {
        byte[] whole = "Größe und Höhe, für 5 €".getBytes(StandardCharsets.UTF_8);

        assertThat(refusal("a.txt", Arrays.copyOf(whole, whole.length - 1)).reason())
                .contains("Save it as UTF-8");
    }

    @Test
    void aTextInUtf16IsReadByItsMark() throws Exception {
        assertThat(reader.read("a.txt", null, "\ufeff高度和大小".getBytes(StandardCharsets.UTF_16LE))
                        .text())
                .isEqualTo("高度和大小");
    }

    private UnreadableDocument refusal(String name, byte[] content) {
        return catchThrowableOfType(UnreadableDocument.class, () -> reader.read(name, null, content));
    }

    private static byte[] windows(String text) {
        return text.getBytes(Charset.forName("windows-1252"));
    }
}
