package dev.walden.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsReserveTest {

    private static final long BYTES = 100_000;

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void makeTheViews() throws IOException {
        Path views = ViewsFile.in(home).path();
        Files.createDirectories(views.resolveSibling(""));
        Files.createFile(views);
        file = views.resolveSibling("reserve.prefill");
    }

    @Test
    void itIsAFileOfLineBreaksThatIsGivenUpOnce() throws IOException {
        ViewsReserve reserve = new ViewsReserve(ViewsFile.in(home), BYTES);

        reserve.keep();

        assertThat(Files.readAllBytes(file)).hasSize((int) BYTES).containsOnly('\n');
        assertThat(reserve.release()).isTrue();
        assertThat(file).doesNotExist();
        assertThat(reserve.release()).isFalse();
    }

    @Test
    void itIsMadeWhileTheViewsAreBuiltAndHaveNotTheirNameYet() throws IOException {
        Files.delete(ViewsFile.in(home).path());

        new ViewsReserve(ViewsFile.in(home), BYTES).keep();

        assertThat(file).hasSize(BYTES);
    }

    @Test
    void itIsNotMadeAgainRightAfterItWasGivenUp() {
        ViewsReserve reserve = new ViewsReserve(ViewsFile.in(home), BYTES);
        reserve.keep();
        reserve.release();

        reserve.keep();

        assertThat(file).doesNotExist();
    }

    @Test
    void oneThatAKillLeftHalfMadeIsMadeAnew() throws IOException {
        Files.write(file, new byte[10]);

        new ViewsReserve(ViewsFile.in(home), BYTES).keep();

        assertThat(file).hasSize(BYTES);
    }

    @Test
    void itIsNotMadeWhereThereIsNoRoomForItTwice() {
        ViewsReserve reserve = new ViewsReserve(ViewsFile.in(home), Long.MAX_VALUE / 2);

        reserve.keep();

        assertThat(file).doesNotExist();
        assertThat(reserve.release()).isFalse();
    }
}
