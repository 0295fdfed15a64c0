package dev.walden.lifecycle;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Where the service starts and stops relative to the web server. Spring starts phases upwards and stops them downwards:
 *
 * <pre>
 *   phase        start                                   stop
 *   FOUNDATION   replay, memory, key, resume tasks       flush, service-stopped, close the log
 *   (web server) opens the port                          closes the port
 *   ADMISSION    service-started, ready                  refuse new tasks, let running steps end
 * </pre>
 *
 * <p>Called by the thread that starts or closes the application context.
 */
final class WaldenLifecycle implements SmartLifecycle {

    private static final int FOUNDATION = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
    private static final int ADMISSION = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 512;

    private final int phase;
    private final Runnable start;
    private final Runnable stop;
    private volatile boolean running;

    private WaldenLifecycle(int phase, Runnable start, Runnable stop) {
        this.phase = phase;
        this.start = start;
        this.stop = stop;
    }

    /** What must stand before the port opens and until after it has closed. */
    static WaldenLifecycle foundation(Runnable start, Runnable stop) {
        return new WaldenLifecycle(FOUNDATION, start, stop);
    }

    /** What begins when the port is open and must end before it closes. */
    static WaldenLifecycle admission(Runnable start, Runnable stop) {
        return new WaldenLifecycle(ADMISSION, start, stop);
    }

    @Override
    public void start() {
        running = true; // also while it fails: what has started is then stopped
        start.run();
    }

    @Override
    public void stop() {
        stop.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
