package dev.walden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redacted record holds no word that anybody said, and keeps what tells how it came about. */
class RedactionTest {

    @TempDir
    Path home;

    private List<String> redacted(String... bodies) throws IOException {
        return WrittenLog.of(home, bodies).stream().map(Redaction::of).toList();
    }

    @Test
    void textsBecomeTheirLengthAndIdsStay() throws IOException {
        assertThat(
                        redacted(
                                "\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"outcome\":\"failed\",\"text\":\"my secret\",\"trusted\":false,\"duration\":\"PT1S\"}"))
                .containsExactly(
                        "{\"seq\":1,\"at\":\"2026-11-21T02:11:13.123456Z\",\"type\":\"tool-call-finished\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"outcome\":\"failed\",\"text\":\"[9 characters]\",\"trusted\":false,\"duration\":\"PT1S\",\"attachments\":[]}}");
    }

    @Test
    void whatOthersMadeUpIsTextWhateverItIsCalledAndNumbersToo() throws IOException {
        assertThat(
                        redacted(
                                "\"type\":\"tool-call-started\",\"v\":1,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"tool\":\"http\",\"arguments\":{\"id\":\"secret\",\"tool\":[\"secret\",4711],\"to\":{\"key\":\"secret\"}},\"sideEffect\":\"unsafe\",\"attempt\":1}"))
                .singleElement()
                .asString()
                .doesNotContain("secret", "4711")
                .contains("\"tool\":\"http\"", "\"attempt\":1", "\"sideEffect\":\"unsafe\"");
    }

    @Test
    void whatGoesOnWithARecordIsNoText() throws IOException {
        String on =
                "\"started\":[\"unsafe\"],\"asked\":{\"engine\":\"rules\",\"prompt\":\"agent-1 0123\",\"tokens\":4096}";

        assertThat(redacted("\"type\":\"any\",\"v\":2,\"task\":\"t1\",\"data\":{" + on + "}"))
                .singleElement()
                .asString()
                .contains(on);
    }

    @Test
    void whatIsUsualIsShownAndWhatFollowsIsNoText() throws IOException {
        assertThat(
                        redacted(
                                "\"type\":\"tool-call-finished\",\"v\":3,\"task\":\"t1\",\"data\":{\"call\":\"c1\",\"text\":\"my secret\",\"asked\":\"rules agent-1 0123 4096\"}"))
                .singleElement()
                .asString()
                .contains("{\"call\":\"c1\",\"outcome\":\"succeeded\",\"text\":\"[9 characters]\",\"trusted\":false,"
                        + "\"duration\":\"PT0S\",\"attachments\":[],\"asked\":\"rules agent-1 0123 4096\"}");
    }

    @Test
    void theBeginningOfABlobIsText() throws IOException {
        assertThat(redacted(
                        "\"type\":\"task-submitted\",\"v\":1,\"task\":\"t1\",\"data\":{\"input\":{\"$blob\":\"%s\",\"bytes\":9000,\"head\":\"a secret\"},\"metadata\":{\"a\":\"secret\"}}"
                                .formatted("ab".repeat(32))))
                .singleElement()
                .asString()
                .doesNotContain("secret")
                .contains("\"$blob\":\"" + "ab".repeat(32), "\"bytes\":9000", "[8 characters]");
    }
}
