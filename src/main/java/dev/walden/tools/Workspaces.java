package dev.walden.tools;

import dev.walden.plugin.ToolContext;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The folders that tools may use, one for each space. Immutable. */
record Workspaces(Path root) {

    private static final Pattern SPACE = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    Workspace of(ToolContext context) {
        if (!SPACE.matcher(context.space()).matches()) {
            throw new IllegalArgumentException(
                    "A space is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'; found: " + context.space());
        }
        return new Workspace(root.resolve(context.space()));
    }
}
