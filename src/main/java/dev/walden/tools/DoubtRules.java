package dev.walden.tools;

import dev.walden.conversation.ToolCall;
import dev.walden.plugin.SideEffect;
import dev.walden.tools.DoubtProperties.CompensateProperties;
import dev.walden.tools.DoubtProperties.ProbeProperties;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What configuration says of calls in doubt, by the name of their tool. Immutable. */
final class DoubtRules implements Remedies {

    /** Whose call it will be is not known; only its class is asked for. */
    private static final Circumstances AT_THE_START = new Circumstances("default", KeyRole.USER, false);

    private final Map<String, DoubtProperties> rules;

    private DoubtRules(Map<String, DoubtProperties> rules) {
        this.rules = Map.copyOf(rules);
    }

    /**
     * Looks at the rules as far as that is possible before a call is in doubt.
     *
     * @param names of the tools that are there
     * @param later whether a tool of this name may still come, with a server that is not up yet
     * @throws Unfit when a rule can never work
     */
    static DoubtRules checked(
            Map<String, DoubtProperties> rules, Toolbox tools, Set<String> names, Predicate<String> later) {
        Predicate<String> known = name -> names.contains(name) || later.test(name);
        rules.forEach((tool, rule) -> {
            if (!known.test(tool)) {
                throw unknown(tool, "", tool, names);
            }
            ProbeProperties probe = rule.probe();
            CompensateProperties compensate = rule.compensate();
            if (probe != null) {
                if (!known.test(probe.tool())) {
                    throw unknown(tool, ".probe.tool", probe.tool(), names);
                }
                checkProbe(tool, probe.template(), tools, names);
            }
            if (compensate != null && !known.test(compensate.tool())) {
                throw unknown(tool, ".compensate.tool", compensate.tool(), names);
            }
        });
        return new DoubtRules(rules);
    }

    /** With gaps in it a call may not fit its schema yet, and then its class is not known before it is made. */
    private static void checkProbe(String tool, CallTemplate probe, Toolbox tools, Set<String> names) {
        if (!names.contains(probe.tool())) {
            return;
        }
        switch (tools.check(ToolCall.of("probe", probe.tool(), probe.arguments()), AT_THE_START)) {
            case CallCheck.Callable callable -> {
                if (callable.sideEffect() != SideEffect.NONE) {
                    throw new Unfit(
                            tool + ".probe.tool",
                            probe.tool(),
                            "A probe only reads: its call must be of class none; this one is of class "
                                    + callable.sideEffect().code() + ". Name a call that reads.");
                }
            }
            case CallCheck.Unavailable _ -> {} // looked at when it is made
            case CallCheck.Invalid(String message) -> {
                if (!probe.hasGaps()) {
                    throw new Unfit(tool + ".probe.arguments", String.valueOf(probe.arguments()), message);
                }
            }
        }
    }

    private static Unfit unknown(String tool, String member, String name, Set<String> names) {
        return new Unfit(
                tool + member,
                name,
                "There is no tool of this name, nor a server whose tools are called so. There are: "
                        + String.join(", ", names.stream().sorted().toList()) + ".");
    }

    @Override
    public Optional<Probe> probe(CallInDoubt doubt) {
        ProbeProperties probe = rule(doubt).map(DoubtProperties::probe).orElse(null);
        return probe == null
                ? Optional.empty()
                : probe.template()
                        .fill(doubt)
                        .map(arguments -> new Probe(
                                probe.tool(), arguments, probe.reading(), probe.automatic(), probe.settleAfter()));
    }

    @Override
    public Optional<Compensation> compensation(CallInDoubt doubt) {
        CompensateProperties compensate =
                rule(doubt).map(DoubtProperties::compensate).orElse(null);
        return compensate == null
                ? Optional.empty()
                : compensate.template().fill(doubt).map(arguments -> new Compensation(compensate.tool(), arguments));
    }

    private Optional<DoubtProperties> rule(CallInDoubt doubt) {
        return Optional.ofNullable(rules.get(doubt.call().tool()));
    }

    /** A rule that can never work. */
    static final class Unfit extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String property;
        private final @Nullable String value;

        private Unfit(String member, @Nullable String value, String message) {
            super(message);
            this.property = "walden.tools.doubts." + member;
            this.value = value;
        }

        String property() {
            return property;
        }

        @Nullable
        String value() {
            return value;
        }
    }
}
