package dev.walden.tools.mcp;

import dev.walden.secrets.SecretException;
import dev.walden.secrets.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server up: connects, reads its lists, looks whether it is there, and begins again when it is not. Thread-safe. A thread of its own
 * does all that; what it last found is read by everybody.
 */
final class McpServer {

    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);

    /** After so long without a change the next one is looked at soon again. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private static final int LONGEST_REASON = 500;

    private final ServerSettings settings;
    private final Timing timing;
    private final ForeignJson json;
    private final Secrets secrets;
    private final ToolList list;
    private final Pauses restarts;
    private final ProgressTokens progress = new ProgressTokens();
    private final CountDownLatch tried = new CountDownLatch(1);
    private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean changed = new AtomicBoolean();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile State state = new State(null, List.of(), "It has not been connected yet.", false);
    private volatile List<String> leftOut = List.of();
    private volatile @Nullable Thread keeper;

    McpServer(ServerSettings settings, Timing timing, ForeignJson json, Secrets secrets) {
        this.settings = settings;
        this.timing = timing;
        this.json = json;
        this.secrets = secrets;
        this.restarts = new Pauses(timing.restartAfter(), timing.restartAtMost());
        this.list = new ToolList(settings, new ServerCall(this, settings.timeout()), new AnswerText(json));
    }

    String name() {
        return settings.name();
    }

    /** Begins to connect, and goes on until {@link #close}. */
    void start() {
        keeper = Thread.ofPlatform().daemon().name("mcp-" + settings.name()).start(this::keep);
    }

    /** Returns whether the first attempt to connect has ended, whatever came of it. */
    boolean awaitTried(Duration atMost) throws InterruptedException {
        return tried.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isUp() {
        return state.connection() != null;
    }

    /** What it offers, or last offered while it is down; the same list as before while nothing changes. */
    List<McpTool> tools() {
        return state.tools();
    }

    /** Why its tools cannot be called now, for the operator: it may quote the server. Empty when they can. */
    Optional<String> trouble() {
        State now = state;
        return now.connection() != null
                ? Optional.empty()
                : Optional.of("The MCP server " + settings.name() + " is not available. " + now.why());
    }

    /** As {@link #trouble}, for a model: the reason may be in the words of the server, which would be read as ours. */
    String notAvailable() {
        return ServerException.notAvailable(settings.name()).getMessage();
    }

    /** Who hears how far requests have come. */
    ProgressTokens progress() {
        return progress;
    }

    /** Whether anything is known of its tools. */
    boolean everSeen() {
        return state.seen();
    }

    Map<String, @Nullable Object> request(
            String method, Map<String, ? extends @Nullable Object> params, Duration atMost)
            throws ServerException, InterruptedException {
        Connection connection = state.connection();
        if (connection == null) {
            throw ServerException.notAvailable(settings.name());
        }
        try {
            return connection.request(method, params, atMost);
        } catch (ServerException e) {
            if (e.kind() != ServerException.Kind.REFUSED) {
                signals.offer(Signal.PING); // it may be another process by now, which knows nothing of us
            }
            throw e;
        }
    }

    private void keep() {
        try {
            while (stopping.getCount() > 0) {
                String why = Foreign.plain(
                        secrets.redacted(attempt()), LONGEST_REASON); // which may quote what the server said
                state = new State(null, state.tools(), why, state.seen());
                tried.countDown();
                Duration pause = restarts.nextWithJitter();
                LOG.atWarn()
                        .addKeyValue("server", settings.name())
                        .addKeyValue("reason", why)
                        .addKeyValue("againInMs", pause.toMillis())
                        .log("mcp server not available");
                stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // to stop
        } finally {
            state = new State(null, state.tools(), "It was stopped.", state.seen());
            tried.countDown();
        }
    }

    /** Connects and stays connected as long as that lasts; returns why it does not any more. */
    private String attempt() throws InterruptedException {
        signals.clear();
        Connection connection = new Connection(settings.name(), json, this::notified);
        var _ = connection.whenClosed().thenRun(() -> signals.offer(Signal.LOOK));
        try (Transport transport = transport(connection)) {
            connection.over(transport);
            return connected(connection);
        } catch (IOException e) {
            return "It cannot be started: " + e.getMessage() + ".";
        } catch (SecretException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) { // a mistake of ours; the next attempt may meet another answer
            LOG.atWarn().setCause(e).addKeyValue("server", settings.name()).log("mcp client broke");
            return "Walden could not make sense of it: " + e.getClass().getSimpleName() + ".";
        }
    }

    /** The reason is taken while the connection still stands: whoever closes it has one, too, and would be heard first. */
    private String connected(Connection connection) throws InterruptedException {
        try {
            Handshake agreed = Handshake.with(connection, timing.handshake());
            look(connection, agreed);
            tried.countDown();
            LOG.atInfo()
                    .addKeyValue("server", settings.name())
                    .addKeyValue("version", agreed.version())
                    .addKeyValue("tools", state.tools().size())
                    .log("mcp server connected");
            return stay(connection, agreed);
        } catch (ServerException e) {
            return connection.whenClosed().getNow(e.getMessage());
        }
    }

    private Transport transport(Connection connection) throws IOException {
        return switch (settings.way()) {
            case ServerSettings.Command command -> StdioTransport.start(settings.name(), command, secrets, connection);
            case ServerSettings.Address address -> new HttpTransport(address, secrets, connection);
        };
    }

    private void notified(String method, Map<String, @Nullable Object> params) {
        switch (method) {
            case "notifications/tools/list_changed" -> {
                if (!changed.getAndSet(true)) {
                    signals.offer(Signal.LOOK);
                }
            }
            case "notifications/progress" -> progress.notified(params);
            default -> {}
        }
    }

    /** Pings while nothing happens, and looks at a list that has changed: not more often than its pauses allow. */
    private String stay(Connection connection, Handshake agreed) throws InterruptedException, ServerException {
        Pauses looks = new Pauses(timing.refreshAfter(), timing.restartAtMost());
        long begun = System.nanoTime();
        long looked = begun;
        while (!connection.whenClosed().isDone()) {
            if (signals.poll(timing.pingAfter().toMillis(), TimeUnit.MILLISECONDS) != Signal.LOOK) {
                ping(connection);
            }
            if (System.nanoTime() - begun > timing.restartAtMost().toNanos()) {
                restarts.reset();
            }
            if (changed.get() && !connection.whenClosed().isDone()) {
                if (System.nanoTime() - looked > QUIET.toNanos()) {
                    looks.reset();
                }
                pause(looks.next(), connection);
                look(connection, agreed);
                looked = System.nanoTime();
            }
        }
        return connection.whenClosed().join();
    }

    /** A refusal is an answer, too; not one by HTTP, which is of whoever does not know the session. */
    private void ping(Connection connection) throws ServerException, InterruptedException {
        try {
            connection.request("ping", Map.of(), timing.pong());
        } catch (ServerException e) {
            if (e.kind() != ServerException.Kind.REFUSED) {
                throw e;
            }
        }
    }

    private void look(Connection connection, Handshake agreed) throws ServerException, InterruptedException {
        changed.set(false);
        ToolList.Found found = list.read(connection, agreed, timing.handshake());
        state = new State(connection, state.tools().equals(found.tools()) ? state.tools() : found.tools(), "", true);
        if (!found.leftOut().equals(leftOut)) {
            leftOut = found.leftOut();
            LOG.atWarn()
                    .addKeyValue("server", settings.name())
                    .addKeyValue("tools", Foreign.plain(String.join("; ", leftOut), 2000))
                    .log("mcp tools left out");
        }
    }

    private static void pause(Duration length, Connection connection) throws InterruptedException {
        try {
            connection.whenClosed().get(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // still there: the usual case
        }
    }

    /** Lets go of the server; waits for its processes. */
    void close(Duration atMost) throws InterruptedException {
        stopping.countDown();
        Thread thread = keeper;
        if (thread != null) {
            thread.interrupt();
            thread.join(atMost);
        }
    }

    private enum Signal {
        LOOK,
        PING
    }

    /**
     * What is known.
     *
     * @param connection null while it is down
     * @param tools that it has or last had
     * @param why it is down
     * @param seen whether it ever was up
     */
    private record State(@Nullable Connection connection, List<McpTool> tools, String why, boolean seen) {}
}
