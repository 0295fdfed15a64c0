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
            var files = new OpenFiles(storage);
            var inUse = new ArrayList<OpenFiles.Lease>();
            for (int i = 0; i < 100; i++) {
                storage.create("f" + i).close();

                inUse.add(files.lease("f" + i));
            }

            for (var lease : inUse) {
                assertThat(lease.file().length()).isZero();
                lease.close();
            }
            files.close();
        }
    }
}
