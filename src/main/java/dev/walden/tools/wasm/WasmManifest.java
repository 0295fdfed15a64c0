package dev.walden.tools.wasm;

import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.tools.json.Json;
import dev.walden.tools.plugins.PluginManifest;
import dev.walden.tools.plugins.PluginSchema;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a WASM plugin says.
 *
 * @param inputSchema that of the descriptor
 * @param grants what it gives the module beside its arguments
 * @param memoryPages the most memory of one call, in pages of 64 KiB
 */
record WasmManifest(
        ToolDescriptor descriptor, Map<String, @Nullable Object> inputSchema, Set<Grant> grants, int memoryPages) {

    static final Set<String> NAMES = Set.of(
            "name", "description", "inputSchema", "sideEffect", "capabilities", "memoryPages", "timeLimit", "sha256");

    private static final int MOST_PAGES = 16_384; // 1 GiB
    private static final Duration LEAST_TIME = Duration.ofMillis(10);
    private static final Duration MOST_TIME = Duration.ofMinutes(10);

    static WasmManifest of(PluginManifest manifest) {
        String name = manifest.text("name");
        Map<String, @Nullable Object> schema = schema(manifest);
        try {
            return new WasmManifest(
                    ToolDescriptor.of(
                            name,
                            manifest.text("description"),
                            Json.text(schema),
                            sideEffect(manifest),
                            manifest.time("timeLimit", LEAST_TIME, MOST_TIME)),
                    schema,
                    grants(manifest),
                    manifest.number("memoryPages", 1, MOST_PAGES));
        } catch (IllegalArgumentException e) {
            throw manifest.wrong("name", "a name of a tool. " + e.getMessage(), name);
        }
    }

    /** The manifest is written by whom the service belongs to, as its pin is: naming one there is granting it. */
    private static Set<Grant> grants(PluginManifest manifest) {
        Set<Grant> grants = EnumSet.noneOf(Grant.class);
        for (Object name : manifest.array("capabilities")) {
            grants.add(Grant.named(name)
                    .orElseThrow(() ->
                            manifest.wrong("capabilities", "an array with none, some or all of " + Grant.NAMES, name)));
        }
        return grants;
    }

    private static Map<String, @Nullable Object> schema(PluginManifest manifest) {
        Map<String, @Nullable Object> schema = manifest.object("inputSchema");
        PluginSchema.fault(schema).ifPresent(fault -> {
            throw manifest.wrong("inputSchema", PluginSchema.EXPECTED, fault);
        });
        return schema;
    }

    /** Keyed is none of them: a module can send no key to anybody. */
    private static SideEffect sideEffect(PluginManifest manifest) {
        String code = manifest.text("sideEffect");
        return switch (code) {
            case "none" -> SideEffect.NONE;
            case "idempotent" -> SideEffect.IDEMPOTENT;
            case "unsafe" -> SideEffect.UNSAFE;
            default -> throw manifest.wrong("sideEffect", "none, idempotent or unsafe", code);
        };
    }
}
