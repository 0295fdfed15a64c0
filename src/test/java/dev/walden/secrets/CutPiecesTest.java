package dev.walden.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tool that keeps a part of a text cuts it where it likes, amid a value as well. */
class CutPiecesTest {

    private static final String NOTE = "\n[70 bytes are not shown]\n";

    private final Secrets secrets = new Secrets(List.of(_ -> Optional.of("hunter2-hunter2/0123")));

    @BeforeEach
    void give() {
        secrets.filled("${secret:pay}");
    }

    @ParameterizedTest
    @CsvSource({"8", "9", "15", "19", "20"})
    void theBeginningOfAValueIsTakenOutWhereATextEnds(int length) {
        String piece = "hunter2-hunter2/0123".substring(0, length);

        assertThat(secrets.redacted("it was " + piece)).isEqualTo("it was [secret pay]");
        assertThat(secrets.redacted("a | " + piece + "… | b…")).isEqualTo("a | [secret pay]… | b…");
    }

    @Test
    void bothSidesOfANoteAreLookedAt() {
        assertThat(secrets.redacted("x hunter2-hun" + NOTE + "hunter2/0123 y"))
                .isEqualTo("x [secret pay]" + NOTE + "[secret pay] y");
        assertThat(secrets.redacted("x hunter2-hunter2%2" + NOTE + "ter2-hunter2\\/0123"))
                .isEqualTo("x [secret pay]" + NOTE + "[secret pay]");
    }

    @Test
    void bothSidesOfAnEllipsisAreLookedAtHoweverManyStandBetween() {
        String many = " and… so… on…".repeat(1000);

        assertThat(secrets.redacted("…r2-hunter2/0123" + many + " hunter2-hun…\n[more]"))
                .isEqualTo("…[secret pay]" + many + " [secret pay]…\n[more]");
    }

    @Test
    void whatIsNoPieceStays() {
        for (String text : List.of("hunter2", "hunter2-hunter3", "hunter2-hun and more", "my hunter2…", NOTE)) {
            assertThat(secrets.redacted(text)).isEqualTo(text);
        }
    }
}
