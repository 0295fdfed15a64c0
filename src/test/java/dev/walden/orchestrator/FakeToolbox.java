package dev.walden.orchestrator;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.reasoning.LongResult;
import dev.walden.tools.CallCheck;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import dev.walden.tools.Circumstances;
import dev.walden.tools.DryRun;
import dev.walden.tools.KeyRole;
import dev.walden.tools.ListedTool;
import dev.walden.tools.Toolbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tools made of lambdas. A call of an unknown tool is invalid, as with the real toolbox. */
final class FakeToolbox implements Toolbox {

    /** An argument that fits no tool. */
    static final String NOT_TAKEN = "notTaken";

    private final Map<String, FakeTool> tools = new ConcurrentHashMap<>();
    private final Map<String, KeyRole> reserved = new ConcurrentHashMap<>();
    private final Set<String> careful = ConcurrentHashMap.newKeySet();
    private final List<Boolean> askedAsUntrusted = new CopyOnWriteArrayList<>();
    private final List<Circumstances> asked = new CopyOnWriteArrayList<>();
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    private final List<ToolContext> calls = new CopyOnWriteArrayList<>();

    FakeToolbox with(String name, SideEffect sideEffect, Behaviour behaviour) {
        return with(name, sideEffect, new Permission.Allow(), behaviour);
    }

    FakeToolbox with(String name, SideEffect sideEffect, Permission permission, Behaviour behaviour) {
        tools.put(name, new FakeTool(sideEffect, permission, Duration.ofDays(1), behaviour));
        return this;
    }

    FakeToolbox withKeyed(String name, Duration keyLifetime, Behaviour behaviour) {
        tools.put(name, new FakeTool(SideEffect.KEYED, new Permission.Allow(), keyLifetime, behaviour));
        return this;
    }

    /** From now on the tool is not there, and may come. */
    void goes(String name) {
        away.add(name);
    }

    /** From now on there is no such tool. */
    void vanishes(String name) {
        tools.remove(name);
    }

    void comes(String name) {
        away.remove(name);
    }

    /** Has policy deny this tool to lesser roles. */
    FakeToolbox reserve(String tool, KeyRole least) {
        reserved.put(tool, least);
        return this;
    }

    /** Has policy deny this tool to tasks that have read text from outside. */
    FakeToolbox keepFromUntrusted(String tool) {
        careful.add(tool);
        return this;
    }

    /** Whether the context was said to be untrusted, check by check. */
    List<Boolean> askedAsUntrusted() {
        return askedAsUntrusted;
    }

    /** Of each check. */
    List<Circumstances> asked() {
        return asked;
    }

    /** The calls that reached a tool, in order. */
    List<ToolContext> calls() {
        return calls;
    }

    @Override
    public List<ToolDescriptor> offered() {
        return tools.entrySet().stream()
                .map(tool -> ToolDescriptor.of(
                        tool.getKey(), "a fake", "{}", tool.getValue().sideEffect(), Duration.ofSeconds(30)))
                .toList();
    }

    @Override
    @SuppressWarnings("NullAway") // javac drops the type annotation of a compact constructor's parameter in class files
    public CallCheck check(ToolCall call, Circumstances circumstances) {
        asked.add(circumstances);
        askedAsUntrusted.add(circumstances.untrusted());
        FakeTool tool = tools.get(call.tool());
        if (Set.of(AskUserTool.NAME, PlanTool.NAME, LongResult.TOOL).contains(call.tool())) {
            return new CallCheck.Callable(
                    new ToolInput(call.arguments()),
                    SideEffect.NONE,
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    new Permission.Allow());
        }
        if (away.contains(call.tool())) {
            return new CallCheck.Unavailable(call.tool() + " is away.");
        }
        if (call.arguments().containsKey(NOT_TAKEN)) {
            return new CallCheck.Invalid("/" + NOT_TAKEN + " is not taken.");
        }
        if (tool == null) {
            return new CallCheck.Invalid("There is no tool named " + call.tool() + ".");
        }
        return new CallCheck.Callable(
                new ToolInput(call.arguments()),
                tool.sideEffect(),
                Duration.ofSeconds(30),
                tool.keyLifetime(),
                permission(call.tool(), tool, circumstances));
    }

    private Permission permission(String name, FakeTool tool, Circumstances circumstances) {
        if (circumstances.role().isLessThan(reserved.getOrDefault(name, KeyRole.USER))) {
            return new Permission.Deny(name + " is reserved.");
        }
        return circumstances.untrusted() && careful.contains(name)
                ? new Permission.Deny(name + " is kept from what was read outside.")
                : tool.permission();
    }

    @Override
    public DryRun dryRun(ToolCall call, Circumstances circumstances) {
        return new DryRun(check(call, circumstances), List.of());
    }

    @Override
    public List<ListedTool> listed() {
        return offered().stream()
                .map(tool -> new ListedTool(tool, tool.sideEffect(), true))
                .toList();
    }

    @Override
    public CallResult call(String name, SideEffect checked, ToolInput input, ToolContext context)
            throws InterruptedException {
        calls.add(context);
        FakeTool tool = tools.get(name);
        if (tool == null) {
            throw new IllegalStateException("An unchecked call of " + name);
        }
        return tool.behaviour().call(input, context);
    }

    static CallResult succeeded(String text) {
        return new CallResult.Succeeded(ToolOutput.trusted(text));
    }

    interface Behaviour {
        CallResult call(ToolInput input, ToolContext context) throws InterruptedException;
    }

    private record FakeTool(SideEffect sideEffect, Permission permission, Duration keyLifetime, Behaviour behaviour) {}
}
