package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent.ContextGathered;
import dev.walden.activity.TaskEvent.TaskSubmitted;
import dev.walden.conversation.OfferedProcedure;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.SpaceRules;
import dev.walden.memory.TaskMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A memory of fixed items. */
final class FakeMemory implements TaskMemory {

    private final List<RecalledItem> items = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<OfferedProcedure> procedures = new ArrayList<>();
    /** Each list that a task was told of, known by its place. */
    private final List<List<OfferedProcedure>> offered = new CopyOnWriteArrayList<>();

    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
    private final List<SpaceRules> rules = new CopyOnWriteArrayList<>();
    private volatile @Nullable Earlier earlier;
    private volatile @Nullable Stall stall;

    FakeMemory with(RecalledItem item) {
        items.add(item);
        return this;
    }

    FakeMemory with(Turn turn) {
        turns.add(turn);
        return this;
    }

    FakeMemory with(OfferedProcedure procedure) {
        procedures.add(procedure);
        return this;
    }

    FakeMemory with(Earlier older) {
        earlier = older;
        return this;
    }

    /** From now on the space of every task has these rules; those before are known by their record. */
    FakeMemory ruledBy(long seq, String text) {
        rules.add(new SpaceRules(seq, Space.DEFAULT, text, "key1", Instant.EPOCH));
        return this;
    }

    /** From now on memory keeps those who ask waiting, as with views that do not get on. */
    Stall stall() {
        stall = new Stall(new CountDownLatch(1), new CountDownLatch(1));
        return stall;
    }

    /** From now on these are all there are. */
    void onlyProcedures(OfferedProcedure... all) {
        procedures.clear();
        procedures.addAll(List.of(all));
    }

    void forgetProcedures() {
        offered.replaceAll(all -> all.stream()
                .map(one -> new OfferedProcedure(one.name(), FORGOTTEN, true))
                .toList());
    }

    /** Who asks next is not answered. */
    void refuseOnce(RuntimeException why) {
        refusal.set(why);
    }

    void forgetAll() {
        items.clear();
    }

    /** Whoever asks for one runs it. */
    @Override
    public Optional<String> runAskedFor(Space space, String words) {
        return words.startsWith("run ") ? Optional.of(words.substring("run ".length())) : Optional.empty();
    }

    @Override
    public Context gather(TaskSubmitted asked) throws InterruptedException {
        List<RecalledItem> found = List.copyOf(items);
        RuntimeException refused = refusal.getAndSet(null);
        if (refused != null) {
            throw refused;
        }
        Stall now = stall;
        if (now != null) {
            now.reached().countDown();
            now.over().await();
        }
        return new Context(
                found, turns, procedures, null, earlier, rules.isEmpty() ? null : rules.getLast(), recordedOffer());
    }

    @Override
    public Context restore(TaskSubmitted asked, ContextGathered given) {
        return new Context(
                items.stream().filter(item -> given.items().contains(item.id())).toList(),
                turns,
                told(given.procedures()),
                null,
                recorded(given.earlier()),
                rules.stream()
                        .filter(known -> Objects.equals(given.rules(), known.seq()))
                        .findFirst()
                        .orElse(null),
                given.procedures());
    }

    private @Nullable String recordedOffer() {
        if (procedures.isEmpty()) {
            return null;
        }
        offered.add(List.copyOf(procedures));
        return String.valueOf(offered.size());
    }

    private List<OfferedProcedure> told(@Nullable String recorded) {
        return recorded == null ? List.of() : offered.get(Integer.parseInt(recorded) - 1);
    }

    private @Nullable Earlier recorded(@Nullable String recorded) {
        Earlier known = earlier;
        return known != null && known.recorded().equals(recorded) ? known : null;
    }

    /**
     * A wait for memory.
     *
     * @param reached somebody waits
     * @param over ends the wait
     */
    record Stall(CountDownLatch reached, CountDownLatch over) {}
}
