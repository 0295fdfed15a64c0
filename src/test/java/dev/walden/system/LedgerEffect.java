package dev.walden.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * An effect on the world outside, for kill tests: takes a while and is in a ledger, with fsync, before and after. A line is {@code
 * begin|effect CALL WHAT KEY}. The first of something with {@code /held-} is begun and comes to nothing, the first with {@code /late-} has its
 * effect and does not return, as with {@link EffectServer}. Nothing but the JDK: it runs in processes of its own and in plugins.
 */
public final class LedgerEffect {

    private static final int LONGEST_MILLIS = 250;

    private LedgerEffect() {}

    /**
     * Lets it happen.
     *
     * @param what a path that ends with the input of the task, such as {@code /jar/held-1}
     */
    public static void happen(Path ledger, String what, String key) throws IOException, InterruptedException {
        boolean first = isFirst(ledger, what, key);
        if (first && what.contains("/held-")) {
            TimeUnit.DAYS.sleep(1);
        }
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_MILLIS));
        write(ledger, "effect", what, key);
        if (first && what.contains("/late-")) {
            TimeUnit.DAYS.sleep(1);
        }
    }

    /** Whoever did it before may have been killed: only the ledger knows. */
    private static synchronized boolean isFirst(Path ledger, String what, String key) throws IOException {
        boolean first = !Files.exists(ledger)
                || Files.readAllLines(ledger).stream().noneMatch(line -> line.startsWith("begin CALL " + what + " "));
        write(ledger, "begin", what, key);
        return first;
    }

    private static synchronized void write(Path ledger, String stage, String what, String key) throws IOException {
        String line = stage + " CALL " + what + " " + key + "\n";
        try (FileChannel channel = FileChannel.open(ledger, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
