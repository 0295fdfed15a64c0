package dev.walden.reasoning.langchain4j;

import com.sun.net.httpserver.Headers;
import dev.walden.reasoning.langchain4j.WireReply.Completion;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One vendor's API, as its server sees it. Thread-safe. */
interface ModelApi {

    /** What a base URL ends with. */
    String base();

    /** Where questions go, below the base. */
    String path();

    /** What the real server would refuse a request for; empty when it would not. */
    Optional<String> complaint(Headers headers, JsonNode request);

    /** Whether the request asks for a stream. */
    boolean streams(JsonNode request);

    /** The answer in one piece. */
    String whole(Completion completion, JsonNode request);

    /** The answer as a stream, the way it goes over the wire; its end is the last of them. */
    List<String> events(Completion completion, JsonNode request);

    /** The body of an error. */
    String error(int status, String message);
}
