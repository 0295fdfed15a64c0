package dev.walden.outbound;

import dev.walden.outbound.OutboundResult.Refused;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
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

    private static final int MAX_BODY_CHARACTERS = 1 << 20;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "DELETE", "POST", "PATCH");

    /** How many names are looked up at the same time, and how many more may wait for that. */
    private static final int LOOKUPS = 16;

    private static final int WAITING_LOOKUPS = 256;

    private final BoundedNames names;
    private final Wire wire;
    private final Credentials credentials;
    private final CleanResult clean;
    private final Duration timeout;

    GuardedHttpClient(OutboundProperties properties, NameService names, Secrets secrets) {
        AddressGuard guard = new AddressGuard(properties.allowPrivateAddresses());
        this.names = new BoundedNames(names, LOOKUPS, WAITING_LOOKUPS);
        this.wire = new Wire(
                new GuardedResolver(this.names, guard), properties.connectTimeout(), properties.maxBodyBytes());
        this.credentials = properties.toCredentials(secrets);
        this.clean = new CleanResult(secrets);
        this.timeout = properties.timeout();
    }

    /** A client that resolves names as the system does, and fills these secrets into its credentials. */
    public static GuardedHttpClient of(OutboundProperties properties, Secrets secrets) {
        return new GuardedHttpClient(properties, InetAddress::getAllByName, secrets);
    }

    /** The longest exchange, but for the cleaning of its result. */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Makes one exchange, redirects included. Blocks until it ends, at the latest when its time is over or it is interrupted, which
     * leaves the thread interrupted, and then for as long as it takes to clean the result, which grows with its size. Ended early it is
     * {@link OutboundResult.Failed}, unless a redirect had been answered: that answer is then the result, but for an interrupted request
     * that only reads. It holds no secret that was given out.
     */
    public OutboundResult exchange(OutboundRequest request) {
        return clean.of(exchanged(request), request.mostBytes() > 0);
    }

    private OutboundResult exchanged(OutboundRequest request) {
        Hop first;
        try {
            first = checked(request);
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
        Duration atMost = request.atMost().compareTo(timeout) < 0 ? request.atMost() : timeout;
        Exchange exchange = new Exchange(first, wire, credentials, request.mostBytes());
        FutureTask<OutboundResult> result = new FutureTask<>(exchange);
        // A virtual thread, because only there an interrupt ends a blocked read.
        Thread worker = Thread.ofVirtual().name("outbound").start(result);
        try {
            return result.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            OutboundResult known =
                    exchange.late(first.target().host() + " did not answer within " + atMost.toMillis() + " ms.");
            worker.interrupt();
            return known;
        } catch (InterruptedException _) {
            OutboundResult known =
                    exchange.interrupted("The exchange with " + first.target().host() + " was interrupted.");
            worker.interrupt();
            Thread.currentThread().interrupt();
            return known;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An exchange ends with a result, whatever happens on the wire.", e);
        }
    }

    private Hop checked(OutboundRequest request) {
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
        return new Hop(
                request.method(),
                Target.parse(request.url()),
                request.headers(),
                request.body(),
                clean.isNeededFor(request.headers().values()));
    }

    /** Closes what is open. */
    @Override
    public void close() throws IOException {
        names.close();
        wire.close();
    }
}
