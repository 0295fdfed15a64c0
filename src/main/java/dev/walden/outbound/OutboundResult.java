package dev.walden.outbound;

import java.util.List;
import java.util.Map;

/** How an exchange ended. */
public sealed interface OutboundResult {

    /**
     * There was an answer, whatever its status.
     *
     * @param headers by lower-case name, several of one name joined by commas
     * @param body as text; binary content is named, not shown. Of a request that wants bytes, each byte as a character of that number
     * @param truncated whether the body is not whole
     * @param notes sentences on what was cut and which redirect was not followed
     * @param address the one that answered, behind redirects
     */
    record Response(
            int status, Map<String, String> headers, String body, boolean truncated, List<String> notes, String address)
            implements OutboundResult {
        public Response {
            headers = Map.copyOf(headers);
            notes = List.copyOf(notes);
        }
    }

    /** It may not be asked. Nothing was sent. */
    record Refused(String reason) implements OutboundResult {}

    /**
     * There was no answer.
     *
     * @param sent whether the request, or a part of it, may have arrived; false means that it certainly did not
     */
    record Failed(String reason, boolean sent) implements OutboundResult {}
}
