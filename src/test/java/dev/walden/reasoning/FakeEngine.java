package dev.walden.reasoning;

import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.reasoning.ReasoningGateway.Reasoned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An engine that gives the outcomes it was told to, in order; the last one for ever. */
final class FakeEngine implements Engine {

    private final String name;
    private final Deque<Object> outcomes = new ArrayDeque<>();
    final List<Duration> timesGiven = new ArrayList<>();
    final List<Prompt> prompts = new ArrayList<>();
    private Optional<Room> room = Optional.empty();
    private long longestReply = USUAL_REPLY_TOKENS;

    FakeEngine(String name, Object... outcomes) {
        this.name = name;
        this.outcomes.addAll(List.of(outcomes));
    }

    /** The same engine, which is a model that takes no more than this. */
    FakeEngine taking(Room most) {
        room = Optional.of(most);
        return this;
    }

    /** The same engine, whose replies are no longer than so many tokens. */
    FakeEngine writing(long most) {
        longestReply = most;
        return this;
    }

    @Override
    public long longestReply() {
        return longestReply;
    }

    @Override
    public Optional<Room> room() {
        return room;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reasoned reply(Prompt prompt, Duration atMost) throws EngineException, InterruptedException {
        timesGiven.add(atMost);
        prompts.add(prompt);
        Object outcome = outcomes.size() > 1 ? outcomes.removeFirst() : outcomes.getFirst();
        return switch (outcome) {
            case EngineException failure -> throw failure;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException defect -> throw defect;
            default -> new Reasoned(name, new Reply.Answer(outcome.toString(), List.of()), new TokenUsage(3, 2));
        };
    }
}
