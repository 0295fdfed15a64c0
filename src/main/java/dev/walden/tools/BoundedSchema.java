package dev.walden.tools;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema (2020-12) that somebody outside wrote, for arguments or an answer. Immutable. A check is bounded in the steps it takes, the patterns
 * included, fetches nothing and gives the same for ever; nothing is coerced.
 */
public final class BoundedSchema {

    private static final int MOST_STEPS = 200_000;
    private static final int MOST_DEPTH = 500;
    /** Many keywords look at every name of the schema for every value, which counts as one step. */
    private static final long MOST_WORK = 20_000_000;
    /** Up to here all faults are found; of more values the first. */
    private static final long WORK_FOR_ALL = 100_000;

    private static final int LONGEST_EXPONENT = 1_000;
    private static final int LONGEST_COMPLAINT = 1_500;

    private final Map<String, @Nullable Object> members;

    private BoundedSchema(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    /** The schema of these members, JSON values of JDK types; {@link #fault} tells whether they are one. */
    public static BoundedSchema of(Map<String, @Nullable Object> members) {
        return new BoundedSchema(members);
    }

    /** Why this is no schema, and where, in words that follow a colon; empty when it is one. */
    public Optional<String> fault() {
        Optional<String> foreign = ForeignSchema.fault(members);
        if (foreign.isPresent()) {
            return foreign.map(BoundedSchema::brief);
        }
        List<Error> errors = InputSchema.META.validate(JsonNodes.of(members));
        return errors.isEmpty()
                ? unreadable().or(this::endless).map(BoundedSchema::brief)
                : Optional.of(brief(SchemaFaults.sentences(errors) + "."));
    }

    /** What the library finds wrong when it reads every part: else it reads one behind a {@code $ref} at the first answer that has it. */
    private Optional<String> unreadable() {
        try {
            compiled().initializeValidators();
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) { // of several kinds, some of them no SchemaException
            String why = Objects.requireNonNullElse(e.getCause(), e).getMessage();
            return Optional.of("a part that $ref points to is no schema, or is not found. " + why);
        }
    }

    /** A schema that is itself again before any value was looked at: that shows with every value. */
    private Optional<String> endless() {
        try {
            errors(JsonNodes.of(null), true);
            return Optional.empty();
        } catch (ValidationLimitExceededException e) {
            return Optional.of("it refers to itself without an end.");
        } catch (SchemaException e) {
            return Optional.of(e.getMessage() + ".");
        }
    }

    /** What is wrong with a value, and where, in words that follow a colon; empty when it fits. */
    public Optional<String> complaint(@Nullable Object answer) {
        Size answered = Size.of(answer);
        long work = answered.values() * Size.of(members).values();
        if (work > MOST_WORK || answered.longNumber()) {
            return Optional.of("it has too many values, or too long numbers, to be checked.");
        }
        try {
            List<Error> errors = errors(JsonNodes.of(answer), work > WORK_FOR_ALL);
            return errors.isEmpty() ? Optional.empty() : Optional.of(brief(SchemaFaults.sentences(errors) + "."));
        } catch (ValidationLimitExceededException | BoundedPatterns.TooLong e) {
            return Optional.of("it takes too long to check. Make it shorter.");
        } catch (
                RuntimeException
                        unchecked) { // a mistake of the library, or of ours in what it is given: no other answer mends
            // a schema
            return Optional.of("it cannot be checked: the library of schemas gave up ("
                    + unchecked.getClass().getSimpleName() + ").");
        }
    }

    private List<Error> errors(JsonNode answer, boolean first) {
        return compiled()
                .validate(
                        answer,
                        (context, _) -> context.executionConfig(config -> config.maxEvaluationSteps(MOST_STEPS)
                                .maxEvaluationDepth(MOST_DEPTH)
                                .failFast(first)));
    }

    /** For one check: the patterns count. */
    private Schema compiled() {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaCacheEnabled(false)
                                .schemaLoader(loader -> loader.block(_ -> true))
                                .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                        .locale(Locale.ENGLISH)
                                        .preloadSchema(false)
                                        .regularExpressionFactory(new BoundedPatterns())
                                        .build()))
                .getSchema(JsonNodes.of(members));
    }

    private static String brief(String complaint) {
        return complaint.length() <= LONGEST_COMPLAINT ? complaint : complaint.substring(0, LONGEST_COMPLAINT) + "…";
    }

    /**
     * How much a value holds.
     *
     * @param values itself and all in it, names included
     * @param longNumber whether a number in it has more digits than anybody writes
     */
    private record Size(long values, boolean longNumber) {

        static Size of(@Nullable Object value) {
            return switch (value) {
                case Map<?, ?> members ->
                    members.values().stream().map(Size::of).reduce(new Size(1 + members.size(), false), Size::plus);
                case List<?> elements -> elements.stream().map(Size::of).reduce(new Size(1, false), Size::plus);
                case BigDecimal number -> new Size(1, Math.abs((long) number.scale()) > LONGEST_EXPONENT);
                case null, default -> new Size(1, false);
            };
        }

        private Size plus(Size other) {
            return new Size(values + other.values, longNumber || other.longNumber);
        }
    }
}
