package dev.walden.cli;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Says on the error stream, about twice a second, how far long work is. Thread-safe. */
final class Progress implements LongConsumer, AutoCloseable {

    private static final long PAUSE_NANOS = 500_000_000;

    private final Console console;
    private final String verb;
    private final boolean shown;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime());

    private Progress(Console console, String verb, boolean shown) {
        this.console = console;
        this.verb = verb;
        this.shown = shown;
    }

    /** @param asked shown also where nobody seems to look */
    static Progress of(Console console, String verb, boolean asked) {
        return new Progress(console, verb, asked || console.terminal());
    }

    @Override
    public void accept(long more) {
        long all = bytes.addAndGet(more);
        long last = toldAt.get();
        long now = System.nanoTime();
        if (shown && now - last > PAUSE_NANOS && toldAt.compareAndSet(last, now)) {
            tell(all);
        }
    }

    private void tell(long all) {
        console.err()
                .print((console.terminal() ? "\r" : "") + verb + " " + Amounts.bytes(all)
                        + (console.terminal() ? "   " : System.lineSeparator()));
        console.err().flush();
    }

    @Override
    public void close() {
        if (shown) {
            tell(bytes.get());
            console.err().print(console.terminal() ? System.lineSeparator() : "");
        }
    }
}
