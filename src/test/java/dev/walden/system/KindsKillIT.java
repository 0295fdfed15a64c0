package dev.walden.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.plugin.SideEffect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the real service in calls of tools of every kind. What finished is not made again, what is unsafe waits for a person, what is keyed
 * is made again with its key, and all else is simply made again.
 */
class KindsKillIT {

    private static final int KILLS = Integer.getInteger("walden.test.kills", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void callsOfEveryKindThatAKillCutEndAsTheirClassSays() throws Exception {
        try (EveryKind world = EveryKind.in(folder, Duration.ofSeconds(2))) {
            Map<String, String> tasks = killedInsideAllCalls(world);
            killedInDoubt(world, tasks);
            Settler settler = new Settler(world);
            try (WaldenProcess life = WaldenProcess.ready(world.home(), world.arguments())) {
                settler.settleUntilAllEnded(life, tasks, PATIENCE);
                life.terminate();
            }

            CutCalls calls = new CutCalls(world, settler);
            calls.assertAll(tasks);
            for (EffectKind kind : world.kinds()) {
                if (kind.kept()) {
                    // What may run again may have been under way again when the second kill came.
                    assertBegun(world, kind.of("held-1"), 2, kind.isUnsafe() ? 2 : 3);
                    assertBegun(world, kind.of("late-1"), kind.isUnsafe() ? 1 : 2, kind.isUnsafe() ? 1 : 3);
                }
            }
        }
    }

    /** One task whose calls were begun and did nothing, one whose calls did what they should and did not return. */
    private static Map<String, String> killedInsideAllCalls(EveryKind world) throws IOException {
        try (WaldenProcess life = WaldenProcess.ready(world.home(), world.arguments())) {
            Map<String, String> tasks = Map.of("held-1", submit(life, "held-1"), "late-1", submit(life, "late-1"));
            EffectLedger ledger = world.ledger();
            Awaitility.await("all calls").atMost(PATIENCE).until(() -> {
                for (EffectKind kind : world.kinds()) {
                    if (kind.kept()
                            && (ledger.begun(kind.of("held-1")) == 0 || ledger.effects(kind.of("late-1")) == 0)) {
                        return false;
                    }
                }
                return true;
            });
            life.kill();
            return tasks;
        }
    }

    private static void killedInDoubt(EveryKind world, Map<String, String> tasks) throws IOException {
        List<String> unsafe = world.kinds().stream()
                .filter(EffectKind::isUnsafe)
                .map(world::callOf)
                .toList();
        try (WaldenProcess life = WaldenProcess.ready(world.home(), world.arguments())) {
            for (String task : tasks.values()) {
                JsonNode doubtful = Awaitility.await("doubt")
                        .atMost(PATIENCE)
                        .until(
                                () -> life.client().get("/api/v1/tasks/" + task).json(),
                                found -> found.path("state").asString().equals("in_doubt"));
                assertThat(doubtful.path("inDoubt").valueStream().toList())
                        .extracting(doubt -> doubt.path("toolCallId").asString())
                        .containsExactlyInAnyOrderElementsOf(unsafe);
            }
            life.kill();
        }
    }

    @Test
    @Tag("nightly")
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void noKillOfManyMakesACallAgainThatMustNotBe() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        try (EveryKind world = EveryKind.in(folder, Duration.ofMillis(300));
                Killer killer = new Killer(world.home(), seed, world.arguments())) {
            Submitter submitter = new Submitter(killer, 2 * KILLS);
            Thread submitting = Thread.ofVirtual().start(() -> submitter.run(300));
            WaldenProcess last = killer.killTimes(KILLS, new InsideCalls(world.ledger()));
            assertThat(submitting.join(Duration.ofMinutes(10))).isTrue();
            Settler settler = new Settler(world);
            settler.settleUntilAllEnded(last, submitter.acknowledged(), Duration.ofMinutes(20));
            last.terminate();

            CutCalls calls = new CutCalls(world, settler);
            calls.assertAll(submitter.acknowledged());
            IO.println(killer.killed() + " kills; in doubt were calls of " + settler.doubted()
                    + ", made again those of " + calls.repeated());
            for (EffectKind kind : world.kinds()) {
                if (kind.isUnsafe()) {
                    assertThat(settler.doubted()).as("seed %d", seed).contains(kind.name());
                } else if (kind.kept() || kind.sideEffect() == SideEffect.NONE) {
                    assertThat(calls.repeated()).as("seed %d", seed).contains(kind.name());
                }
            }
        }
    }

    /** Kills within half a second after some call began or had its effect. */
    private record InsideCalls(EffectLedger ledger) implements Killer.Aim {

        @Override
        public void take(Random random) throws Exception {
            long before = ledger.size();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (ledger.size() == before && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TimeUnit.MILLISECONDS.sleep(random.nextLong(500));
        }
    }

    private static void assertBegun(EveryKind world, String what, long least, long most) throws IOException {
        assertThat(world.ledger().begun(what))
                .as("times that %s was begun", what)
                .isBetween(least, most);
    }

    private static String submit(WaldenProcess life, String input) throws IOException {
        return life.client()
                .post("/api/v1/tasks", Map.of("input", input))
                .json()
                .path("id")
                .asString();
    }
}
