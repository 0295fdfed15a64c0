package dev.walden.tools.plugins;

import dev.walden.plugin.Tool;

/** A tool that came from a file. */
public interface PluginTool extends Tool {

    /** The name of the file, and what in it, for people who look for the tool. */
    String origin();
}
