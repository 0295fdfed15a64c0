package dev.walden.tools.web;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundRequest;
import dev.walden.outbound.OutboundResult;
import dev.walden.plugin.ToolException;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a configured search. Thread-safe. It has a client of its own, as the operator chose the address: that one may be in a private
 * network, and its keys go nowhere else.
 */
final class SearchProvider implements AutoCloseable {

    static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final String JSON = "application/json";

    private final String url;
    private final Optional<SearchBody> body;
    private final GuardedHttpClient client;

    /**
     * Opens the client.
     *
     * @param properties which have a url
     * @param secrets filled into the headers
     */
    SearchProvider(WebSearchProperties properties, Secrets secrets) {
        this.url = Objects.requireNonNull(properties.url(), "url");
        this.body = properties.toBody();
        this.client = GuardedHttpClient.of(properties.toOutbound(AT_MOST), secrets);
    }

    /**
     * The JSON text that it answers with.
     *
     * @param count results that are wanted, of which not every search is told
     */
    String ask(String query, int count, Duration atMost) throws ToolException {
        OutboundRequest request =
                body.map(asked -> post(asked.of(query, count), atMost)).orElseGet(() -> get(query, atMost));
        return switch (client.exchange(request)) {
            case OutboundResult.Response response -> body(response);
            case OutboundResult.Refused(String reason) ->
                throw ToolException.untrusted("The search could not be asked. " + reason);
            case OutboundResult.Failed(String reason, boolean _) ->
                throw ToolException.untrusted("The search gave no answer. " + reason);
        };
    }

    private OutboundRequest get(String query, Duration atMost) {
        String address = url.replace("{query}", URLEncoder.encode(query, StandardCharsets.UTF_8));
        return new OutboundRequest("GET", address, Map.of("Accept", JSON), Optional.empty(), atMost);
    }

    private OutboundRequest post(String words, Duration atMost) {
        return new OutboundRequest(
                "POST", url, Map.of("Accept", JSON, "Content-Type", JSON), Optional.of(words), atMost);
    }

    private static String body(OutboundResult.Response response) throws ToolException {
        int status = response.status();
        if (status == 429) {
            String after = response.headers().getOrDefault("retry-after", "");
            throw ToolException.trusted("The search was asked too often (status 429)"
                    + (after.matches("\\d{1,6}")
                            ? "; it can be asked again in " + after + " seconds."
                            : "; try again later."));
        }
        if (status == 401 || status == 403) {
            throw ToolException.trusted("The search refused the request (status " + status + "): a person must look at"
                    + " walden.tools.web-search.headers, and whether the search gives answers as JSON at all.");
        }
        if (status < 200 || status > 299) {
            throw ToolException.trusted("The search answered with status " + status + ".");
        }
        if (response.truncated()) {
            throw ToolException.trusted("The answer of the search is too large, or broke off; ask for something else.");
        }
        return response.body();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
