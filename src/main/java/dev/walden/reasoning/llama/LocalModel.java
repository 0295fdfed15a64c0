package dev.walden.reasoning.llama;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import dev.walden.reasoning.EngineException;
import dev.walden.reasoning.Prompt;
import dev.walden.reasoning.TokenCounter;
import dev.walden.reasoning.llama.Generation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in memory, and the one thread that works with it. Replies are made one after another in the order in which they were asked for:
 * each takes all the processors that there are. Thread-safe.
 */
final class LocalModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalModel.class);

    /** More characters than this for each token of the context cannot fit; splitting such a text is not tried. */
    private static final int MOST_CHARACTERS = 32;

    /** The library splits texts by recursion. */
    private static final long STACK_BYTES = 16 << 20;

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(5);
    private static final String CHATML = "<|im_start|>";
    private static final String CHATML_END = "<|im_end|>";

    private final LlamaModel model;
    private final Settings settings;
    private final int context;
    private final ChatTemplate template;
    private final String end;
    private final ExecutorService thread;
    private final TokenCounts counts;

    /** Replies that callers may wait for. */
    private final Set<Generation> open = ConcurrentHashMap.newKeySet();

    private LocalModel(LlamaModel model, ModelFile file, Settings settings) {
        this.model = model;
        this.settings = settings;
        this.context = settings.contextTokens(file);
        this.template = new ChatTemplate(model, file.marks());
        this.end = file.marks().contains(CHATML_END) || file.template().isPresent() ? "" : CHATML_END;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .name("llama")
                .daemon()
                .stackSize(STACK_BYTES)
                .factory());
        this.counts = new TokenCounts(
                text -> model.encode(template.words(text)).length, context * MOST_CHARACTERS, STACK_BYTES);
    }

    /** How much of a prompt and a reply it reads and writes at once. */
    int contextTokens() {
        return context;
    }

    /** Counts tokens beside the reply in the making. */
    TokenCounter counter() {
        return counts;
    }

    /** @throws IllegalArgumentException when it cannot be loaded; the message says why and what to do */
    static LocalModel load(Settings settings) {
        ModelFile file = ModelFile.check(settings.modelFile());
        int context = settings.contextTokens(file);
        NativeLibrary.load();
        int threads = settings.threadCount();
        ModelParameters parameters = new ModelParameters()
                .setModel(settings.modelFile().toAbsolutePath().toString())
                .setCtxSize(context)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .setParallel(1)
                .skipWarmup()
                .disableContextShift();
        // It writes to standard output and error what belongs into the service's log, or nowhere.
        parameters.disableLog();
        try {
            LocalModel loaded = new LocalModel(new LlamaModel(parameters), file, settings);
            loaded.warnOfTemplate(file);
            return loaded;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The model " + settings.modelFile() + " cannot be loaded by llama.cpp b4916: " + e.getMessage()
                            + ". It may be of an architecture that is newer, or need more memory than there is; take another model, or"
                            + " run llama.cpp's server beside Walden and use an engine of type openai.",
                    e);
        }
    }

    private void warnOfTemplate(ModelFile file) {
        boolean chatMl = template.write("", List.of()).contains(CHATML);
        if (chatMl && !file.template().orElse("").contains(CHATML)) {
            LOG.atWarn()
                    .addKeyValue("modelFile", file.path())
                    .addKeyValue("template", file.template().isPresent() ? "unknown" : "none")
                    .log("model is asked in ChatML, which it may not have learned");
        }
    }

    /**
     * Asks for a reply, whose turn comes.
     *
     * @param mostCalls that it may have
     * @throws RejectedExecutionException once closed
     */
    synchronized Future<Outcome> submit(Prompt prompt, int mostCalls, Generation generation) {
        open.add(generation);
        return thread.submit(() -> {
            generation.begin();
            try {
                return reply(prompt, mostCalls, generation);
            } finally {
                open.remove(generation);
                generation.end();
            }
        });
    }

    private Outcome reply(Prompt prompt, int mostCalls, Generation generation) throws EngineException {
        generation.checkWanted();
        String text = template.write(Turn.system(prompt, mostCalls), Turn.of(prompt));
        int room = settings.maxOutputTokens().orElse(context);
        int tokens = tokens(text);
        if (tokens >= context) {
            throw EngineException.permanent(
                    "context_exceeded",
                    "The prompt of " + tokens + " tokens or more does not fit into the " + context
                            + " of the model. Raise the engine's context-tokens or ask for less.");
        }
        InferenceParameters parameters = new InferenceParameters(text)
                .setNPredict(Math.min(room, context - tokens))
                .setTemperature((float) settings.sampling().temperature())
                .setSeed(settings.sampling().seed().orElse(-1))
                .setCachePrompt(settings.sampling().seed().isEmpty())
                .setGrammar(CallGrammar.of(prompt.tools(), prompt.outputSchema() != null, mostCalls));
        return generation.run(model, parameters, tokens, end, !prompt.tools().isEmpty());
    }

    /** With the token that begins a text; at least the context when it is plain that there are more. */
    private int tokens(String text) {
        return text.length() > (long) context * MOST_CHARACTERS ? context : model.encode(text).length + 1;
    }

    /** Gives up all replies and ends the library's thread. The library keeps the memory until the process ends. */
    @Override
    public void close() {
        end();
        try {
            if (!thread.awaitTermination(STOP_AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("modelFile", settings.modelFile())
                        .log("model is still reading a prompt and is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeModel() {
        try {
            if (counts.end()) {
                model.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing may be asked of the library behind its end: it would not answer. */
    private synchronized void end() {
        if (!thread.isShutdown()) {
            thread.execute(this::closeModel);
            thread.shutdown();
            open.forEach(Generation::abandon);
        }
    }
}
