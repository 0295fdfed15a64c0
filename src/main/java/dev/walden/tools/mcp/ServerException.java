package dev.walden.tools.mcp;

import org.jspecify.annotations.Nullable;

/** A request to a server did not end with a result. */
final class ServerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean ofMethod;

    private ServerException(Kind kind, boolean ofMethod, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.ofMethod = ofMethod;
    }

    /** It certainly never reached the server; the sentence is ours. */
    static ServerException notSent(String message) {
        return new ServerException(Kind.NOT_SENT, false, message, null);
    }

    /** There is no connection. A model reads this, so it says no more: the reason may be in the server's own words. */
    static ServerException notAvailable(String server) {
        return notSent("The MCP server " + server + " is not available. Do without it, or try again later.");
    }

    /** It may have reached the server, and no answer came; the sentence is ours. */
    static ServerException unknown(String message) {
        return new ServerException(Kind.UNKNOWN, false, message, null);
    }

    /** As {@link #unknown(String)}, with the cause. */
    static ServerException unknown(String message, Throwable cause) {
        return new ServerException(Kind.UNKNOWN, false, message, cause);
    }

    /** The server answered that it will not; the sentence quotes it. */
    static ServerException refused(String message) {
        return new ServerException(Kind.REFUSED, false, message, null);
    }

    /** As {@link #refused}, by an HTTP status: it may not know the session any more, or the credentials. */
    static ServerException turnedAway(String message) {
        return new ServerException(Kind.TURNED_AWAY, false, message, null);
    }

    /** As {@link #refused}, because the server has no such method. */
    static ServerException unknownMethod(String message) {
        return new ServerException(Kind.REFUSED, true, message, null);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the server has no method of the name that was asked for. */
    boolean isOfUnknownMethod() {
        return ofMethod;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** What is known of the request. */
    enum Kind {
        NOT_SENT,
        UNKNOWN,
        REFUSED,
        TURNED_AWAY
    }
}
