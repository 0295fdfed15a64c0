package dev.walden.wal;

/** The bodies of records that the log writes for itself. */
final class Markers {

    /** Carries nothing but the envelope's watermark. */
    static final byte[] MARKER = Ascii.bytes("\"type\":\"log-marker\",\"v\":1,\"data\":{}");

    /** How the record begins that fixes the digest of a sealed segment. */
    static final byte[] SEALED = Ascii.bytes("\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"");

    /** How the record begins that attests another form of a sealed segment. */
    static final byte[] REWRITTEN = Ascii.bytes("\"type\":\"segment-rewritten\",\"v\":1,\"data\":{\"segment\":\"");

    private static final byte[] MARKER_TYPE = Ascii.bytes("\"type\":\"log-marker\"");

    /** How it begins, of whatever form. */
    static final byte[] SEALED_TYPE = Ascii.bytes("\"type\":\"segment-sealed\"");

    /** Likewise. */
    static final byte[] REWRITTEN_TYPE = Ascii.bytes("\"type\":\"segment-rewritten\"");

    private Markers() {}

    /** Whether a body pretends to be one of these. */
    static boolean reserved(byte[] body) {
        return Ascii.startsWith(body, 0, MARKER_TYPE)
                || Ascii.startsWith(body, 0, SEALED_TYPE)
                || Ascii.startsWith(body, 0, REWRITTEN_TYPE);
    }
}
