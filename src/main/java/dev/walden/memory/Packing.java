package dev.walden.memory;

import dev.walden.conversation.RecalledItem;
import dev.walden.reasoning.TokenEstimate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chooses what of a search a task is given: what has to do with the question, each thing once, within so many tokens. */
final class Packing {

    /** What shares less of the question's words than this part of the best one's shares a word and little else. */
    private static final double LEAST_WORDS = 0.2;
    /** What is farther than this from the question than the nearest item means something else. On long dialogues, nine of ten answers are nearer. */
    private static final double FARTHEST = 0.12;

    private final List<RecalledItem> items = new ArrayList<>();
    private final Set<String> asSaid = new HashSet<>();
    private final Set<List<String>> given = new HashSet<>();
    private final Repeats repeats = new Repeats();
    private int left;

    private Packing(int tokens) {
        this.left = tokens;
    }

    /** Best first; one that does not fit leaves its place to smaller ones behind it. */
    static List<RecalledItem> of(MemorySearch.Found found, int tokens) {
        double words = 0;
        double likeness = -1;
        for (MemorySearch.Hit hit : found.hits()) {
            words = Math.max(words, hit.scores().words() + hit.scores().around());
            likeness = hit.scores().likeness() > likeness ? hit.scores().likeness() : likeness; // NaN is not larger
        }
        boolean asksForTime = found.time() != null && found.time().alone();
        Packing packing = new Packing(tokens);
        for (MemorySearch.Hit hit : found.hits()) {
            double shared = hit.scores().words() + hit.scores().around();
            boolean sharesWords = shared > 0 && shared >= LEAST_WORDS * words;
            boolean isNear = hit.scores().likeness() >= Math.max(found.related(), likeness - FARTHEST);
            if (sharesWords || isNear || asksForTime) {
                packing.add(hit.item());
            }
        }
        return packing.items;
    }

    private void add(MemoryItem item) {
        RecalledItem recalled = RecallingMemory.recalled(item);
        String said = recalled.said();
        if (!asSaid.add(said)) {
            return; // at the price of a look: what is asked every hour has left a hundred episodes that say the same
        }
        int tokens = TokenEstimate.of(said);
        TextWords wording = tokens <= left ? TextWords.of(said) : null;
        if (wording != null && given.add(wording.words()) && repeats.isNew(item, bare(item, wording))) {
            left -= tokens;
            items.add(recalled);
        }
    }

    /** Without the place in front, by which each part of a document would be another. */
    private static TextWords bare(MemoryItem item, TextWords wording) {
        return item.kind() == ItemKind.DOCUMENT ? TextWords.of(item.text()) : wording;
    }
}
