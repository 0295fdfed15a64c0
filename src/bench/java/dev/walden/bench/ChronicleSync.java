package dev.walden.bench;

import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/** Chronicle Queue in SYNC mode: each record is written into mapped memory and forced to disk by its one writer. */
public final class ChronicleSync implements Contender {

    @Override
    public String name() {
        return "Chronicle Queue, SYNC";
    }

    @Override
    public List<Integer> writers() {
        return List.of(1);
    }

    @Override
    public Session open(Path folder) {
        ChronicleQueue queue =
                SingleChronicleQueueBuilder.binary(folder).syncMode(SyncMode.SYNC).build();
        return new Opened(queue, ThreadLocal.withInitial(queue::createAppender));
    }

    private record Opened(ChronicleQueue queue, ThreadLocal<ExcerptAppender> appenders) implements Session {

        @Override
        public long append() {
            ExcerptAppender appender = appenders.get();
            appender.writeBytes(bytes -> bytes.write(RECORD));
            appender.sync();
            return 0;
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
