package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputLimitNameTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, MAX_COMPLETION_TOKENS",
        "https://EU.API.OpenAI.com/v1, MAX_COMPLETION_TOKENS",
        "https://mine.openai.azure.com/openai/v1, MAX_COMPLETION_TOKENS",
        "https://openai.com/v1, MAX_COMPLETION_TOKENS",
        "https://myopenai.com/v1, MAX_TOKENS",
        "https://api.openai.com.example.org/v1, MAX_TOKENS",
        "https://api.mistral.ai/v1, MAX_TOKENS",
        "http://127.0.0.1:8080/v1, MAX_TOKENS",
        "http://[::1]:8080/v1, MAX_TOKENS"
    })
    void modelsThatThinkRefuseTheNameThatAllOthersKnow(URI address, OutputLimitName name) {
        assertThat(OutputLimitName.usual(address)).isEqualTo(name);
    }
}
