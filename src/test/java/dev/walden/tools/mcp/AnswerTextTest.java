package dev.walden.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.ToolOutput;
import dev.walden.secrets.Secrets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the bytes in a server's answers. */
final class AnswerTextTest {

    private static final byte[] PICTURE = {1, 2, 3, 4};
    private static final String DATA = Base64.getEncoder().encodeToString(PICTURE);

    private final AnswerText text = new AnswerText(new ForeignJson(Secrets.none()));

    @Test
    void bytesOfEveryKindBecomeAttachmentsInTheirOrder() {
        ToolOutput output = text.ofResult(result(
                Map.of("type", "text", "text", "Look:"),
                image("image/png", DATA),
                Map.of("type", "audio", "mimeType", "audio/wav", "data", "AAA="),
                Map.of("type", "resource", "resource", Map.of("uri", "a:b", "blob", DATA))));

        assertThat(output.trusted()).isFalse();
        assertThat(output.text()).isEqualTo("""
                Look:
                [image of type image/png, 4 bytes: attachment 1 of this call]
                [audio of type audio/wav, 2 bytes: attachment 2 of this call]
                [resource a:b, 4 bytes: attachment 3 of this call]""");
        assertThat(output.attachments())
                .containsExactly(
                        Attachment.of("image/png", PICTURE),
                        Attachment.of("audio/wav", new byte[2]),
                        Attachment.of("application/octet-stream", PICTURE));
    }

    @Test
    void thoseOfResourcesAndPromptsDoToo() {
        ToolOutput resource =
                text.ofResource(Map.of("contents", List.of(Map.of("uri", "a:b", "mimeType", "a/b", "blob", DATA))));
        ToolOutput prompt =
                text.ofPrompt(Map.of("messages", List.of(Map.of("role", "user", "content", image("image/gif", DATA)))));

        assertThat(resource.text()).isEqualTo("[resource a:b of type a/b, 4 bytes: attachment 1 of this call]");
        assertThat(resource.attachments()).containsExactly(Attachment.of("a/b", PICTURE));
        assertThat(prompt.text()).isEqualTo("user: [image of type image/gif, 4 bytes: attachment 1 of this call]");
        assertThat(prompt.attachments()).containsExactly(Attachment.of("image/gif", PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQIDB", "AQIDBA", "AQID BA=", "AQIDBA=A", "AQID-_==", "====", "[secret token]AA"})
    void whatIsNoBase64IsToldAndIsNoFailure(String data) {
        ToolOutput output = text.ofResult(result(image("image/png", data), image("image/png", DATA)));

        assertThat(output.text()).isEqualTo("""
                [image of type image/png, not kept: its data are no base64]
                [image of type image/png, 4 bytes: attachment 1 of this call]""");
        assertThat(output.attachments()).hasSize(1);
    }

    @Test
    void dataThatAreMissingAreNoBase64Either() {
        assertThat(text.ofResult(result(Map.of("type", "image", "data", 5L))).text())
                .isEqualTo("[image, not kept: its data are no base64]");
    }

    @Test
    void noMoreIsKeptThanACallMayGiveBack() {
        String large = Base64.getEncoder().encodeToString(new byte[ToolOutput.MOST_ATTACHED_BYTES - 5]);

        ToolOutput large2 = text.ofResult(result(image("a/b", large), image("a/b", "AAAAAAAA"), image("a/b", DATA)));
        ToolOutput many = text.ofResult(Map.of("content", Collections.nCopies(17, image("a/b", DATA))));

        assertThat(large2.text())
                .contains(
                        "[image of type a/b, 6 bytes, not kept: a call keeps at most 16 attachments of together 4194304 bytes]")
                .endsWith("4 bytes: attachment 2 of this call]");
        assertThat(large2.attachments()).extracting(Attachment::size).containsExactly(4194299, 4);
        assertThat(many.text())
                .contains("4 bytes: attachment 16 of this call]")
                .endsWith("4 bytes, not kept: a call keeps at most 16 attachments of together 4194304 bytes]");
        assertThat(many.attachments()).hasSize(16);
    }

    @Test
    void aFailureKeepsNone() {
        ToolOutput output = text.ofResult(Map.of("isError", true, "content", List.of(image("image/png", DATA))));

        assertThat(output)
                .isEqualTo(ToolOutput.untrusted(
                        "[image of type image/png, 4 bytes, not kept: a call that failed keeps none]"));
    }

    private static Map<String, Object> image(String type, String data) {
        return Map.of("type", "image", "mimeType", type, "data", data);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static Map<String, @Nullable Object> result(Map<String, Object>... contents) {
        return Map.of("content", List.of(contents));
    }
}
