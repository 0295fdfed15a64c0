package dev.walden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.Attachment;
import dev.walden.plugin.ToolOutput;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputBoundTest {

    private final OutputBound bound = new OutputBound(10);

    @Test
    void whatFitsIsLeftAsItIs() {
        assertThat(bound.bounded(ToolOutput.untrusted("0123456789"))).isEqualTo(ToolOutput.untrusted("0123456789"));
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        assertThat(bound.bounded("0123456789abc"))
                .isEqualTo("0123456789\n[Cut here: 3 of 13 characters are not shown.]");
    }

    @Test
    void asManyAttachmentsAreLeftAsACallMayHave() {
        Attachment small = Attachment.of("image/png", new byte[3]);
        ToolOutput most = ToolOutput.trusted("pictures").with(Collections.nCopies(16, small));

        ToolOutput cut = bound.bounded(ToolOutput.trusted("pictures").with(Collections.nCopies(40, small)));

        assertThat(bound.bounded(most)).isEqualTo(most);
        assertThat(cut.attachments()).isEqualTo(most.attachments());
        assertThat(cut.text())
                .startsWith(
                        "pictures\n[24 attachments not kept, as a call keeps at most 16 of together 4194304 bytes: ")
                .endsWith("image/png, 3 bytes; ….]");
    }

    @Test
    void anAttachmentBehindOneThatIsTooLargeIsNotKeptUnderItsNumber() {
        Attachment large = Attachment.of("video/mp4", new byte[ToolOutput.MOST_ATTACHED_BYTES]);
        Attachment small = Attachment.of("image/png", new byte[3]);

        ToolOutput cut = bound.bounded(ToolOutput.trusted("").with(List.of(small, large, small)));

        assertThat(bound.bounded(ToolOutput.trusted("").with(List.of(large))).attachments())
                .hasSize(1);
        assertThat(cut.attachments()).containsExactly(small);
        assertThat(cut.text()).endsWith("bytes: video/mp4, 4194304 bytes; image/png, 3 bytes.]");
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(bound.bounded("01234567€x")).startsWith("01234567\n[Cut here: 2 of 10");
        assertThat(bound.bounded("0123456😀x")).startsWith("0123456\n[Cut here: 3 of 10");
        assertThat(bound.bounded("012345😀")).isEqualTo("012345😀");
    }

    @Test
    void nulAndHalvesOfSurrogatePairsAreReplaced() {
        assertThat(bound.bounded("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(bound.bounded("\uD83Da")).isEqualTo("\uFFFDa");
        assertThat(bound.bounded("a\uDE00")).isEqualTo("a\uFFFD");
    }
}
