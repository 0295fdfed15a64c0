package dev.walden.memory.lexical;

/** An item that holds, or is next to, a word asked for. */
record Match(int document, float own, float around, boolean named, long weight, long seq) {}
