package dev.walden.tools;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.OutboundRequest;
import dev.walden.outbound.OutboundResult;
import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.Capability;
import dev.walden.plugin.OutcomeUnknownException;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks a web address through the guarded client. Thread-safe. Any answer is a success of the call, whatever its status: the model
 * sees the status and decides, and an error answered to a POST is a known outcome. No answer to a request that may have left
 * is an unknown one, whatever its method: what that makes of the call is said by the class that it was recorded as.
 */
final class HttpRequestTool implements Tool {

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final List<String> SHOWN_HEADERS = List.of(
            "content-type",
            "content-length",
            "location",
            "etag",
            "last-modified",
            "retry-after",
            "link",
            "www-authenticate");
    /** Time for the tool to tell its outcome itself, before the caller stops waiting. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final String SCHEMA = """
            {"type":"object","properties":{
            "method":{"enum":["GET","HEAD","POST","PUT","PATCH","DELETE"]},
            "url":{"type":"string","minLength":1,"maxLength":8192,"description":"http or https"},
            "headers":{"type":"object","additionalProperties":{"type":"string"},"maxProperties":50},
            "body":{"type":"string","maxLength":1048576}},"required":["method","url"],"additionalProperties":false}""";

    private final GuardedHttpClient client;
    private final List<UrlPrefix> keyedPrefixes;
    private final InstantSource time;
    private final ToolDescriptor descriptor;

    HttpRequestTool(GuardedHttpClient client, List<UrlPrefix> keyedPrefixes, Duration keyLifetime, InstantSource time) {
        this.client = client;
        this.keyedPrefixes = List.copyOf(keyedPrefixes);
        this.time = time;
        this.descriptor = new ToolDescriptor(
                "http_request",
                """
                Asks a public http or https address and answers with status, some headers and the body as text. Credentials are added \
                by configuration: headers such as Authorization and Cookie are refused. Set Content-Type when you send a body.""",
                SCHEMA,
                SideEffect.UNSAFE,
                client.timeout().plusSeconds(5),
                Set.of(Capability.NETWORK),
                keyLifetime);
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public SideEffect sideEffect(ToolInput input) {
        return switch (input.string("method")) {
            case "GET", "HEAD" -> SideEffect.NONE;
            case "PUT", "DELETE" -> SideEffect.IDEMPOTENT;
            default -> keyed(input.string("url")) ? SideEffect.KEYED : SideEffect.UNSAFE;
        };
    }

    private boolean keyed(String url) {
        return keyedPrefixes.stream().anyMatch(prefix -> prefix.covers(url));
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, OutcomeUnknownException {
        Optional<String> body = input.optionalString("body");
        if (body.isPresent() && WITHOUT_BODY.contains(input.string("method"))) {
            throw ToolException.trusted("A GET or HEAD request has no body.");
        }
        Duration left = Duration.between(time.instant(), context.deadline()).minus(MARGIN);
        if (!left.isPositive()) {
            throw ToolException.trusted("Nothing was sent: too little time was left.");
        }
        OutboundResult result = client.exchange(
                new OutboundRequest(input.string("method"), input.string("url"), headers(input, context), body, left));
        return switch (result) {
            case OutboundResult.Response response -> ToolOutput.untrusted(text(response));
            case OutboundResult.Refused(String reason) ->
                throw ToolException.trusted("The request was refused and not sent. " + reason);
            case OutboundResult.Failed(String reason, boolean sent) -> throw failure(input, reason, sent);
        };
    }

    private Map<String, String> headers(ToolInput input, ToolContext context) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(input.strings("headers"));
        if (sideEffect(input) == SideEffect.KEYED) {
            headers.put(KEY_HEADER, context.idempotencyKey());
        }
        return headers;
    }

    private ToolException failure(ToolInput input, String reason, boolean sent) throws OutcomeUnknownException {
        String request = input.string("method") + " " + input.string("url");
        if (!sent) {
            return ToolException.untrusted(request + " was not sent. " + reason);
        }
        throw new OutcomeUnknownException(request + " was sent and no answer came. " + reason, new IOException(reason));
    }

    private static String text(OutboundResult.Response response) {
        StringBuilder text = new StringBuilder("HTTP status ").append(response.status());
        for (String name : SHOWN_HEADERS) {
            String value = response.headers().get(name);
            if (value != null) {
                text.append('\n').append(name).append(": ").append(value);
            }
        }
        response.notes().forEach(note -> text.append("\n[").append(note).append(']'));
        return text.append("\n\n").append(response.body()).toString();
    }
}
