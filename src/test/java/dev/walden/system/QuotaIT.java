package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose quota is used up: warned of before, refused at it, nothing lost, and work again with a larger one. */
class QuotaIT {

    private static final long QUOTA_BYTES = 512 * 1024;
    private static final int MOST_SUBMISSIONS = 500;
    private static final String[] OFTEN = {
        "--walden.log.segment-size=64KB", "--walden.log.erase-within=4s" // the upkeep looks each second
    };

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void theQuotaIsWarnedOfHoldsAndIsOverOnceItIsRaised() throws Exception {
        Path home = folder.resolve("home");
        try (WaldenProcess walden = ready(home, "512KB")) {
            boolean warned = submitUntilRefused(walden);

            assertThat(warned)
                    .as("a warning in the health before the first refusal")
                    .isTrue();
            assertThatItIsToldAndReadsGoOn(walden);
            assertThat(walden.terminate()).isEqualTo(143);
        }
        try (WaldenProcess walden = ready(home, "64MB")) {
            submit(walden);

            assertThat(walden.client().get("/actuator/health").body()).doesNotContain("of walden.log.retention.quota");
            awaitCompleted(walden);
        }
    }

    private static WaldenProcess ready(Path home, String quota) {
        return WaldenProcess.ready(home, OFTEN[0], OFTEN[1], "--walden.log.retention.quota=" + quota);
    }

    /** Returns whether the health told of the shortage before. */
    private boolean submitUntilRefused(WaldenProcess walden) throws IOException {
        boolean warned = false;
        for (int i = 0; i < MOST_SUBMISSIONS; i++) {
            WaldenClient.Answer answer = submit(walden);
            if (answer.status() == 507) {
                assertThat(answer.json().path("code").asString()).isEqualTo("no_space");
                assertThat(answer.json().path("detail").asString()).contains("no room", "walden.log.retention.quota");
                return warned;
            }
            warned |= walden.client().get("/actuator/health").body().contains("% of the room");
        }
        throw new AssertionError("Never refused.");
    }

    private WaldenClient.Answer submit(WaldenProcess walden) throws IOException {
        var input = new StringBuilder("What is 6 * 7? ");
        random.ints(6_000, 'a', 'z' + 1).forEach(letter -> input.append((char) letter));
        WaldenClient.Answer answer = walden.client().post("/api/v1/tasks", Map.of("input", input.toString()));
        assertThat(answer.status()).as(answer.body()).isIn(202, 507);
        if (answer.status() == 202) {
            acknowledged.add(answer.json().path("id").asString());
        }
        return answer;
    }

    private void assertThatItIsToldAndReadsGoOn(WaldenProcess walden) throws IOException {
        assertThat(walden.client().get("/actuator/health").body()).contains("no room for new work");
        assertThat(walden.client().get("/actuator/health/readiness").status()).isEqualTo(503);
        for (String task : acknowledged) {
            assertThat(walden.client().get("/api/v1/tasks/" + task).status()).isEqualTo(200);
        }
        Awaitility.await("the next look").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            String meters = walden.client().get("/actuator/prometheus").body();
            assertThat(meter(meters, "walden_activity_storage_quota_bytes")).isEqualTo(QUOTA_BYTES);
            assertThat(meter(meters, "walden_activity_storage_used_bytes{part=\"log\"}"))
                    .isBetween(0.9 * QUOTA_BYTES, 1.1 * QUOTA_BYTES);
            assertThat(walden.output()).contains("room for the log runs short").contains("usedBytes");
        });
    }

    private static double meter(String all, String name) {
        return all.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private void awaitCompleted(WaldenProcess walden) {
        Awaitility.await("the end of all tasks")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(acknowledged)
                        .allSatisfy(
                                task -> assertThat(KillIT.stateOf(walden, task)).isEqualTo("completed")));
    }
}
