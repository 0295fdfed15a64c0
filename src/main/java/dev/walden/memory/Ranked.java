package dev.walden.memory;

/** An item in its place. */
record Ranked(String id, long seq, Scores scores) {}
