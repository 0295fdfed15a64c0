package dev.walden.outbound;

import dev.walden.outbound.OutboundResult.Failed;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.Secrets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the secrets out of what a server said, before anybody makes other text of it, in which they could not be told, or keeps it as a
 * document. Immutable.
 */
record CleanResult(Secrets secrets) {

    /** Whether one of these texts holds a secret that was given out. */
    boolean isNeededFor(Collection<String> texts) {
        return texts.stream().anyMatch(text -> !secrets.redacted(text).equals(text));
    }

    /** @param bytes whether each character of a body is a byte */
    OutboundResult of(OutboundResult result, boolean bytes) {
        return switch (result) {
            case Response answer -> clean(answer, bytes);
            case Refused(String reason) -> new Refused(secrets.redacted(reason));
            case Failed(String reason, boolean sent) -> new Failed(secrets.redacted(reason), sent);
        };
    }

    private Response clean(Response answer, boolean bytes) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.replaceAll((_, value) -> secrets.redacted(value));
        return new Response(
                answer.status(),
                headers,
                bytes ? secrets.redactedBytes(answer.body()) : secrets.redacted(answer.body()),
                answer.truncated(),
                answer.notes().stream().map(secrets::redacted).toList(),
                secrets.redacted(answer.address()));
    }
}
