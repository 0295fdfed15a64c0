package dev.walden.memory.vector;

import dev.walden.memory.feed.IndexedItem;
import dev.walden.memory.feed.ItemFeed;
import java.util.ArrayList;
import java.util.List;

/** One item in each record. */
final class Items implements ItemFeed {

    private static final IndexedItem.Labels FACT = new IndexedItem.Labels("fact", null, null, null);
    private static final int ALL_OF_IT = 100;

    private final List<IndexedItem> all = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    final List<Long> askedFrom = new ArrayList<>();
    String identity = "first";

    void add(String space, String... texts) {
        for (String text : texts) {
            add(space, text, IndexedItem.Beside.NOTHING);
        }
    }

    void beside(String text, List<String> before, List<String> after) {
        add("a", text, new IndexedItem.Beside(before, after));
    }

    void part(String base, String text) {
        labelled("document", base, text);
    }

    void labelled(String kind, String domain, String text) {
        add("a", text, IndexedItem.Beside.NOTHING, new IndexedItem.Labels(kind, null, null, domain), ALL_OF_IT);
    }

    void weighing(int percent, String text) {
        add("a", text, IndexedItem.Beside.NOTHING, FACT, percent);
    }

    private void add(String space, String text, IndexedItem.Beside beside) {
        add(space, text, beside, FACT, ALL_OF_IT);
    }

    private void add(String space, String text, IndexedItem.Beside beside, IndexedItem.Labels labels, int weight) {
        long seq = all.size() + 1L;
        all.add(new IndexedItem("i" + seq, space, text, "", beside, labels, weight, 0, seq, IndexedItem.Period.ALWAYS));
    }

    void remove(long seq) {
        gone.add(seq);
    }

    void removeLast() {
        all.removeLast();
    }

    int size() {
        return all.size();
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Changes after(long position, long upTo, int limit) {
        askedFrom.add(position);
        int end = (int) Math.min(upTo, position + limit);
        List<IndexedItem> present = all.subList((int) position, end).stream()
                .filter(item -> !gone.contains(item.seq()))
                .toList();
        return new Changes(present, gone.stream().map(seq -> "i" + seq).toList(), end);
    }
}
