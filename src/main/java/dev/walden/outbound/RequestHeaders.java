package dev.walden.outbound;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What headers a caller may set: none that carries credentials, none that frames the message, none with a line break. */
final class RequestHeaders {

    private static final int MAX_COUNT = 50;
    private static final int MAX_LENGTH = 8192;
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "cookie", "cookie2", "proxy-authorization", "set-cookie");
    private static final Set<String> FRAMING = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "proxy-connection",
            "http2-settings",
            "content-encoding",
            "accept-encoding");

    private RequestHeaders() {}

    /** Why these headers may not be sent; empty when they may. Values are not repeated: they may be secret. */
    static Optional<String> refusal(Map<String, String> headers) {
        if (headers.size() > MAX_COUNT) {
            return Optional.of("A request has at most " + MAX_COUNT + " headers; found: " + headers.size());
        }
        return headers.entrySet().stream()
                .flatMap(header -> refusal(header.getKey(), header.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> refusal(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("A header name is 1 to 128 letters, digits and signs without blanks.");
        }
        if (CREDENTIALS.contains(lower)) {
            return Optional.of("The header " + name + " may not be given literally: credentials come from the"
                    + " configuration, see walden.outbound.credentials.");
        }
        if (FRAMING.contains(lower)) {
            return Optional.of("The header " + name + " is set by the client and may not be given.");
        }
        return value.length() <= MAX_LENGTH && VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("The value of header " + name + " must be at most " + MAX_LENGTH
                        + " printable ASCII characters.");
    }
}
