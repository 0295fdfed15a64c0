package dev.walden.tools.mcp;

import org.jspecify.annotations.Nullable;

/** Carries messages to a server and back. Thread-safe. A transport that has closed carries nothing any more. */
interface Transport extends AutoCloseable {

    /** The longest message that is taken from a server. */
    int MOST_BYTES = 4 << 20;

    /**
     * Hands a message over; does not wait for the server.
     *
     * @param id of the request; null for what is not answered
     * @throws ServerException when it certainly never leaves
     */
    Posted send(@Nullable Long id, byte[] message) throws ServerException;

    /** To be called once, when both sides have agreed on a version of the protocol. */
    void agreed(String version);

    /** Lets go of the server, and of its processes. Waits for them, bounded. */
    @Override
    void close();

    /** A message that was handed over. */
    @FunctionalInterface
    interface Posted {
        /** Takes it back: true when it never left and never will. */
        boolean withdraw();
    }

    /** Who hears what comes. */
    interface Receiver {

        /** One message. */
        void received(byte[] message);

        /** A request has no answer and will have none. */
        void failed(long id, ServerException why);

        /** Whether the request still waits for its answer. */
        boolean awaits(long id);

        /** Nothing will come any more; a sentence says why. */
        void closed(String why);
    }
}
