package dev.walden.tools;

import dev.walden.plugin.Tool;
import dev.walden.tools.ToolRegistry.SideEffectOverride;
import dev.walden.tools.ToolSource.Sourced;
import dev.walden.tools.plugins.PluginTool;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tools that stay, together with those that a source has now. Thread-safe. What was compiled of a tool is kept while the tool stays the same. */
final class ChangingTools {

    private static final Logger LOG = LoggerFactory.getLogger(ChangingTools.class);

    private final SortedMap<String, RegisteredTool> fixed;
    private final ToolSource source;
    private final Map<String, SideEffectOverride> overrides;
    private volatile Snapshot last;

    private ChangingTools(
            SortedMap<String, RegisteredTool> fixed, ToolSource source, Map<String, SideEffectOverride> overrides) {
        this.fixed = Collections.unmodifiableSortedMap(fixed);
        this.source = source;
        this.overrides = Map.copyOf(overrides);
        this.last = new Snapshot(List.of(), this.fixed, Set.of());
    }

    /**
     * Of these, whose names must be unique, and those of the source.
     *
     * @param tools the ones of plugins behind the others
     * @param overrides what to believe of tools, by name
     * @throws PluginException when a plugin's has the name of one before it, or of one of ours that is not configured
     */
    static ChangingTools of(
            Collection<? extends Tool> tools, Map<String, SideEffectOverride> overrides, ToolSource source) {
        SortedMap<String, RegisteredTool> fixed = new TreeMap<>();
        for (Tool tool : tools) {
            String name = tool.descriptor().name();
            add(fixed, RegisteredTool.of(tool, Optional.ofNullable(overrides.get(name))));
        }
        return new ChangingTools(fixed, source, overrides);
    }

    private static void add(SortedMap<String, RegisteredTool> tools, RegisteredTool tool) {
        RegisteredTool other = tools.putIfAbsent(tool.descriptor().name(), tool);
        if (other != null) {
            throw tool.wrong("Tool names must be unique; " + tool.descriptor().name() + " is the name of "
                    + other.origin() + " and " + tool.origin() + ".");
        }
        String name = tool.descriptor().name();
        if (tool.tool() instanceof PluginTool && KnownTools.WHEN_CONFIGURED.contains(name)) {
            throw tool.wrong("The name " + name + " is that of one of Walden's own tools, which rules and overrides"
                    + " are written for, and is kept for it when it is off. Give the tool another name.");
        }
    }

    /** Those that stay, by name. */
    SortedMap<String, RegisteredTool> fixed() {
        return fixed;
    }

    /** By name; the same map as before while nothing has changed. */
    SortedMap<String, RegisteredTool> now() {
        List<Sourced> sourced = source.tools();
        Snapshot known = last;
        if (known.sourced().equals(sourced)) {
            return known.all();
        }
        Snapshot next = with(sourced, known);
        if (!next.taken().equals(known.taken())) {
            LOG.atWarn().addKeyValue("tools", next.taken()).log("tools left out, others have their names");
        }
        last = next;
        return next.all();
    }

    Optional<String> absent(String tool) {
        return source.absent(tool);
    }

    private Snapshot with(List<Sourced> sourced, Snapshot known) {
        SortedMap<String, RegisteredTool> all = new TreeMap<>(fixed);
        Set<String> taken = new TreeSet<>();
        for (Sourced one : sourced) {
            String name = one.tool().descriptor().name();
            if (all.containsKey(name) || KnownTools.WHEN_CONFIGURED.contains(name)) {
                taken.add(name);
            } else {
                all.put(name, registered(name, one, known));
            }
        }
        return new Snapshot(List.copyOf(sourced), Collections.unmodifiableSortedMap(all), taken);
    }

    private RegisteredTool registered(String name, Sourced one, Snapshot known) {
        RegisteredTool before = known.all().get(name);
        return before != null && before.tool().equals(one.tool())
                ? before
                : RegisteredTool.foreign(one, Optional.ofNullable(overrides.get(name)));
    }

    private record Snapshot(List<Sourced> sourced, SortedMap<String, RegisteredTool> all, Set<String> taken) {}
}
