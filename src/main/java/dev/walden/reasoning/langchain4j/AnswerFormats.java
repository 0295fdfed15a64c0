package dev.walden.reasoning.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.walden.reasoning.JsonText;
import dev.walden.reasoning.Prompt;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema of an answer as a request says it, beside the words of the prompt. */
final class AnswerFormats {

    private AnswerFormats() {}

    /** Empty where there is none, and where it is of no object: servers take no others. */
    static Optional<ChatRequestParameters> of(Prompt prompt, boolean sent) {
        String schema = prompt.outputSchema();
        if (schema == null || !sent || !isOfObject(schema)) {
            return Optional.empty();
        }
        return Optional.of(ChatRequestParameters.builder()
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("answer")
                                .rootElement(JsonRawSchema.from(schema))
                                .build())
                        .build())
                .build());
    }

    private static boolean isOfObject(String schema) {
        Optional<Map<String, @Nullable Object>> members = JsonText.object(schema);
        return members.isPresent() && "object".equals(members.get().get("type"));
    }
}
