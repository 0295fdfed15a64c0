package dev.walden.activity;

import java.util.NavigableSet;

/**
 * What one round of erasing is about.
 *
 * @param through the last record by which something was forgotten that it covers; 0 for nothing
 * @param records those that hold the words
 */
record ErasingRound(long through, NavigableSet<Long> records) {}
