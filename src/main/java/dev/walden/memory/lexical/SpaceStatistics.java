package dev.walden.memory.lexical;

/**
 * How much a space holds, counted over its living items.
 *
 * @param items how many
 * @param ownWords words of their own
 * @param aroundWords words with those around them
 */
record SpaceStatistics(long items, long ownWords, long aroundWords) {

    static final SpaceStatistics NOTHING = new SpaceStatistics(0, 0, 0);

    SpaceStatistics plus(SpaceStatistics other) {
        return new SpaceStatistics(items + other.items, ownWords + other.ownWords, aroundWords + other.aroundWords);
    }

    long words(String field) {
        return field.equals(ItemDocument.OWN) ? ownWords : aroundWords;
    }
}
