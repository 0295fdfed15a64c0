package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.EngineException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the message of a failure says to do about the mistakes of a first start: it becomes the message of the task. */
final class AdviceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String PAGE = "<html>Welcome</html>";

    static Stream<Arguments> vendors() {
        return Stream.of(Wired.values())
                .flatMap(vendor -> Stream.of(Arguments.of(vendor, false), Arguments.of(vendor, true)));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void whereNoServerIsTheAddressIsNamed(Wired vendor, boolean streamed) {
        ScriptedModelServer server = vendor.server();
        server.close();

        assertThat(failure(vendor, server, streamed)).endsWith("Check its base-url, and that its server runs.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI    | 404 | Check its base-url, which needs the version path if its server has one, and its model.
            OPENAI    | 405 | Check its base-url, which needs the version path if its server has one, and its model.
            OPENAI    | 422 | Check its base-url, its model and its other settings; the log of its server may say what it does not take.
            OPENAI    | 301 | Check its base-url, its model and its other settings; the log of its server may say what it does not take.
            ANTHROPIC | 404 | Check its base-url, which needs the version path if its server has one, and its model.
            ANTHROPIC | 400 | Check its base-url, its model and its other settings; the log of its server may say what it does not take.
            OLLAMA    | 404 | ollama pull test-model. Else check its base-url, which has no path: http://HOST:11434.
            OLLAMA    | 405 | Check its base-url, its model and its other settings; the log of its server may say what it does not take.
            """)
    void aRefusalByStatusNamesTheSettings(Wired vendor, int status, String advice) {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(WireReply.status(status));

            assertThat(failure(vendor, server, false)).endsWith(advice);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overloaded_error      | The log of its server, or its provider's status page, may say why.
            rate_limit_error      | or name another one in walden.reasoning.fallback.
            invalid_request_error | Check its base-url, its model and its other settings; the log of its server may say what it does not take.
            """)
    void anErrorInThePlaceOfAnAnswerSaysWhatHelps(String type, String advice) {
        try (ScriptedModelServer server = Wired.OPENAI.server()) {
            server.then(new WireReply.Raw("{\"error\":{\"type\":\"" + type + "\"}}"));

            assertThat(failure(Wired.OPENAI, server, false)).endsWith(advice);
        }
    }

    /** Many servers answer so at an address that is not the API's. */
    @ParameterizedTest
    @MethodSource("vendors")
    void aPageInThePlaceOfAnAnswerNamesTheAddress(Wired vendor, boolean streamed) {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.Raw(PAGE));

            EngineException failure = thrown(vendor, server, streamed);

            assertThat(failure.code())
                    .isEqualTo(streamed && vendor != Wired.OLLAMA ? "connection_failed" : "engine_error");
            assertThat(failure.getMessage())
                    .containsIgnoringCase("check its base-url")
                    .contains(streamed ? "streaming: false" : "that its server speaks the API of its type.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamWithoutItsEndNamesTheSettingWithoutStreams(Wired vendor) {
        try (ScriptedModelServer server = vendor.server()) {
            server.then(new WireReply.Unfinished());

            assertThat(failure(vendor, server, true))
                    .endsWith("check its base-url, or configure streaming: false for this engine.");
        }
    }

    private static String failure(Wired vendor, ScriptedModelServer server, boolean streamed) {
        return String.valueOf(thrown(vendor, server, streamed).getMessage());
    }

    private static EngineException thrown(Wired vendor, ScriptedModelServer server, boolean streamed) {
        ModelEngine engine = vendor.engine(server, MINUTE);
        return assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> engine.reply(Conversations.SHORT, MINUTE, streamed ? _ -> {} : Deltas.NOBODY))
                .actual();
    }
}
