package dev.walden.memory;

import dev.walden.memory.knowledge.Chunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives chunks their ids: one whose text was there before keeps that one's. Confined to its thread. */
final class ChunkIds {

    private final Map<String, Deque<String>> known = new HashMap<>();

    /** @param before the chunks of the version before, in order */
    ChunkIds(List<MemoryItem> before) {
        for (MemoryItem chunk : before) {
            known.computeIfAbsent(chunk.text(), _ -> new ArrayDeque<>()).add(chunk.id());
        }
    }

    List<String> of(String text, List<Chunk> chunks) {
        List<String> ids = new ArrayList<>(chunks.size());
        for (Chunk chunk : chunks) {
            Deque<String> same = known.get(text.substring(chunk.start(), chunk.end()));
            ids.add(same == null || same.isEmpty() ? ItemIds.random() : same.remove());
        }
        return ids;
    }
}
