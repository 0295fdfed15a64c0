package dev.walden.activity;

import dev.walden.conversation.Cost;
import dev.walden.conversation.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact about the service itself. */
public sealed interface ServiceEvent extends ActivityEvent {

    /**
     * The service came up.
     *
     * @param version of Walden
     * @param replayedRecords records that the views had missed
     * @param cutBytes bytes of an unacknowledged tail that were cut, see {@code copyOfCut}
     * @param copyOfCut file that keeps them, null when nothing was cut
     */
    record ServiceStarted(
            String version,
            long replayedRecords,
            long cutBytes,
            @Nullable String copyOfCut) implements ServiceEvent {}

    /** The service went down in good order. */
    record ServiceStopped(String reason) implements ServiceEvent {}

    /**
     * An API key came to be. The key itself is nowhere but with its holder.
     *
     * @param key id, for logs and audit
     * @param role {@code user}, {@code operator} or {@code admin}
     * @param space the only space it may use, null for all
     * @param sha256 of the key's text, hex
     */
    record KeyCreated(
            String key, String name, String role, @Nullable String space, String sha256) implements ServiceEvent {}

    /** An API key ceased to open anything. */
    record KeyRevoked(String key, String by) implements ServiceEvent {}

    /**
     * The words of all that was forgotten up to a record are gone from the full segments of the log.
     *
     * @param through the last record by which something was forgotten that this is about
     * @param blobs deleted, as no record names them any more
     */
    record WordsErased(long through, int blobs) implements ServiceEvent {}

    /**
     * Tasks came to the end of their retention: those that had ended by record {@code through} and have none behind it. They are not
     * shown any more, and their steps leave the full segments of the log.
     *
     * @param from the lowest record of such a task that had not expired before
     * @param through the last record of a segment
     */
    record TasksExpired(long from, long through) implements ServiceEvent {}

    /** An operator or admin changed or ended something of the service. */
    record AdminActed(String action, String by) implements ServiceEvent {}

    /**
     * Somebody said how models are to behave in a space: what they are told in the tasks that perceive from here on. A later record takes
     * its place for later tasks; none is changed, as prompts are put together again from them.
     *
     * @param text the rules; null when the space has none from here on
     * @param by id of the API key
     */
    record SpaceRulesSet(Space space, @Nullable String text, String by) implements ServiceEvent {}

    /**
     * An engine is about to be asked for what belongs to no task, as for a summary of old episodes. A call without
     * {@link UpkeepCallFinished} cost what was reserved.
     *
     * @param call its id
     * @param space that pays
     * @param promptVersion of the prompt's resource file
     * @param promptDigest SHA-256 of everything that is sent, hex, the first 32 digits
     * @param reservedTokens what the call may use
     * @param reservedCost what it may cost
     */
    record UpkeepCallStarted(
            String call,
            Space space,
            String engine,
            String promptVersion,
            String promptDigest,
            long reservedTokens,
            Cost reservedCost)
            implements ServiceEvent {}

    /**
     * Such a call came to its end, whatever was told.
     *
     * @param usage tokens of all attempts
     * @param cost of all of them, at the prices of the time
     */
    record UpkeepCallFinished(String call, TokenUsage usage, Cost cost, Duration duration) implements ServiceEvent {}

    /**
     * The tools that are offered from here on, recorded when they are others than before.
     *
     * @param tools by name; none when they are packed
     * @param packed when they are many: them as JSON text, an array as {@code tools} is, which goes to a blob as a whole
     */
    record ToolsOffered(List<OfferedTool> tools, @Nullable String packed) implements ServiceEvent {

        /** What is longer would not fit into a record by moving its long strings alone: most of them are short. */
        private static final int MOST_PLAIN_BYTES = 12 * 1024;

        public ToolsOffered {
            tools = List.copyOf(tools);
        }

        /** These tools, in the form that fits. */
        public static ToolsOffered of(List<OfferedTool> tools) {
            byte[] plain = ActivityJson.write(tools);
            return plain.length <= MOST_PLAIN_BYTES
                    ? new ToolsOffered(tools, null)
                    : new ToolsOffered(List.of(), new String(plain, StandardCharsets.UTF_8));
        }

        /** All of them, whatever their form. */
        public List<OfferedTool> all() {
            return packed == null ? tools : OfferedTool.listIn(packed);
        }
    }

    /**
     * A tool as a model is told of it.
     *
     * @param description what it does, for the model
     * @param inputSchema a JSON Schema of its input
     */
    record OfferedTool(String name, String description, String inputSchema) {

        private static List<OfferedTool> listIn(String packed) {
            byte[] wrapped = ("{\"tools\":" + packed + "}").getBytes(StandardCharsets.UTF_8);
            List<OfferedTool> tools = new ArrayList<>();
            if (ActivityJson.readObject(wrapped).get("tools") instanceof List<?> elements) {
                for (Object element : elements) {
                    if (element instanceof Map<?, ?> tool) {
                        tools.add(new OfferedTool(
                                String.valueOf(tool.get("name")),
                                String.valueOf(tool.get("description")),
                                String.valueOf(tool.get("inputSchema"))));
                    }
                }
            }
            return tools;
        }
    }

    /**
     * Words of procedures that stand nowhere else in the log, as those of skills, recorded before the first task is told of them. Tasks name
     * the record that they were told by; a later one takes nothing back.
     *
     * @param told a line for each, in the order of prompts: {@code NAME run DESCRIPTION}, or {@code NAME read DESCRIPTION} where there are no
     *     steps to run; as one text, so that it goes to a blob when it is long
     */
    record ProceduresOffered(String told) implements ServiceEvent {}

    /**
     * A request with an idempotency key was accepted, in the same commit as what it asked for.
     *
     * @param apiKey id of the API key, to which idempotency keys are scoped
     * @param digest SHA-256 of what was asked, as canonical JSON, hex
     * @param result what a repetition is answered from: the id of the task, or the ids of items
     */
    record IdempotencyKeyUsed(String apiKey, String idempotencyKey, String digest, String result)
            implements ServiceEvent {}
}
