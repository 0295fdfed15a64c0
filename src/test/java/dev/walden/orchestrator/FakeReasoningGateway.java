package dev.walden.orchestrator;

import dev.walden.conversation.Cost;
import dev.walden.conversation.Message;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.TokenUsage;
import dev.walden.conversation.ToolCall;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.reasoning.Cut;
import dev.walden.reasoning.Deltas;
import dev.walden.reasoning.Instructions;
import dev.walden.reasoning.PastPrompt;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.ReasoningGateway;
import dev.walden.reasoning.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An engine made of a lambda, which gets the prompt and the number of the reply within the task, from 0. */
final class FakeReasoningGateway implements ReasoningGateway {

    private static final Instructions INSTRUCTIONS = Instructions.load("agent-1");

    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private final Map<String, Brain> others = new ConcurrentHashMap<>();
    private volatile Brain brain;
    private volatile Runnable gate = () -> {};
    private volatile Aloud aloud = (_, _) -> {};
    private volatile Cost reserved = Cost.NONE;
    private volatile Cost cost = Cost.NONE;

    private volatile @Nullable String stand;
    private volatile Cut cut = Cut.NONE;
    private volatile Cut cutOfAnswer = Cut.NONE;

    FakeReasoningGateway(Brain brain) {
        this.brain = brain;
    }

    void think(Brain other) {
        brain = other;
    }

    /** From now on there is another engine. */
    void with(String engine, Brain other) {
        others.put(engine, other);
    }

    /** From now on each call may cost the first and does cost the second, in millionths. */
    void price(long atMost, long actual) {
        reserved = new Cost(atMost);
        cost = new Cost(actual);
    }

    /** From now on the first engine is not sent the first, and the one that answers not the second. */
    void cut(Cut first, Cut answering) {
        cut = first;
        cutOfAnswer = answering;
    }

    /** From now on another engine answers in place of whichever is asked. */
    void answeredBy(String engine) {
        stand = engine;
    }

    /** From now on each call passes here before its money is asked for. */
    void gate(Runnable other) {
        gate = other;
    }

    /** From now on this speaks before each reply. */
    void speak(Aloud other) {
        aloud = other;
    }

    /** What was asked, in order. */
    List<Prompt> prompts() {
        return prompts;
    }

    /** How long each might take, in the same order. */
    List<Duration> times() {
        return times;
    }

    /** The last result of a tool that was told. */
    Message.ToolResult lastResult() {
        return prompts.getLast().messages().stream()
                .filter(Message.ToolResult.class::isInstance)
                .map(Message.ToolResult.class::cast)
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /** A brain that gives these replies, one after the other. */
    static Brain replies(Reply... replies) {
        return (_, index) -> replies[index];
    }

    static Reply answer(String text) {
        return new Reply.Answer(text, List.of());
    }

    static Reply calls(String... tools) {
        return new Reply.UseTools(
                "",
                java.util.Arrays.stream(tools)
                        .map(tool -> ToolCall.of("x", tool, Map.of()))
                        .toList());
    }

    static Reply call(String tool, Map<String, @Nullable Object> arguments) {
        return new Reply.UseTools("", List.of(ToolCall.of("x", tool, arguments)));
    }

    @Override
    public boolean has(String engine) {
        return engines().contains(engine);
    }

    @Override
    public List<String> engines() {
        return Stream.concat(Stream.of("fake"), others.keySet().stream())
                .sorted()
                .toList();
    }

    @Override
    public String defaultEngine() {
        return "fake";
    }

    @Override
    public Prompt compose(List<RecalledItem> recalled, List<Message> messages, List<ToolDescriptor> tools) {
        return new Prompt(INSTRUCTIONS.version(), INSTRUCTIONS.text(), recalled, messages, tools);
    }

    @Override
    public Sending sending(Prompt prompt, String engine) {
        gate.run();
        return new Sending(
                new PromptFingerprint(PastPrompt.of(prompt, cut.text()).digest(), 60),
                new Reservation(100, reserved),
                cut);
    }

    @Override
    public Reasoned reason(Prompt prompt, Optional<String> engine, Duration atMost, Deltas heard)
            throws InterruptedException {
        prompts.add(prompt);
        times.add(atMost);
        int lastUser = 0;
        for (int i = 0; i < prompt.messages().size(); i++) {
            lastUser = prompt.messages().get(i) instanceof Message.User ? i : lastUser;
        }
        int index = (int) prompt.messages().stream()
                .skip(lastUser)
                .filter(Message.Assistant.class::isInstance)
                .count();
        aloud.speak(index, heard);
        String asked = engine.orElse(defaultEngine());
        Brain asks = others.getOrDefault(asked, brain);
        return new Reasoned(
                Optional.ofNullable(stand).orElse(asked),
                asks.reply(prompt, index),
                new TokenUsage(10, 5),
                cost,
                cutOfAnswer);
    }

    @Override
    public Sending sendingAlone(Prompt prompt, String engine) {
        return sending(prompt, engine);
    }

    @Override
    public Reasoned ask(Prompt prompt, String engine, Duration atMost) throws InterruptedException {
        return reason(prompt, Optional.of(engine), atMost);
    }

    /** Gets the number of the reply within the task, from 0. */
    interface Aloud {
        void speak(int index, Deltas heard) throws InterruptedException;
    }

    interface Brain {
        Reply reply(Prompt prompt, int index) throws InterruptedException;
    }
}
