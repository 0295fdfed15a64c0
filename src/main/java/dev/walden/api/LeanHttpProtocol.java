package dev.walden.api;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP as Tomcat speaks it, with a small buffer for each answer. Tomcat gives every connection room for 8,192 bytes and as many characters of an
 * answer, three times a usual answer of Walden, and keeps it while the connection is open; longer answers go out in several pieces.
 * Public because Tomcat makes it by its name.
 */
public final class LeanHttpProtocol extends Http11NioProtocol {

    private static final int ANSWER_BUFFER_BYTES = 2_048;

    /** For Tomcat, which sets its properties afterwards. */
    public LeanHttpProtocol() {}

    /** What a connection holds for its answer, in bytes and likewise in characters. */
    @Override
    public int getDesiredBufferSize() {
        return ANSWER_BUFFER_BYTES;
    }
}
