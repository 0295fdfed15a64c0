package dev.walden.orchestrator;

import dev.walden.conversation.Reply;

/**
 * What came back when an engine was asked to judge a step, as it was recorded: what it means says {@link Critique}.
 *
 * @param engine the one that answered, or the last one tried
 */
record Opinion(String engine, Reply reply) {}
