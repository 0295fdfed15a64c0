package dev.walden.tools;

import dev.walden.outbound.UrlPrefix;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may be given a secret that stands in arguments as {@code ${secret:NAME}}.
 *
 * @param tools patterns of the names of tools; none by default
 * @param urlPrefixes where a tool with an argument {@code url} may send it; nowhere by default
 */
record SecretAccessProperties(
        @DefaultValue List<String> tools, @DefaultValue List<URI> urlPrefixes) {

    SecretAccessProperties {
        tools = List.copyOf(tools);
        urlPrefixes = List.copyOf(urlPrefixes);
        tools.forEach(Glob::new);
        urlPrefixes.forEach(UrlPrefix::of);
    }

    SecretAccess toAccess() {
        return new SecretAccess(
                tools.stream().map(Glob::new).toList(),
                urlPrefixes.stream().map(UrlPrefix::of).toList());
    }
}
