package dev.walden.memory;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundRequest;
import dev.walden.outbound.OutboundResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches a document from an address that somebody gave, through the guarded door out. Thread-safe. */
public final class FetchedDocument {

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_NOT_GOOD = 300;

    private final GuardedHttpClient client;

    FetchedDocument(GuardedHttpClient client) {
        this.client = client;
    }

    /**
     * The document at an address; blocks until it is here.
     *
     * @throws MemoryException.Unacceptable when it may not be asked, gives no answer or a bad one, or one that is cut
     */
    public Content from(String url) {
        return switch (client.exchange(new OutboundRequest("GET", url, Map.of(), Optional.empty(), client.timeout()))) {
            case OutboundResult.Refused(String reason) -> throw unfetched(reason);
            case OutboundResult.Failed(String reason, boolean _) -> throw unfetched(reason);
            case OutboundResult.Response response -> content(response);
        };
    }

    private static Content content(OutboundResult.Response response) {
        if (response.status() < FIRST_GOOD || response.status() >= FIRST_NOT_GOOD) {
            throw unfetched("It answered with the status " + response.status() + ".");
        }
        if (response.truncated()) {
            throw unfetched(String.join(" ", response.notes()));
        }
        return new Content(
                response.body().getBytes(StandardCharsets.UTF_8),
                response.headers().get("content-type"));
    }

    private static MemoryException unfetched(String reason) {
        return new MemoryException.Unacceptable("not_fetched", "The document could not be fetched. " + reason);
    }

    /**
     * What is there.
     *
     * @param type media type, if it says
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
    public record Content(byte[] bytes, @Nullable String type) {}
}
