package dev.walden.tools;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.ToolMetrics.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools that were there at the start, which stay, and those of a source, which may come and go. Thread-safe. */
final class ToolRegistry implements Toolbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToolRegistry.class);
    private static final int MAX_SHOWN = 200;

    private final ChangingTools tools;
    private final Policy policy;
    private final OutputBound outputBound;
    private final InstantSource time;
    private final ToolMetrics metrics;
    private final SecretKeeping secrets;
    private final CallRunner runner;

    ToolRegistry(
            ChangingTools tools,
            Policy policy,
            OutputBound outputBound,
            InstantSource time,
            ToolMetrics metrics,
            SecretKeeping secrets) {
        this.tools = tools;
        this.policy = policy;
        this.outputBound = outputBound;
        this.time = time;
        this.metrics = metrics;
        this.secrets = secrets;
        this.runner = new CallRunner(metrics.abandoned());
        metrics.register(tools.fixed().keySet());
        tools.fixed().values().forEach(tool -> tellIfDenied(tool.descriptor()));
    }

    /** Who turned a tool on and does not find it should see why. */
    private void tellIfDenied(ToolDescriptor tool) {
        if (!policy.grants(tool)) {
            LOG.atInfo()
                    .addKeyValue("tool", tool.name())
                    .addKeyValue("needs", tool.capabilities())
                    .log("tool not offered: walden.tools.granted lacks what it needs");
        }
    }

    @Override
    public List<ToolDescriptor> offered() {
        return tools.now().values().stream()
                .map(RegisteredTool::descriptor)
                .filter(policy::grants)
                .toList();
    }

    @Override
    public List<ListedTool> listed() {
        return tools.now().values().stream()
                .map(tool ->
                        new ListedTool(tool.descriptor(), tool.declaredSideEffect(), policy.grants(tool.descriptor())))
                .toList();
    }

    @Override
    public DryRun dryRun(ToolCall call, Circumstances circumstances) {
        CallCheck check = check(call, circumstances);
        RegisteredTool tool = tools.now().get(call.tool());
        return tool != null && check instanceof CallCheck.Callable(var input, var sideEffect, var _, var _, var _)
                ? new DryRun(
                        check, policy.explain(new Policy.Call(tool.descriptor(), sideEffect, input, circumstances)))
                : new DryRun(check, List.of());
    }

    @Override
    public CallCheck check(ToolCall call, Circumstances circumstances) {
        SortedMap<String, RegisteredTool> now = tools.now();
        RegisteredTool tool = now.get(call.tool());
        if (tool == null) {
            return tools.absent(call.tool())
                    .<CallCheck>map(CallCheck.Unavailable::new)
                    .orElseGet(() -> new CallCheck.Invalid("There is no tool named " + shown(call.tool())
                            + ". There are: " + String.join(", ", now.keySet()) + "."));
        }
        if (call.malformed().isPresent()) {
            return new CallCheck.Invalid("The arguments of " + call.tool() + " must be one JSON object; found: "
                    + shown(call.malformed().get()));
        }
        Optional<String> complaint = tool.complaint(call.arguments());
        return complaint.isPresent()
                ? new CallCheck.Invalid(complaint.get())
                : callable(tool, new ToolInput(call.arguments()), circumstances);
    }

    private CallCheck callable(RegisteredTool tool, ToolInput input, Circumstances circumstances) {
        // What may not be called is not asked either: a plugin answers with its own code.
        boolean granted = policy.grants(tool.descriptor());
        SideEffect sideEffect = granted ? tool.sideEffect(input) : tool.declaredSideEffect();
        return new CallCheck.Callable(
                input,
                sideEffect,
                tool.descriptor().timeout(),
                granted ? tool.keyLifetime(input) : Duration.ZERO,
                policy.permission(new Policy.Call(tool.descriptor(), sideEffect, input, circumstances)));
    }

    @Override
    public CallResult call(String name, SideEffect checked, ToolInput input, ToolContext context)
            throws InterruptedException {
        RegisteredTool tool = tools.now().get(name);
        if (tool == null) {
            return new CallResult.Failed(
                    tools.absent(name).orElseGet(() -> "There is no tool named " + shown(name) + "."), true);
        }
        // The call may have been checked before a restart, by an older tool.
        Optional<String> complaint = tool.complaint(input.values()).or(() -> stricter(tool, checked, input));
        return complaint.isPresent()
                ? new CallResult.Failed(complaint.get(), true)
                : measured(tool, checked, input, context);
    }

    /** Policy, people and the record of the intent know the call by the class that it was checked as. */
    private static Optional<String> stricter(RegisteredTool tool, SideEffect checked, ToolInput input) {
        SideEffect now = tool.sideEffect(input);
        return now.compareTo(checked) <= 0
                ? Optional.empty()
                : Optional.of("The call of " + tool.descriptor().name() + " was not made: its class was "
                        + checked.code() + " when it was checked, and is " + now.code() + " now. Ask for it again.");
    }

    private CallResult measured(RegisteredTool tool, SideEffect checked, ToolInput input, ToolContext context)
            throws InterruptedException {
        long begun = System.nanoTime();
        Outcome outcome = Outcome.INTERRUPTED;
        try {
            CallResult result = runner.run(
                    tool.descriptor().name(),
                    checked,
                    atMost(tool, context),
                    () -> outputBound.bounded(secrets.call(tool, input, context)));
            outcome = Outcome.of(result);
            return result;
        } finally {
            metrics.ended(tool.meter(), outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** The tool's own timeout counts too: a deadline is wall time, and a clock that was set back would make it far. */
    private Duration atMost(RegisteredTool tool, ToolContext context) {
        Duration left = Duration.between(time.instant(), context.deadline());
        Duration timeout = tool.descriptor().timeout();
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    /** Interrupts the calls that still run. */
    @Override
    public void close() {
        runner.close();
    }

    /** What configuration says of a tool's side effect instead of the tool. */
    record SideEffectOverride(
            SideEffect sideEffect, @Nullable Duration keyLifetime) {

        SideEffectOverride {
            if (sideEffect == SideEffect.KEYED && (keyLifetime == null || !keyLifetime.isPositive())) {
                throw new IllegalArgumentException(
                        "A side effect override to keyed needs a positive key-lifetime; found: " + keyLifetime);
            }
        }

        boolean toKeyed() {
            return sideEffect == SideEffect.KEYED;
        }
    }
}
