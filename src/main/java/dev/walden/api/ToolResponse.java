package dev.walden.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.walden.plugin.Capability;
import dev.walden.tools.ListedTool;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A tool.
 *
 * @param description as models read it
 * @param inputSchema the JSON Schema of its arguments
 * @param sideEffect the class of a call whose arguments do not say otherwise
 * @param needs capabilities that have to be granted
 * @param granted whether they are
 */
@Schema(name = "Tool")
record ToolResponse(
        String name,
        String description,
        @JsonRawValue @Schema(type = "object") String inputSchema,
        String sideEffect,
        List<String> needs,
        boolean granted) {

    static ToolResponse from(ListedTool tool) {
        return new ToolResponse(
                tool.descriptor().name(),
                tool.descriptor().description(),
                tool.descriptor().inputSchema(),
                tool.sideEffect().code(),
                tool.descriptor().capabilities().stream()
                        .map(Capability::name)
                        .sorted()
                        .toList(),
                tool.granted());
    }
}
