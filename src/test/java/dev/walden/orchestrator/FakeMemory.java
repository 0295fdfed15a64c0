package dev.walden.orchestrator;

import dev.walden.activity.Space;
import dev.walden.conversation.RecalledItem;
import dev.walden.memory.TaskMemory;
import java.util.ArrayList;
import java.util.List;

/** A memory of fixed items. */
final class FakeMemory implements TaskMemory {

    private final List<RecalledItem> items = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    FakeMemory with(RecalledItem item) {
        items.add(item);
        return this;
    }

    FakeMemory with(Turn turn) {
        turns.add(turn);
        return this;
    }

    @Override
    public Context gather(Space space, String session, String input) {
        return new Context(items, turns);
    }

    @Override
    public Context restore(Space space, List<String> ids, List<Long> seqs) {
        return new Context(
                items.stream().filter(item -> ids.contains(item.id())).toList(), turns);
    }
}
