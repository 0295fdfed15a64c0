package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A person who settles doubts: looks whether the effect is there, and says so. */
final class Settler {

    private final EveryKind world;
    private final Map<String, Integer> retried = new HashMap<>();
    private final Set<String> doubted = new TreeSet<>();

    Settler(EveryKind world) {
        this.world = world;
    }

    /** @param tasks ids by input */
    void settleUntilAllEnded(WaldenProcess life, Map<String, String> tasks, Duration atMost) {
        Map<String, String> open = new HashMap<>(tasks);
        Awaitility.await("the end of all tasks").atMost(atMost).until(() -> {
            for (var task : List.copyOf(open.entrySet())) {
                if (settle(life, task.getKey(), task.getValue())) {
                    open.remove(task.getKey());
                }
            }
            return open.isEmpty();
        });
    }

    private boolean settle(WaldenProcess life, String input, String id) throws IOException {
        JsonNode task = life.client().get("/api/v1/tasks/" + id).json();
        assertThat(task.path("state").asString()).as("%s: %s", id, task).isNotIn("failed", "stuck", "cancelled");
        for (JsonNode doubt : task.path("inDoubt")) {
            String call = doubt.path("toolCallId").asString();
            EffectKind kind = world.kindOf(call);
            boolean happened = world.ledger().effects(kind.of(input)) > 0;
            WaldenClient.Answer answer = life.client()
                    .post(
                            "/api/v1/tasks/" + id + "/in-doubt",
                            Map.of("toolCallId", call, "resolution", happened ? "succeeded" : "retry"));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            doubted.add(kind.name());
            retried.merge(kind.of(input), happened ? 0 : 1, Integer::sum);
        }
        return task.path("state").asString().equals("completed");
    }

    /** How often it was said that the effect is not there. */
    int retries(String what) {
        return retried.getOrDefault(what, 0);
    }

    /** Names of the kinds of which a call was in doubt. */
    Set<String> doubted() {
        return doubted;
    }
}
