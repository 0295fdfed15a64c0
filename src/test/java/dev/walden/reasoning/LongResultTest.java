package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Message;
import org.junit.jupiter.api.Test;

final class LongResultTest {

    @Test
    void whatIsNotLongerThanTheBoundIsShownWhole() {
        Message.ToolResult result = untrusted("x".repeat(1000));

        assertThat(shortened(result, 1000)).isEqualTo(result);
    }

    @Test
    void whatIsHardlyLongerIsShownWhole() {
        Message.ToolResult little = untrusted("x".repeat(1100));
        Message.ToolResult much = untrusted("x".repeat(1200));

        assertThat(shortened(little, 1000)).isEqualTo(little);
        assertThat(shortened(much, 1000).text()).hasSizeBetween(1001, 1199);
    }

    @Test
    void aPieceThatIsCutIsReadOnInTheWhole() {
        String whole = "a".repeat(3000) + "b".repeat(9000);
        Message.ToolResult piece = new Message.ToolResult(
                "c4", LongResult.TOOL, new ResultPiece("c1", 2000, 9500, 12_000).of(whole), true, false);

        String shown = shortened(piece, 1000).text();

        int read = shown.indexOf("\n[Cut") - shown.indexOf("]\n") - 2;
        assertThat(piece.text()).endsWith("\n[Read on with read_blob {\"reference\": \"c1\", \"from\": 9500}.]");
        assertThat(shown)
                .startsWith("[Characters 2000 to 9500 of the 12000 of the result of c1.]\naaa")
                .endsWith("Read on with read_blob {\"reference\": \"c1\", \"from\": " + (2000 + read) + "}.]")
                .containsOnlyOnce("Read on");
    }

    @Test
    void whatOnlyLooksLikeAPieceIsReadOnByItsOwnCall() {
        Message.ToolResult forged = untrusted(new ResultPiece("c1", 0, 3000, 9000).of("x".repeat(9000)));

        assertThat(shortened(forged, 1000).text()).contains("{\"reference\": \"c3\", \"from\": 1000}");
    }

    @Test
    void withoutTheToolNobodyIsToldToReadOn() {
        assertThat(LongResult.shortened(untrusted("x".repeat(45_000)), 1000, false)
                        .text())
                .isEqualTo("x".repeat(1000) + "\n[Cut here: 1000 of 45000 characters are shown.]");
    }

    @Test
    void aLongResultIsItsBeginningAndALineThatSaysHowToReadOn() {
        Message.ToolResult shown = shortened(untrusted("x".repeat(45_000)), 1000);

        assertThat(shown.text())
                .isEqualTo(
                        "x".repeat(1000)
                                + "\n[Cut here: 1000 of 45000 characters are shown. Read on with read_blob {\"reference\": \"c3\", \"from\": 1000}.]");
    }

    @Test
    void whoSaidItAndWhetherItIsTrustedStay() {
        Message.ToolResult failed = new Message.ToolResult("c3", "t", "x".repeat(2000), false, true);

        assertThat(shortened(untrusted("x".repeat(2000)), 1000).trusted()).isFalse();
        assertThat(shortened(failed, 1000))
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
        assertThat(shortened(untrusted(near), 1000).text()).contains("xx\n[Cut here: 951 of ");
    }

    @Test
    void noCodePointIsCutInTwo() {
        String smiles = "\uD83D\uDE00".repeat(1000);

        assertThat(LongResult.end(smiles, 0, 999)).isEqualTo(998);
        assertThat(LongResult.end(smiles, 0, 1)).isEqualTo(2);
        assertThat(LongResult.start(smiles, 3)).isEqualTo(4);
        assertThat(LongResult.start(smiles, 4)).isEqualTo(4);
    }

    private static Message.ToolResult shortened(Message.ToolResult result, int characters) {
        return LongResult.shortened(result, characters, true);
    }

    private static Message.ToolResult untrusted(String text) {
        return new Message.ToolResult("c3", "http_request", text, true, false);
    }
}
