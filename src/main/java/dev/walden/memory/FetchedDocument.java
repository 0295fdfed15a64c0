package dev.walden.memory;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundRequest;
import dev.walden.outbound.OutboundResult;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fetches a document from an address that somebody gave, through the guarded door out. Thread-safe. */
public final class FetchedDocument {

    private static final int FIRST_GOOD = 200;
    private static final int FIRST_NOT_GOOD = 300;

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([A-Za-z0-9._-]+)");

    /** Of a picture or an archive, a charset says nothing, though some servers name one. */
    private static final Pattern WRITTEN =
            Pattern.compile("(?i)\\s*(?:text/|[^;]*[/+-](?:nd)?(?:json|xml|csv|yaml)\\s*(?:;|$))");

    private final GuardedHttpClient client;
    private final int mostBytes;

    /** @param mostBytes the largest document */
    FetchedDocument(GuardedHttpClient client, long mostBytes) {
        this.client = client;
        this.mostBytes = Math.toIntExact(mostBytes);
    }

    /**
     * The document at an address; blocks until it is here.
     *
     * @throws MemoryException.Unacceptable when it may not be asked, gives no answer or a bad one, or one that is cut
     */
    public Content from(String url) {
        return switch (client.exchange(OutboundRequest.ofFile(url, mostBytes, client.timeout()))) {
            case OutboundResult.Refused(String reason) -> throw unfetched(reason);
            case OutboundResult.Failed(String reason, boolean _) -> throw unfetched(reason);
            case OutboundResult.Response response -> content(url, response);
        };
    }

    private static Content content(String url, OutboundResult.Response response) {
        if (response.status() < FIRST_GOOD || response.status() >= FIRST_NOT_GOOD) {
            throw unfetched("It answered with the status " + response.status() + ".");
        }
        if (response.truncated()) {
            throw unfetched(String.join(" ", response.notes()));
        }
        String type = response.headers().get("content-type");
        byte[] bytes = response.body().getBytes(StandardCharsets.ISO_8859_1);
        Charset charset = charset(type);
        return new Content(
                charset.equals(StandardCharsets.UTF_8)
                        ? bytes
                        : new String(bytes, charset).getBytes(StandardCharsets.UTF_8),
                type,
                from(url, response.address()));
    }

    /** As it was asked for, and where the answer came from in the end. */
    private static List<String> from(String asked, String answered) {
        return Stream.of(asked, answered)
                .distinct()
                .map(address -> "url:" + address)
                .toList();
    }

    /** Only who sends a text knows in what it is written, when it is not UTF-8. */
    private static Charset charset(@Nullable String type) {
        if (type == null || !WRITTEN.matcher(type).lookingAt()) {
            return StandardCharsets.UTF_8;
        }
        Matcher named = CHARSET.matcher(type);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static MemoryException unfetched(String reason) {
        return new MemoryException.Unacceptable("not_fetched", "The document could not be fetched. " + reason);
    }

    /**
     * What is there.
     *
     * @param type media type, if it says
     * @param from {@code url:ADDRESS} as it was asked for, and the one that redirects led to
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through once, never compared
    public record Content(byte[] bytes, @Nullable String type, List<String> from) {
        public Content {
            from = List.copyOf(from);
        }
    }
}
