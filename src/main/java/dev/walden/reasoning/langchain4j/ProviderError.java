package dev.walden.reasoning.langchain4j;

import dev.walden.reasoning.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of an error's body: the names that its provider has for the error. Its free text stays out of messages and logs,
 * because providers put parts of the prompt, of the key or of an account into it.
 */
final class ProviderError {

    /** One word without digits, or a short number: a name from a list, never a key, an id or a sentence. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z_.-]{0,63}|\\d{1,5}");

    private ProviderError() {}

    /** Such as {@code type insufficient_quota, code 429}; empty when the body names nothing. */
    static String names(String body) {
        return JsonText.object(body).map(ProviderError::names).orElse("");
    }

    /** The same, of an answer that has been read. */
    static String names(Map<String, @Nullable Object> answer) {
        return answer.get("error") instanceof Map<?, ?> error ? listed(error) : "";
    }

    private static String listed(Map<?, ?> error) {
        List<String> names = new ArrayList<>();
        for (String field : List.of("type", "code")) {
            String value = String.valueOf(error.get(field));
            if (error.get(field) != null && NAME.matcher(value).matches()) {
                names.add(field + " " + value);
            }
        }
        return String.join(", ", names);
    }
}
