package dev.walden.reasoning.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.reasoning.Capabilities;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.langchain4j.WireReply.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines that are to call one tool at a time, and servers that do not heed it, or have no word for it. */
final class OneCallAtATimeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Capabilities ONE_CALL = new Capabilities(true, false, true, OptionalInt.empty());

    @ParameterizedTest
    @EnumSource
    void ofSeveralCallsTheFirstIsMade(Wired vendor) throws Exception {
        try (ScriptedModelServer server = vendor.server()) {
            WireReply calls = WireReply.calls(
                    "Let me see.",
                    new Call("a", "search", "{\"query\":\"x\"}"),
                    new Call("b", "search", "{\"query\":\"y\"}"));
            ModelEngine engine = vendor.engine(server.then(calls, calls), ONE_CALL, MINUTE, MINUTE);

            for (Deltas heard : List.of(Deltas.NOBODY, (Deltas) _ -> {})) {
                assertThat(engine.reply(Conversations.SHORT, MINUTE, heard).reply())
                        .isEqualTo(new Reply.UseTools(
                                "Let me see.", List.of(ToolCall.of("a", "search", Map.of("query", "x")))));
            }
        }
    }
}
