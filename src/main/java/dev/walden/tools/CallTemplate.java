package dev.walden.tools;

import dev.walden.conversation.Templates;
import dev.walden.tools.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that configuration makes out of one in doubt: {@code {{arguments.NAME}}}, {@code {{idempotencyKey}}}, {@code {{toolCallId}}} and
 * {@code {{taskId}}} stand for what that one was given. What is filled into a web address makes it no other one, see {@link AddressTemplate}.
 * Immutable.
 *
 * @param arguments with gaps
 */
record CallTemplate(String tool, Map<String, @Nullable Object> arguments) {

    /** Of the filled arguments as JSON: what is begun must always fit into a record, with room for all else that stands there. */
    private static final int MOST_BYTES = 8 * 1024;

    private static final String ARGUMENT = "arguments.";
    /** Bytes of <code>{"":""}</code>. */
    private static final int WRAPPED = 7;

    private static final Set<String> NAMES = Set.of("idempotencyKey", "toolCallId", "taskId");

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when the arguments are no JSON object, or have a gap that nothing fills or that stands in the host of an
     *     address
     */
    static CallTemplate parse(String tool, String arguments) {
        CallTemplate template = new CallTemplate(tool, object(arguments));
        Templates.gaps(template.arguments, gap -> {
            if (!NAMES.contains(gap) && !gap.startsWith(ARGUMENT)) {
                throw new IllegalArgumentException("The arguments of " + tool + " have a gap {{" + gap
                        + "}}; there are {{arguments.NAME}}, {{idempotencyKey}}, {{toolCallId}} and {{taskId}}.");
            }
        });
        template.addresses().filter(AddressTemplate::hasGapInHost).findFirst().ifPresent(address -> {
            throw new IllegalArgumentException(
                    "The arguments of " + tool + " have a gap in the host of " + address.text()
                            + ": whoever was called would say who is asked. Write the host out, with a slash behind it.");
        });
        return template;
    }

    private static Map<String, @Nullable Object> object(String json) {
        try {
            return Json.object(json.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The arguments must be one JSON object; found: " + json + ", which is " + e.getMessage(), e);
        }
    }

    boolean hasGaps() {
        List<String> gaps = new ArrayList<>();
        Templates.gaps(arguments, gaps::add);
        return !gaps.isEmpty();
    }

    /**
     * The arguments for one call; empty when it lacks an argument that is asked for, when one would make a web address another one, or when they
     * come to more than 8 KiB of JSON.
     */
    Optional<Map<String, @Nullable Object>> fill(CallInDoubt doubt) {
        Map<String, Object> fillings = new LinkedHashMap<>();
        doubt.call().arguments().forEach((name, value) -> {
            if (value != null) {
                fillings.put(ARGUMENT + name, value);
            }
        });
        fillings.put("idempotencyKey", doubt.idempotencyKey());
        fillings.put("toolCallId", doubt.call().id());
        fillings.put("taskId", doubt.task());
        List<String> missing = new ArrayList<>();
        Templates.gaps(arguments, gap -> {
            if (!fillings.containsKey(gap)) {
                missing.add(gap);
            }
        });
        return missing.isEmpty()
                        && counted(fillings) <= MOST_BYTES
                        && addresses().allMatch(each -> each.fits(fillings))
                ? Optional.of(filled(arguments, fillings)).filter(CallTemplate::fits)
                : Optional.empty();
    }

    private Stream<AddressTemplate> addresses() {
        List<AddressTemplate> addresses = new ArrayList<>();
        Templates.withTexts(arguments, text -> {
            if (AddressTemplate.is(text)) {
                addresses.add(new AddressTemplate(text));
            }
            return text;
        });
        return addresses.stream();
    }

    /** The least that will be filled in, counted before anything is, as a gap can stand there many times. */
    private long counted(Map<String, Object> fillings) {
        Map<String, Long> sizes = new HashMap<>();
        long[] sum = {0};
        Templates.gaps(
                arguments,
                gap -> sum[0] += sizes.computeIfAbsent(gap, name -> bytes(Map.of("", fillings.get(name))) - WRAPPED));
        return sum[0];
    }

    private static boolean fits(Map<String, @Nullable Object> filled) {
        return bytes(filled) <= MOST_BYTES;
    }

    private static long bytes(Map<String, ? extends @Nullable Object> object) {
        return Json.bytes(object).length;
    }

    private static Map<String, @Nullable Object> filled(
            Map<String, @Nullable Object> arguments, Map<String, Object> fillings) {
        return Templates.withTexts(
                arguments,
                text -> AddressTemplate.is(text) ? new AddressTemplate(text).filled(fillings) : text(text, fillings));
    }

    /** A text that is one gap alone becomes its filling, of whatever type. */
    private static @Nullable Object text(String text, Map<String, Object> fillings) {
        return Templates.finish(Map.of("text", text), fillings).get("text");
    }
}
