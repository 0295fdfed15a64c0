package dev.walden.tools;

import dev.walden.plugin.ToolContext;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The folders that tools may use, one for each space. Immutable.
 *
 * @param root of all of them
 */
public record Workspaces(Path root) {

    private static final Pattern SPACE = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");

    /**
     * The folder of a space, which need not be there yet.
     *
     * @throws IllegalArgumentException when this is no name of a space: no other leads out of the root
     */
    public Path folder(String space) {
        if (!SPACE.matcher(space).matches()) {
            throw new IllegalArgumentException(
                    "A space is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'; found: " + space);
        }
        return root.resolve(space);
    }

    Workspace of(ToolContext context) {
        return new Workspace(folder(context.space()));
    }
}
