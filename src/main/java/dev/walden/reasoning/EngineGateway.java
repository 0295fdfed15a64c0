package dev.walden.reasoning;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Fitting.Fitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tries the wanted engine, with retries, then each of the fallback list. A task that an engine takes is that one's, whichever is wanted.
 * Thread-safe.
 */
final class EngineGateway implements ReasoningGateway, AutoCloseable {

    private final SortedMap<String, Engine> engines;
    private final String defaultEngine;
    private final List<String> fallback;
    private final Instructions instructions;
    private final Attempts attempts;
    private final RetryClock clock;
    private final Prices prices;
    private final Reserving reserving;

    EngineGateway(
            Map<String, Engine> engines,
            String defaultEngine,
            List<String> fallback,
            Instructions instructions,
            Attempts attempts,
            RetryClock clock,
            Prices prices) {
        this.engines = Collections.unmodifiableSortedMap(new TreeMap<>(engines));
        this.defaultEngine = defaultEngine;
        this.fallback = List.copyOf(fallback);
        this.instructions = instructions;
        this.attempts = attempts;
        this.clock = clock;
        this.prices = prices;
        this.reserving = new Reserving(this.engines, prices);
    }

    @Override
    public boolean has(String engine) {
        return engines.containsKey(engine);
    }

    @Override
    public List<String> engines() {
        return List.copyOf(engines.keySet());
    }

    @Override
    public String defaultEngine() {
        return defaultEngine;
    }

    /** Ends the engines that hold something until the end; the container calls it behind all who ask. */
    @Override
    public void close() {
        engines.values().forEach(Engine::close);
    }

    @Override
    public Prompt compose(List<RecalledItem> recalled, List<Message> messages, List<ToolDescriptor> tools) {
        return new Prompt(instructions.version(), instructions.text(), recalled, messages, tools);
    }

    @Override
    public Sending sending(Prompt prompt, String engine) {
        SequencedSet<String> order = order(engine, prompt);
        Fitted first = fitted(order.getFirst(), prompt);
        PromptFingerprint fingerprint = PromptDigest.of(first.prompt());
        return new Sending(fingerprint, reserving.of(order, prompt, fingerprint.promptTokens()), first.cut());
    }

    @Override
    public Sending sendingAlone(Prompt prompt, String engine) {
        PromptFingerprint fingerprint = PromptDigest.of(prompt);
        return new Sending(fingerprint, reserving.alone(engine, fingerprint.promptTokens()), Cut.NONE);
    }

    private Fitted fitted(String engine, Prompt prompt) {
        return Optional.ofNullable(engines.get(engine))
                .flatMap(Engine::room)
                .map(room -> Fitting.of(prompt, room))
                .orElseGet(() -> Fitting.whole(prompt));
    }

    private Prompt fitting(String engine, Fitted fitted) throws EngineException {
        if (!fitted.fits()) {
            throw EngineException.permanent(
                    "context_exceeded",
                    "The prompt does not fit into what engine " + engine
                            + " reads at once, even with everything left out that can be:"
                            + " the instructions, the tools, the task's words and its latest step are too long. Raise the engine's"
                            + " context-tokens if its model reads more, name one that does in walden.reasoning.fallback, or ask for less.");
        }
        return fitted.prompt();
    }

    @Override
    public Reasoned reason(Prompt prompt, Optional<String> engine, Duration atMost, Deltas heard)
            throws InterruptedException {
        Deltas hearer = HeardSoFar.of(heard);
        long deadline = clock.nanos() + atMost.toNanos();
        String tried = engine.orElse(defaultEngine);
        List<EngineException> failures = new ArrayList<>();
        TokenUsage spent = TokenUsage.ZERO;
        Cost cost = Cost.NONE;
        for (String name : order(tried, prompt)) {
            tried = name;
            try {
                Engine asked = failures.isEmpty() ? engine(name) : engine(name).standIn();
                Fitted fitted = fitted(name, prompt);
                Reasoned reasoned = attempts.reply(asked, fitting(name, fitted), deadline, hearer);
                Cost total = cost.plus(prices.of(name, reasoned.usage()));
                return reasoned.afterSpending(spent).at(total).of(fitted.cut());
            } catch (EngineException failure) {
                failures.add(failure);
                spent = spent.plus(failure.usage());
                cost = cost.plus(prices.of(name, failure.usage()));
            }
        }
        return new Reasoned(tried, unavailable(failures), spent, cost);
    }

    @Override
    public Reasoned ask(Prompt prompt, String engine, Duration atMost) throws InterruptedException {
        long deadline = clock.nanos() + atMost.toNanos();
        try {
            Reasoned reasoned = attempts.reply(engine(engine).standIn(), prompt, deadline, Deltas.NOBODY);
            return reasoned.at(prices.of(engine, reasoned.usage()));
        } catch (EngineException failure) {
            Cost cost = prices.of(engine, failure.usage());
            return new Reasoned(engine, unavailable(List.of(failure)), failure.usage(), cost);
        }
    }

    /** What one takes goes to no other when it fails: that would begin anew in the middle. */
    private SequencedSet<String> order(String first, Prompt prompt) {
        SequencedSet<String> order = new LinkedHashSet<>();
        Optional<String> taker = Stream.concat(Stream.of(first), engines.keySet().stream())
                .filter(name -> engines.containsKey(name) && engines.get(name).takes(prompt))
                .findFirst();
        if (taker.isPresent()) {
            order.add(taker.get());
            return order;
        }
        order.add(first);
        order.addAll(fallback);
        return order;
    }

    private Engine engine(String name) throws EngineException {
        Engine engine = engines.get(name);
        if (engine == null) {
            throw EngineException.permanent(
                    "unknown_engine",
                    "Engine " + name + " is not configured; configured are " + String.join(", ", engines.keySet())
                            + ".");
        }
        return engine;
    }

    /** The first failure gives the code: it is the engine that was wanted. The message tells all. */
    private static Reply unavailable(List<EngineException> failures) {
        List<String> messages =
                failures.stream().map(EngineException::getMessage).toList();
        return new Reply.Unavailable(failures.getFirst().code(), String.join(" ", messages));
    }
}
