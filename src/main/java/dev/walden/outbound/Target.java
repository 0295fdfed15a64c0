package dev.walden.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A checked address to ask: http or https, a host, no user, no fragment. Immutable.
 *
 * @param uri as it is requested
 * @param scheme in lower case
 * @param host in lower case, a name without a dot at its end, an IPv6 literal without brackets
 * @param port the one given, or the scheme's
 */
record Target(URI uri, String scheme, String host, int port) {

    private static final int MAX_LENGTH = 8192;
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
    private static final Pattern PLAIN_IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    /**
     * Reads a URL that somebody outside wrote.
     *
     * @throws IllegalArgumentException when it is none that may be asked, with a sentence why
     */
    static Target parse(String url) {
        if (url.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A URL has at most " + MAX_LENGTH + " characters.");
        }
        try {
            return of(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This is no valid URL: " + e.getMessage() + ".", e);
        }
    }

    static Target of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("A URL must begin with http:// or https://; found: " + uri);
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            throw new IllegalArgumentException("A URL must not hold a user or password.");
        }
        if (uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new IllegalArgumentException(
                    "A URL must name a host (in ASCII; international names as xn--…) and a possible port; found: "
                            + uri);
        }
        String host = bare(uri.getHost().toLowerCase(Locale.ROOT));
        // 0177.0.0.1 is 127.0.0.1 to some and 177.0.0.1 to others, Java among them. Nobody honest writes so.
        if (ENDS_IN_NUMBER.matcher(host).matches() && !PLAIN_IPV4.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "An IPv4 address is four decimal numbers without leading zeros; found: " + host);
        }
        return new Target(withoutFragment(uri), scheme, host, effectivePort(scheme, uri.getPort()));
    }

    /** Scheme, host and port in one spelling. Asks no name server: what has a colon is a literal, and is read as one. */
    String origin() {
        String spelled = host.indexOf(':') < 0
                ? host
                : shortest(InetAddress.ofLiteral(host).getHostAddress());
        String bare = spelled.indexOf(':') < 0 ? spelled : "[" + spelled + "]";
        return scheme + "://" + bare + (port == effectivePort(scheme, -1) ? "" : ":" + port);
    }

    /** As RFC 5952 writes an address that is written out: two colons for the first of the longest runs of zeros. */
    private static String shortest(String address) {
        for (int zeros = 8; zeros > 1; zeros--) {
            String shorter = address.replaceFirst("(?:^|:)0(?::0){" + (zeros - 1) + "}(?::|$)", "::");
            if (!shorter.equals(address)) {
                return shorter;
            }
        }
        return address;
    }

    boolean sameOrigin(Target other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    private static String bare(String host) {
        if (!host.startsWith("[")) {
            return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        }
        if (host.indexOf('%') >= 0) {
            throw new IllegalArgumentException("A URL must not name a network interface; found: " + host);
        }
        return host.substring(1, host.length() - 1);
    }

    private static int effectivePort(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int hash = text.indexOf('#');
        return hash < 0 ? uri : URI.create(text.substring(0, hash));
    }
}
