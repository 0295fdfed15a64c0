package dev.walden.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the real disk, as only they know that they are closed. */
class OpenFilesTest {

    @TempDir
    Path home;

    @Test
    void aFileHandedOutIsOpenHoweverManyOthersAreInUse() throws IOException {
        try (var storage = new FileStorage(home)) {
            storage.lock();
            var catalog = new SegmentCatalog(count -> {}, count -> {});
            var files = new OpenFiles(catalog, segment -> OpenSegment.known(segment, storage));
            var inUse = new ArrayList<OpenFiles.Lease>();
            for (int i = 0; i < 100; i++) {
                catalog.add(new Segment(i + 1, 0));
                storage.create(SegmentName.of(i + 1)).close();

                inUse.add(files.holding(i + 1));
            }

            for (var lease : inUse) {
                assertThat(lease.file().length()).isZero();
                lease.close();
            }
            files.close();
        }
    }
}
