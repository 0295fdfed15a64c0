package dev.walden.tools;

import dev.walden.plugin.Capability;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolInput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.DryRun.Look;
import dev.walden.tools.PolicyRule.Decision;
import dev.walden.tools.PolicyRule.Said;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether a call may be made. Pure and immutable. Its lines are asked in order, and the first that speaks of the call decides:
 * that a tool needs what is not granted, the configured rules, then the built-in ones. Only a rule that would allow, and whose pattern cannot
 * be matched in time, leaves the word to those behind it, which then say no less than ask.
 */
final class Policy {

    /** The name of the line that stands before all rules. */
    static final String NOT_GRANTED = "capability-not-granted";

    private static final Set<Capability> MEMORY = EnumSet.of(Capability.READ_MEMORY, Capability.WRITE_MEMORY);

    private static final List<PolicyLine> BUILT_IN = List.of(
            PolicyLine.of(
                    "forget-after-outside-text",
                    "tool forget, the task has read text from outside → ask",
                    call -> call.untrusted() && call.tool().name().equals("forget"),
                    Decision.ASK),
            PolicyLine.of(
                    "class-none",
                    "side effect class none → allow",
                    call -> !call.sideEffect().changesTheWorld(),
                    Decision.ALLOW),
            // They reach nobody outside, and what they stored can be traced to its source and forgotten.
            PolicyLine.of(
                    "own-memory",
                    "class idempotent, only the space's own memory is touched → allow",
                    Call::staysInMemory,
                    Decision.ALLOW),
            PolicyLine.of(
                    "effect-after-outside-text",
                    "any other effect, the task has read text from outside → ask",
                    Call::untrusted,
                    Decision.ASK),
            PolicyLine.of("otherwise", "all else → allow", _ -> true, Decision.ALLOW));

    private final Set<Capability> granted;
    private final List<PolicyLine> lines;

    /**
     * @param rules in the order they are asked
     * @param granted what tools may need
     */
    Policy(List<PolicyRule> rules, Set<Capability> granted) {
        this.granted = Set.copyOf(granted);
        List<PolicyLine> all = new ArrayList<>();
        all.add(PolicyLine.of(
                NOT_GRANTED,
                "the tool needs what walden.tools.granted lacks → deny",
                call -> !grants(call.tool()),
                Decision.DENY));
        for (PolicyRule rule : rules) {
            all.add(PolicyLine.configured(all.size() - 1, rule));
        }
        all.addAll(BUILT_IN);
        lines = List.copyOf(all);
    }

    /** Whether all that the tool needs is granted. */
    boolean grants(ToolDescriptor tool) {
        return granted.containsAll(tool.capabilities());
    }

    Permission permission(Call call) {
        Verdict verdict = verdict(call);
        return switch (verdict.decision()) {
            case ALLOW -> new Permission.Allow();
            case ASK -> new Permission.Ask(reason(call));
            case DENY -> new Permission.Deny(denial(verdict.line(), call));
        };
    }

    /** The lines that are asked of the call, up to the one that decides. */
    List<Look> explain(Call call) {
        return verdict(call).looks();
    }

    private Verdict verdict(Call call) {
        List<Look> looks = new ArrayList<>();
        Verdict strictest = null;
        for (PolicyLine line : lines) {
            Optional<Said> said = line.says(call);
            looks.add(line.look(call, said.isPresent()));
            if (said.isPresent() && (strictest == null || said.get().decision().compareTo(strictest.decision()) > 0)) {
                strictest = new Verdict(said.get().decision(), line, List.copyOf(looks));
            }
            if (strictest != null && said.filter(Said::last).isPresent()) {
                return strictest;
            }
        }
        throw new IllegalStateException("The last line speaks of every call.");
    }

    private String denial(PolicyLine line, Call call) {
        String tool = call.tool().name();
        if (!line.name().equals(NOT_GRANTED)) {
            return "Policy does not allow this call of " + tool + ".";
        }
        Set<Capability> missing = EnumSet.copyOf(call.tool().capabilities());
        missing.removeAll(granted);
        return "The tool " + tool + " needs " + missing.iterator().next() + ", which this service does not grant.";
    }

    private static String reason(Call call) {
        return call.untrusted()
                ? "The task has read text from outside, and this call of "
                        + call.tool().name() + " is " + call.sideEffect().code() + "."
                : "Policy asks for consent to this call of " + call.tool().name() + ".";
    }

    /** What was decided, by which line, and the lines that were asked up to that one. */
    private record Verdict(Decision decision, PolicyLine line, List<Look> looks) {}

    /** What there is to know of a wanted call. */
    record Call(ToolDescriptor tool, SideEffect sideEffect, ToolInput input, Circumstances circumstances) {

        boolean untrusted() {
            return circumstances.untrusted();
        }

        private boolean staysInMemory() {
            return sideEffect == SideEffect.IDEMPOTENT
                    && tool.capabilities().contains(Capability.WRITE_MEMORY)
                    && MEMORY.containsAll(tool.capabilities());
        }
    }
}
