package dev.walden.reasoning.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tool call that a step needs. */
record Want(String tool, Map<String, @Nullable Object> arguments) {

    Want {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /**
     * The call for an intent; none when it needs no tool.
     *
     * @param result of the step before, for intents that need one
     */
    static Optional<Want> of(Intent intent, String result) {
        return Optional.ofNullable(
                switch (intent) {
                    case Intent.Calculate calculate ->
                        want("calculator", "expression", calculate.expression().with(operand(result)));
                    case Intent.TellTime time -> new Want("clock", time.arguments());
                    case Intent.Remember remember ->
                        want("remember", "text", remember.text().with(result));
                    case Intent.Recall recall -> want("recall", "query", recall.query());
                    case Intent.Forget forget -> want("forget", "query", forget.query());
                    case Intent.ReadFile read -> want("read_file", "path", read.path());
                    case Intent.WriteFile write -> write(write, result);
                    case Intent.ListFiles list -> list(list);
                    case Intent.Request request -> request(request, result);
                    case Intent.Ask _, Intent.Say _, Intent.Unclear _ -> null;
                });
    }

    private static String operand(String result) {
        return result.startsWith("-") ? "(" + result + ")" : result;
    }

    private static Want want(String tool, String argument, String value) {
        return new Want(tool, Map.of(argument, value));
    }

    private static Want write(Intent.WriteFile write, String result) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("path", write.path());
        arguments.put("content", write.content().with(result));
        return new Want("write_file", arguments);
    }

    private static Want list(Intent.ListFiles list) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        list.path().ifPresent(path -> arguments.put("path", path));
        return new Want("list_files", arguments);
    }

    private static Want request(Intent.Request request, String result) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        arguments.put("method", request.method());
        arguments.put("url", request.url());
        request.body().ifPresent(wording -> {
            String body = wording.with(result);
            boolean json = body.startsWith("{") || body.startsWith("[");
            arguments.put("headers", Map.of("Content-Type", json ? "application/json" : "text/plain; charset=utf-8"));
            arguments.put("body", body);
        });
        return new Want("http_request", arguments);
    }
}
