package dev.walden.cli;

import dev.walden.activity.ReplayListener;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Says on the error stream, about twice a second, how far long work is: in bytes, or in records of so many. Thread-safe. */
final class Progress implements LongConsumer, ReplayListener, AutoCloseable {

    private static final long PAUSE_NANOS = 500_000_000;

    private final Console console;
    private final String verb;
    private final boolean shown;
    private final AtomicLong bytes = new AtomicLong();
    private volatile String records = "";
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

    /** That nobody sees. */
    static Progress none(Console console) {
        return new Progress(console, "", false);
    }

    @Override
    public void accept(long more) {
        bytes.addAndGet(more);
        tellSometimes();
    }

    @Override
    public void applied(long seq, long goal) {
        records = seq + " of " + Amounts.count(goal, "record");
        tellSometimes();
    }

    private void tellSometimes() {
        long last = toldAt.get();
        long now = System.nanoTime();
        if (shown && now - last > PAUSE_NANOS && toldAt.compareAndSet(last, now)) {
            tell();
        }
    }

    private void tell() {
        console.err()
                .print((console.terminal() ? "\r" : "") + verb + " "
                        + (records.isEmpty() ? Amounts.bytes(bytes.get()) : records)
                        + (console.terminal() ? "   " : System.lineSeparator()));
        console.err().flush();
    }

    @Override
    public void close() {
        if (shown) {
            tell();
            console.err().print(console.terminal() ? System.lineSeparator() : "");
        }
    }
}
