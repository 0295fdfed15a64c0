package dev.walden.cli;

import dev.walden.activity.StoredActivity;
import dev.walden.activity.StoredRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the end of the log, and goes on with what is added. */
@Command(name = "tail", description = "show the last records; with -f, each new one when it is durable")
final class TailCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Session session;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until interrupted")
    private boolean follow;

    @Option(names = "-n", paramLabel = "N", description = "how many records to begin with (${DEFAULT-VALUE})")
    private long count = 10;

    @Option(
            names = "--json",
            description = "print lines as they are in the log; encrypted data readable, then without checksum")
    private boolean json;

    TailCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 0) {
            throw new IllegalArgumentException("-n takes a number of records, 0 or more; found: " + count);
        }
        try (var log = StoredActivity.open(session.keys().get())) {
            long end = follow ? log.durable() : log.last();
            long next = begin(log, end);
            while (true) {
                log.read(next, end, this::print);
                session.console().out().flush();
                next = Math.max(next, end + 1);
                if (!follow || session.console().out().checkError()) {
                    return Exit.OK.number();
                }
                log.awaitDurable(next, LOOK);
                end = log.durable();
            }
        }
    }

    /** The first of the last so many records that are not the log's own. */
    private long begin(StoredActivity log, long end) {
        long window = Math.max(1, count);
        while (true) {
            long from = Math.max(log.first(), end + 1 - window);
            var left = new AtomicLong();
            log.read(from, end, entry -> entry.isOfTheLog() || left.incrementAndGet() > 0);
            if (left.get() >= count || from == log.first()) {
                return skipped(log, from, end, left.get() - count);
            }
            window *= 4;
        }
    }

    private static long skipped(StoredActivity log, long from, long end, long tooMany) {
        var begin = new AtomicLong(from);
        var passed = new AtomicLong();
        log.read(from, end, entry -> {
            if (passed.get() < tooMany) {
                passed.addAndGet(entry.isOfTheLog() ? 0 : 1);
                begin.set(entry.seq() + 1);
            }
            return passed.get() < tooMany;
        });
        return begin.get();
    }

    private boolean print(StoredRecord entry) {
        if (!entry.isOfTheLog()) {
            session.console().lines(json ? List.of(entry.text()) : RecordText.of(entry));
        }
        return true;
    }
}
