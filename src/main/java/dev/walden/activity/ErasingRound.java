package dev.walden.activity;

import dev.walden.activity.ForgottenWords.Forgotten;
import java.util.List;
import java.util.NavigableSet;

/**
 * What one round of erasing is about.
 *
 * @param through the last record by which something was forgotten that it covers, with all before it; 0 for nothing
 * @param ready what can be erased now
 * @param records those that hold the words of it
 * @param held whether something has to wait, as its task is still running
 */
record ErasingRound(long through, List<Forgotten> ready, NavigableSet<Long> records, boolean held) {}
