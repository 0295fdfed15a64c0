package dev.walden.outbound;

import dev.walden.outbound.GuardedResolver.RefusedAddressException;
import dev.walden.outbound.OutboundResult.Failed;
import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.outbound.OutboundResult.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks addresses that came from a task, a model, a document or an API user. Thread-safe. Bounded in time, size and redirects; never
 * asks twice; says whether a request that got no answer may have arrived.
 */
public final class GuardedHttpClient implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_BODY_CHARACTERS = 1 << 20;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH");

    /** How many names are looked up at the same time, and how many more may wait for that. */
    private static final int LOOKUPS = 16;

    private static final int WAITING_LOOKUPS = 256;

    private final BoundedNames names;
    private final Wire wire;
    private final Credentials credentials;
    private final Duration timeout;

    GuardedHttpClient(OutboundProperties properties, NameService names) {
        AddressGuard guard = new AddressGuard(properties.allowPrivateAddresses());
        this.names = new BoundedNames(names, LOOKUPS, WAITING_LOOKUPS);
        this.wire = new Wire(
                new GuardedResolver(this.names, guard), properties.connectTimeout(), properties.maxBodyBytes());
        this.credentials = properties.toCredentials();
        this.timeout = properties.timeout();
    }

    /** A client that resolves names as the system does. */
    public static GuardedHttpClient of(OutboundProperties properties) {
        return new GuardedHttpClient(properties, InetAddress::getAllByName);
    }

    /** The longest exchange. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Makes one exchange, redirects included. Blocks until it ends, at the latest when its time is over. When interrupted it ends
     * as {@link Failed} and leaves the thread interrupted.
     */
    public OutboundResult exchange(OutboundRequest request) {
        Hop first;
        try {
            first = checked(request);
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
        Duration atMost = request.atMost().compareTo(timeout) < 0 ? request.atMost() : timeout;
        SendingGate gate = new SendingGate();
        FutureTask<OutboundResult> exchange = new FutureTask<>(() -> follow(first, gate));
        // A virtual thread, because only there an interrupt ends a blocked read.
        Thread worker = Thread.ofVirtual().name("outbound").start(exchange);
        try {
            return exchange.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            boolean sent = gate.close();
            worker.interrupt();
            return new Failed(first.target().host() + " did not answer within " + atMost.toMillis() + " ms.", sent);
        } catch (InterruptedException _) {
            boolean sent = gate.close();
            worker.interrupt();
            Thread.currentThread().interrupt();
            return new Failed("The exchange with " + first.target().host() + " was interrupted.", sent);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An exchange ends with a result, whatever happens on the wire.", e);
        }
    }

    private static Hop checked(OutboundRequest request) {
        if (!METHODS.contains(request.method())) {
            throw new IllegalArgumentException("A method is one of " + METHODS + "; found: " + request.method());
        }
        Optional<String> refusal = RequestHeaders.refusal(request.headers());
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get());
        }
        if (request.body().map(String::length).orElse(0) > MAX_BODY_CHARACTERS) {
            throw new IllegalArgumentException("A request body has at most " + MAX_BODY_CHARACTERS + " characters.");
        }
        return new Hop(request.method(), Target.parse(request.url()), request.headers(), request.body());
    }

    private OutboundResult follow(Hop first, SendingGate gate) {
        Hop hop = first;
        Optional<Response> before = Optional.empty();
        for (int redirects = 0; ; redirects++) {
            Response response;
            try {
                response = wire.send(hop, credentials.headersFor(hop.target()), gate);
            } catch (IOException | RuntimeException e) {
                return broken(hop, before, e, gate.sent());
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
            before = Optional.of(response);
        }
    }

    /** A redirect that leads nowhere is given back as the answer it was: following it had no effect. */
    private static OutboundResult broken(Hop hop, Optional<Response> before, Exception e, boolean sent) {
        String why = String.valueOf(e.getMessage());
        if (before.isPresent()) {
            return noted(before.get(), "The redirect to " + hop.target().uri() + " was not followed. " + why);
        }
        if (e instanceof RefusedAddressException) {
            return new Refused(why);
        }
        return new Failed(
                hop.target().host() + " gave no answer: " + e.getClass().getSimpleName() + ": " + why, sent);
    }

    private static Response noted(Response response, String note) {
        List<String> notes = new ArrayList<>(response.notes());
        notes.add(note);
        return new Response(response.status(), response.headers(), response.body(), response.truncated(), notes);
    }

    /** Closes what is open. */
    @Override
    public void close() throws IOException {
        names.close();
        wire.close();
    }
}
