package dev.walden.reasoning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.reasoning.langchain4j.Endpoint;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoomTest {

    @ParameterizedTest
    @CsvSource({"8192, , 6144", "200000, , 195904", "8192, 1000, 7192", "8192, 8192, 4096", "8192, 100000, 4096"})
    void theReplyHasRoomBesideThePrompt(int window, Integer reply, int left) {
        Capabilities engine = new Capabilities(true, true, true, OptionalInt.of(window));

        assertThat(Room.of(engine, Optional.ofNullable(reply), TokenCounter.ESTIMATE)
                        .tokens())
                .hasValue(left);
    }

    @Test
    void whatIsAskedOfAServerIsNoMoreThanPromptsLeave() {
        Capabilities small = new Capabilities(true, true, true, OptionalInt.of(8192));

        assertThat(endpoint(Optional.of(100_000), small).maxOutputTokens()).hasValue(4096);
        assertThat(endpoint(Optional.of(1000), small).maxOutputTokens()).hasValue(1000);
        assertThat(endpoint(Optional.empty(), small).maxOutputTokens()).isEmpty();
        assertThat(endpoint(Optional.of(100_000), Capabilities.ALL).maxOutputTokens())
                .hasValue(100_000);
    }

    private static Endpoint endpoint(Optional<Integer> reply, Capabilities engine) {
        return new Endpoint(URI.create("http://127.0.0.1:1"), Optional.empty(), "m", reply, engine);
    }

    @Test
    void aWindowThatNobodyNamedHasNoLimit() {
        assertThat(Room.of(Capabilities.ALL, Optional.of(1000), TokenCounter.ESTIMATE)
                        .tokens())
                .isEmpty();
    }
}
