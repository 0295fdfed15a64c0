package dev.walden.tools.wasm;

import dev.walden.plugin.ToolContext;
import dev.walden.plugin.ToolDescriptor;
import dev.walden.plugin.ToolException;
import dev.walden.plugin.ToolInput;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.json.Json;
import dev.walden.tools.plugins.PluginFile;
import dev.walden.tools.plugins.PluginManifest;
import dev.walden.tools.plugins.PluginTool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/** A tool that is a module. What it tells is never trusted: its author is somebody outside. Thread-safe. */
public final class WasmTool implements PluginTool {

    private static final int MOST_BYTES = 16 << 20;

    /**
     * What a call may use beside its memory, as pages: 8 MiB. Half of it is what {@link BoundedMachine}'s calls in each other keep; then
     * values, which are copied when they become more, two tables and an answer.
     */
    private static final int PAGES_BESIDE = 128;

    /** Of the time that is left, what is waited for a share at most: a call that then has no time left was not made. */
    private static final double WAITING = 0.9;

    private final PluginFile file;
    private final WasmManifest manifest;
    private final WasmModule module;
    private final FrameCosts costs;
    private final MemoryShare share;
    private final InstantSource time;

    private WasmTool(PluginFile file, WasmManifest manifest, WasmModule module, MemoryShare share, InstantSource time) {
        this.file = file;
        this.manifest = manifest;
        this.module = module;
        this.costs = FrameCosts.of(module);
        this.share = share;
        this.time = time;
    }

    /**
     * Reads a module and its manifest; nothing of it runs.
     *
     * @param share what its calls and those of others have together
     * @param time for a module whose manifest gives it the clock
     * @throws dev.walden.tools.PluginException when either cannot be used
     */
    public static WasmTool load(PluginFile file, MemoryShare share, InstantSource time) {
        PluginManifest beside = PluginManifest.of(file, WasmManifest.NAMES);
        WasmManifest manifest = WasmManifest.of(beside);
        if (manifest.memoryPages() > share.pages()) {
            throw beside.wrong(
                    "memoryPages",
                    "at most " + share.pages()
                            + ", which is all that walden.tools.plugins.wasm-memory and a quarter of the heap allow",
                    manifest.memoryPages());
        }
        WasmModule module = parsed(file, beside.verified(MOST_BYTES));
        ModuleRules.fault(module, manifest.memoryPages()).ifPresent(fault -> {
            throw file.wrong(fault);
        });
        return new WasmTool(file, manifest, module, share, time);
    }

    private static WasmModule parsed(PluginFile file, byte[] bytes) {
        try {
            return Parser.parse(bytes);
        } catch (RuntimeException | StackOverflowError e) {
            throw file.wrong("It is no WebAssembly module that the engine reads: " + e.getMessage() + ".");
        }
    }

    @Override
    public ToolDescriptor descriptor() {
        return manifest.descriptor();
    }

    @Override
    public PluginFile file() {
        return file;
    }

    @Override
    public Map<String, @Nullable Object> inputSchema() {
        return manifest.inputSchema();
    }

    @Override
    public String origin() {
        return file.fileName();
    }

    @Override
    public ToolOutput call(ToolInput input, ToolContext context) throws ToolException, InterruptedException {
        Written written = new Written();
        int pages = Math.min(manifest.memoryPages() + PAGES_BESIDE, share.pages());
        if (!share.take(pages, waiting(context))) {
            throw ToolException.trusted(
                    "The call was not made: other calls of WASM plugins had the memory for all the time there was.");
        }
        try {
            WasiFunctions functions = new WasiFunctions(manifest.grants(), time, written);
            WasmCall call = new WasmCall(module, costs, manifest.memoryPages(), functions);
            return output(call.run(Json.bytes(input.values())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The plugin " + origin() + " was interrupted.");
            }
            throw ToolException.untrusted(
                    "The plugin " + origin() + " failed: " + e.getMessage() + "." + written.told(), e);
        } finally {
            share.giveBack(pages);
        }
    }

    private Duration waiting(ToolContext context) {
        Instant longest = time.instant().plus(manifest.descriptor().timeout());
        Instant end = context.deadline().isBefore(longest) ? context.deadline() : longest;
        return Duration.ofNanos(Math.round(Duration.between(time.instant(), end).toNanos() * WAITING));
    }

    private ToolOutput output(byte[] answer) throws ToolException {
        Map<String, @Nullable Object> members;
        try {
            members = Json.object(answer);
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswerException("its answer is " + e.getMessage(), e);
        }
        if (members.size() == 1 && members.get("text") instanceof String text) {
            return ToolOutput.untrusted(text);
        }
        if (members.size() == 1 && members.get("error") instanceof String error) {
            throw ToolException.untrusted(error);
        }
        throw new UnusableAnswerException(
                "its answer must be {\"text\": \"…\"} or {\"error\": \"…\"}; found the members " + members.keySet());
    }
}
