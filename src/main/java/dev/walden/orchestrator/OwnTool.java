package dev.walden.orchestrator;

import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;

/**
 * A tool that the task machine carries out itself: offered, checked and allowed like any other, and never called.
 *
 * @param instead what happens in place of a call
 */
record OwnTool(ToolDescriptor descriptor, String instead) implements Tool {

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException {
        throw ToolException.trusted(instead);
    }
}
