package dev.walden.tools;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The names of tools that configuration may speak of: what is said of another one is a slip, and would be passed over in silence. Immutable.
 *
 * @param names of the tools that are there at the start
 * @param servers whose tools may come
 */
record KnownTools(Set<String> names, Set<String> servers) {

    /** Our own that are not there unless configured. Rules are written for them, so neither a plugin nor a server gets their names. */
    static final Set<String> WHEN_CONFIGURED = Set.of("shell", "sql_query", "web_search");

    KnownTools {
        names = Set.copyOf(names);
        servers = Set.copyOf(servers);
    }

    /** Whether a server that is not up yet may have a tool of this name. */
    boolean mayCome(String name) {
        return servers.stream().anyMatch(server -> name.startsWith(server + "_"));
    }

    /** Those of the names or patterns that no tool will ever have, as far as that can be known of a pattern. */
    List<String> strangers(Collection<String> patterns) {
        return patterns.stream()
                .filter(name -> name.indexOf('*') < 0 && name.indexOf('?') < 0)
                .filter(name -> !names.contains(name) && !WHEN_CONFIGURED.contains(name) && !mayCome(name))
                .distinct()
                .sorted()
                .toList();
    }
}
