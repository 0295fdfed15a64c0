package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final TaskId TASK = new TaskId("taaaaaaaaaaaaaaaa");

    @Test
    void dataIsThatOfTheLog() {
        EventJson json = EventJson.of(new ToolCallEvent.InputGiven(TASK, "blue é", "k1"));

        assertThat(json)
                .isEqualTo(new EventJson(
                        "input-given", 2, "{\"text\":\"blue é\",\"givenBy\":\"k1\",\"untrusted\":false}"));
    }

    @Test
    void longWordsStayWords() {
        String words = "word ".repeat(20_000);

        EventJson json = EventJson.of(new ToolCallEvent.InputGiven(TASK, words, "k1"));

        assertThat(json.data()).contains(words).doesNotContain("$blob");
        assertThat(json.data().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(100_000);
    }
}
