package dev.walden.tools.plugins;

import dev.walden.plugin.Tool;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool that came from a file. */
public interface PluginTool extends Tool {

    /** Where it came from. */
    PluginFile file();

    /** The name of the file, and what in it, for people who look for the tool. */
    String origin();

    /** The schema of its descriptor, as JSON values of JDK types; {@link PluginSchema} finds nothing wrong with it. */
    Map<String, @Nullable Object> inputSchema();
}
