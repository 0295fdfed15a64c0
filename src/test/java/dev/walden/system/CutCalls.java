package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What must hold of tasks whose calls were cut by kills, by the log and by the ledgers of the world outside. */
final class CutCalls {

    private final EveryKind world;
    private final Settler settler;
    private final Map<String, List<JsonNode>> logged;
    private final Set<String> repeated = new TreeSet<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> facts;

    /** The service has ended, and so have all tasks. */
    CutCalls(EveryKind world, Settler settler) {
        this.world = world;
        this.settler = settler;
        this.logged = LogFiles.byTask(world.home());
        this.facts = KillIT.ofType(LogFiles.records(world.home()), "fact-stored").stream()
                .map(line -> line.at("/data/item/text").asString())
                .toList();
    }

    /** @param tasks ids by input */
    void assertAll(Map<String, String> tasks) throws IOException {
        for (var task : tasks.entrySet()) {
            List<JsonNode> records = logged.getOrDefault(task.getValue(), List.of());
            KillIT.assertNoFinishedCallRanAgain(task.getValue(), records);
            for (EffectKind kind : world.kinds()) {
                assertCall(kind, task.getKey(), ofCall(records, world.callOf(kind)));
            }
            assertThat(Files.readString(world.home().resolve("workspace/default/" + task.getKey() + ".txt")))
                    .isEqualTo(task.getKey());
            assertThat(facts.stream().filter(EveryKind.remembered(task.getKey())::equals))
                    .as("facts that %s remembered", task.getKey())
                    .hasSize(1);
        }
        assertThat(keys)
                .as("keys: one for each call, and never that of another")
                .doesNotHaveDuplicates();
    }

    private void assertCall(EffectKind kind, String input, List<JsonNode> records) throws IOException {
        String what = kind.of(input);
        long starts = KillIT.ofType(records, "tool-call-started").size();
        assertThat(starts).as("starts of %s", what).isPositive();
        if (starts > 1) {
            repeated.add(kind.name());
        }
        if (kind.isUnsafe()) {
            assertStartedAgainOnlyByConsent(what, records);
            assertThat(world.ledger().effects(what)).as("effects of %s", what).isEqualTo(1);
            assertThat(world.ledger().begun(what))
                    .as("times that %s was begun", what)
                    .isLessThanOrEqualTo(1 + settler.retries(what));
        } else if (kind.kept()) {
            assertThat(world.ledger().effects(what)).as("effects of %s", what).isPositive();
        }
        if (kind.sideEffect() == SideEffect.KEYED) {
            Set<String> its = world.ledger().keys(what);
            assertThat(its).as("keys of %s", what).hasSize(1).doesNotContain("-");
            keys.addAll(its);
        }
    }

    private static void assertStartedAgainOnlyByConsent(String what, List<JsonNode> records) {
        boolean may = true;
        for (JsonNode line : records) {
            switch (line.path("type").asString()) {
                case "tool-call-started" -> {
                    assertThat(may).as("%s was made again by itself", what).isTrue();
                    may = false;
                }
                case "tool-call-settled" ->
                    may = line.path("data").path("resolution").asString().equals("retry");
                default -> {}
            }
        }
    }

    private static List<JsonNode> ofCall(List<JsonNode> records, String call) {
        return records.stream()
                .filter(line -> line.path("data").path("call").asString().equals(call))
                .toList();
    }

    /** Names of the kinds of which a call was begun more than once. */
    Set<String> repeated() {
        return repeated;
    }
}
