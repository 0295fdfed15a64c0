package dev.walden.tools;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;

/**
 * A tool that is there.
 *
 * @param sideEffect the class of a call whose arguments do not say otherwise, as configuration has it
 * @param granted whether all that it needs is granted; one that lacks something is not offered
 */
public record ListedTool(ToolDescriptor descriptor, SideEffect sideEffect, boolean granted) {}
