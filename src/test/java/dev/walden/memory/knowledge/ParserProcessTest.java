package dev.walden.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parser's end says of the document; the parser here is one that only ends. */
final class ParserProcessTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(ints = {130, 143})
    void aProcessThatWasAskedToEndSaysNothingOfTheDocument(int signal) {
        assertThat(endOfOneThatEndsWith(signal)).isInstanceOf(IOException.class); // so it is read again
    }

    @Test
    void aProcessThatEndsByItselfHadTooHardADocument() {
        assertThat(endOfOneThatEndsWith(3))
                .isInstanceOfSatisfying(
                        UnreadableDocument.class,
                        refused -> assertThat(refused.code()).isEqualTo("too_hard"));
    }

    private static Throwable endOfOneThatEndsWith(int code) {
        try (ParserProcess parser = new ParserProcess(List.of("sh", "-c", "exit " + code, "#"), LONG)) {
            return catchThrowable(() -> parser.read(DocumentFormat.PDF, new byte[100_000], 1_000));
        }
    }
}
