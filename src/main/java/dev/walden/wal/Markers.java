package dev.walden.wal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bodies of records that the log writes for itself. */
final class Markers {

    /** Carries nothing but the envelope's watermark. */
    static final byte[] MARKER = Ascii.bytes("\"type\":\"log-marker\",\"v\":1,\"data\":{}");

    /** How the record begins that fixes the digest of a sealed segment. */
    static final byte[] SEALED = Ascii.bytes("\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"");

    private static final byte[] MARKER_TYPE = Ascii.bytes("\"type\":\"log-marker\"");
    private static final byte[] SEALED_TYPE = Ascii.bytes("\"type\":\"segment-sealed\"");

    private Markers() {}

    static byte[] sealed(String segment, long bytes, String sha256) {
        return ("\"type\":\"segment-sealed\",\"v\":1,\"data\":{\"segment\":\"" + segment + "\",\"bytes\":" + bytes
                        + ",\"sha256\":\"" + sha256 + "\"}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The name of the segment that a {@code segment-sealed} body is about, or null for other bodies. */
    static @Nullable String sealedSegment(byte[] body) {
        int from = SEALED.length;
        int to = from + SegmentName.of(1).length();
        boolean sealed = Ascii.startsWith(body, 0, SEALED) && to <= body.length;
        return sealed ? new String(body, from, to - from, StandardCharsets.ISO_8859_1) : null;
    }

    /** Whether a body pretends to be one of these. */
    static boolean reserved(byte[] body) {
        return Ascii.startsWith(body, 0, MARKER_TYPE) || Ascii.startsWith(body, 0, SEALED_TYPE);
    }
}
