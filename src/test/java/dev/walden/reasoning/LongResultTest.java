package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import org.junit.jupiter.api.Test;

final class LongResultTest {

    @Test
    void whatIsNotLongerThanTheBoundIsShownWhole() {
        Message.ToolResult result = untrusted("x".repeat(1000));

        assertThat(LongResult.shortened(result, 1000)).isSameAs(result);
    }

    @Test
    void aLongResultIsItsBeginningAndALineThatSaysHowToReadOn() {
        Message.ToolResult shown = LongResult.shortened(untrusted("x".repeat(45_000)), 1000);

        assertThat(shown.text())
                .isEqualTo(
                        "x".repeat(1000)
                                + "\n[Cut here: 1000 of 45000 characters are shown. Read on with read_blob {\"reference\": \"c3\", \"from\": 1000}.]");
    }

    @Test
    void whoSaidItAndWhetherItIsTrustedStay() {
        Message.ToolResult failed = new Message.ToolResult("c3", "t", "x".repeat(2000), false, true);

        assertThat(LongResult.shortened(untrusted("x".repeat(2000)), 1000).trusted())
                .isFalse();
        assertThat(LongResult.shortened(failed, 1000))
                .returns("c3", Message.ToolResult::toolCallId)
                .returns("t", Message.ToolResult::tool)
                .returns(false, Message.ToolResult::succeeded)
                .returns(true, Message.ToolResult::trusted);
    }

    @Test
    void itIsCutBehindALineWhenOneEndsNear() {
        String near = "x".repeat(950) + "\n" + "y".repeat(2000);
        String far = "x".repeat(500) + "\n" + "y".repeat(2000);

        assertThat(LongResult.end(near, 0, 1000)).isEqualTo(951);
        assertThat(LongResult.end(far, 0, 1000)).isEqualTo(1000);
        assertThat(LongResult.shortened(untrusted(near), 1000).text()).contains("xx\n[Cut here: 951 of ");
    }

    @Test
    void noCodePointIsCutInTwo() {
        String smiles = "\uD83D\uDE00".repeat(1000);

        assertThat(LongResult.end(smiles, 0, 999)).isEqualTo(998);
        assertThat(LongResult.end(smiles, 0, 1)).isEqualTo(2);
        assertThat(LongResult.start(smiles, 3)).isEqualTo(4);
        assertThat(LongResult.start(smiles, 4)).isEqualTo(4);
    }

    private static Message.ToolResult untrusted(String text) {
        return new Message.ToolResult("c3", "http_request", text, true, false);
    }
}
