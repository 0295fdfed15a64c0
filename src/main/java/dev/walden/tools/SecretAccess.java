package dev.walden.tools;

import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.ToolInput;
import java.util.List;
import java.util.Optional;

/**
 * Who may be given a secret that stands in arguments.
 *
 * @param tools names of those that may
 * @param prefixes where it may be sent; asked of every call that has an argument {@code url}
 */
record SecretAccess(List<Glob> tools, List<UrlPrefix> prefixes) {

    SecretAccess {
        tools = List.copyOf(tools);
        prefixes = List.copyOf(prefixes);
    }

    /** Nobody. */
    static SecretAccess none() {
        return new SecretAccess(List.of(), List.of());
    }

    /** Why the tool may not be given the secret. */
    Optional<String> refusal(String name, String tool) {
        return tools.stream().anyMatch(pattern -> pattern.matches(tool))
                ? Optional.empty()
                : Optional.of("The secret " + name + " may not stand in arguments of " + tool
                        + ". walden.tools.secrets says which tools may be given it.");
    }

    /** Why it may not be sent where the call would send it, once its secrets are filled in. */
    Optional<String> refusalOfPlace(String name, ToolInput filled) {
        Object url = filled.values().get("url");
        boolean open =
                url == null || (url instanceof String text && prefixes.stream().anyMatch(p -> p.covers(text)));
        return open
                ? Optional.empty()
                : Optional.of("The secret " + name + " may not be sent to this address."
                        + " The url-prefixes of it in walden.tools.secrets say where it may.");
    }
}
