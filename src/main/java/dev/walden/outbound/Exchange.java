package dev.walden.outbound;

import dev.walden.outbound.GuardedResolver.RefusedAddressException;
import dev.walden.outbound.OutboundResult.Failed;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import dev.walden.secrets.SecretException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One exchange, redirects included. One thread makes it; another may give it up, and is then told what is known of it. An answer
 * that came stays the answer, whatever becomes of the redirect that it asked for.
 */
final class Exchange implements Callable<OutboundResult> {

    private static final int MAX_REDIRECTS = 5;

    private final Hop first;
    private final Wire wire;
    private final Credentials credentials;
    private final int mostBytes;
    private final SendingGate gate = new SendingGate();
    private volatile @Nullable Redirected redirected;

    /** @param mostBytes of an answer's body that are wanted as they are; 0 for text */
    Exchange(Hop first, Wire wire, Credentials credentials, int mostBytes) {
        this.mostBytes = mostBytes;
        this.first = first;
        this.wire = wire;
        this.credentials = credentials;
    }

    /** Follows the way to its end. */
    @Override
    public OutboundResult call() {
        Hop hop = first;
        for (int redirects = 0; ; redirects++) {
            Response response;
            try {
                response = wire.send(hop, credentials.headersFor(hop.target()), gate, mostBytes);
            } catch (IOException | RuntimeException e) {
                return broken(hop, e);
            }
            Optional<Hop.Next> next =
                    hop.next(response.status(), response.headers().get("location"));
            if (next.isEmpty()) {
                return response;
            }
            if (redirects == MAX_REDIRECTS) {
                return noted(response, "The redirect was not followed: it is the " + (redirects + 1) + "th in a row.");
            }
            switch (next.get()) {
                case Hop.Next.Stay(String why) -> {
                    return noted(response, why);
                }
                case Hop.Next.Follow(Hop to) -> hop = to;
            }
            redirected = new Redirected(response, hop);
        }
    }

    /** Ends it because its time is over; nothing is sent from now on. */
    OutboundResult late(String why) {
        boolean sent = gate.close();
        Redirected known = redirected;
        return known == null ? new Failed(why, sent) : known.notFollowed(why);
    }

    /**
     * Ends it because nobody waits any longer; nothing is sent from now on. What only reads is better asked again than cut off at a
     * redirect, so of that no answer is known.
     */
    OutboundResult interrupted(String why) {
        return first.reads() ? new Failed(why, gate.close()) : late(why);
    }

    /** A redirect that leads nowhere is given back as the answer it was: following it had no effect. */
    private OutboundResult broken(Hop hop, Exception e) {
        String why = String.valueOf(e.getMessage());
        Redirected known = redirected;
        if (known != null) {
            return known.notFollowed(why);
        }
        if (e instanceof RefusedAddressException || e instanceof SecretException) {
            return new Refused(why);
        }
        return new Failed(
                hop.target().host() + " gave no answer: " + e.getClass().getSimpleName() + ": " + why, gate.sent());
    }

    private static Response noted(Response response, String note) {
        List<String> notes = new ArrayList<>(response.notes());
        notes.add(note);
        return new Response(
                response.status(),
                response.headers(),
                response.body(),
                response.truncated(),
                notes,
                response.address());
    }

    /** An answer, and what it asked to ask next. */
    private record Redirected(Response answer, Hop to) {

        Response notFollowed(String why) {
            return noted(answer, "The redirect to " + to.target().uri() + " was not followed. " + why);
        }
    }
}
