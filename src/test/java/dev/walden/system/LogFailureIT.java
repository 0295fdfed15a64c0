package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real service whose disk begins to fail under it: it is ready no more and ends with 74, as the unit restarts it. The disk is that of {@link BrokenDiskIT}. Needs root and loop devices.
 */
@Timeout(300)
class LogFailureIT {

    private static final int OUTER_MEGABYTES = 160;
    private static final int MOST_SUBMISSIONS = 2_000;
    private static final String LONG_INPUT = "z".repeat(8_000);
    private static final String SMALL_SEGMENTS = "--walden.log.segment-size=64KB";

    @TempDir
    Path folder;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void aDiskThatFailsIsToldByReadinessAndEndsTheServiceWith74() throws Exception {
        Assumptions.assumeTrue(LoopDisk.obstacle().isEmpty(), LoopDisk::obstacle);
        Path home = folder.resolve("home");
        try (SmallDisk outer = SmallDisk.mount(folder.resolve("outer"), OUTER_MEGABYTES);
                LoopDisk inner = LoopDisk.mount(folder.resolve("outer/image"), home)) {
            try (WaldenProcess failing = WaldenProcess.ready(home, SMALL_SEGMENTS)) {
                acknowledged.add(submit(failing));
                outer.fill(64 * 1024);

                submitUntilItFails(failing);

                assertThat(isReady(failing)).isFalse();
                assertThat(failing.awaitExit(Duration.ofSeconds(60))).isEqualTo(74);
                assertThat(failing.output()).contains("log failed, nothing more can be recorded");
            }
            outer.free();
            inner.again(); // what the kernel still had in memory is gone, as after a restart of the machine
            try (WaldenProcess next = WaldenProcess.ready(home, SMALL_SEGMENTS)) {
                for (String task : acknowledged) {
                    assertThat(next.client().get("/api/v1/tasks/" + task).status())
                            .isEqualTo(200);
                }
            }
        }
    }

    private static String submit(WaldenProcess walden) throws IOException {
        WaldenClient.Answer answer = walden.client().post("/api/v1/tasks", Map.of("input", LONG_INPUT));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private void submitUntilItFails(WaldenProcess walden) {
        try {
            for (int i = 0; i < MOST_SUBMISSIONS; i++) {
                acknowledged.add(submit(walden));
            }
        } catch (IOException | AssertionError refused) {
            return; // by an answer, or by a closed port
        }
        throw new AssertionError("Never refused.");
    }

    private static boolean isReady(WaldenProcess walden) {
        try {
            return walden.client().get("/actuator/health/readiness").status() == 200;
        } catch (IOException gone) {
            return false;
        }
    }
}
