package dev.walden.activity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.walden.activity.TaskEvent.Verdict;
import dev.walden.activity.ToolCallEvent.Decision;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.activity.ToolCallEvent.ToolCallOutcome;
import dev.walden.conversation.Cost;
import dev.walden.conversation.Reply;
import dev.walden.plugin.SideEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON mapper of the log. Thread-safe.
 *
 * <p>Records are written with members in the order of their components, absent instead of null or one of the {@link UsualValues}; ids as
 * plain strings, times and durations as ISO-8601, enums by the codes listed here. Reading is strict: unknown members, missing ones,
 * nulls and trailing text fail, so that a record is either understood wholly or not at all.
 */
final class ActivityJson {

    /** Deeper nesting than this is refused when written, so that what was written can be read. */
    static final int MAX_DEPTH = 500;

    /** Types whose values are plain strings. */
    static final List<TextCodec<?>> TEXTS = List.of(
            TextCodec.of(TaskId.class, TaskId::value, TaskId::new),
            TextCodec.of(Space.class, Space::name, Space::new),
            TextCodec.of(Asked.class, Asked::text, Asked::parse),
            TextCodec.of(Cost.class, Cost::toString, Cost::parse),
            codes(SideEffect.class, SideEffect::code),
            codes(ToolCallOutcome.class, ActivityJson::code),
            codes(Resolution.class, ActivityJson::code),
            codes(Decision.class, ActivityJson::code),
            codes(Verdict.class, ActivityJson::code));

    /** Replies by the name of their kind. */
    static final Map<String, Class<? extends Reply>> REPLY_KINDS = Map.of(
            "answer", Reply.Answer.class,
            "use_tools", Reply.UseTools.class,
            "refusal", Reply.Refusal.class,
            "unavailable", Reply.Unavailable.class);

    private static final AnnotationIntrospector REQUIRED =
            RequiredComponents.before(new JacksonAnnotationIntrospector());
    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final ObjectWriter WHOLE_WRITER = whole().writer();
    private static final ObjectReader OBJECT_READER =
            MAPPER.readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    private static final ObjectReader VALUE_READER = MAPPER.readerFor(Object.class);

    private ActivityJson() {}

    /** Compact JSON as UTF-8; lone surrogates, which UTF-8 cannot hold, are escaped. */
    static byte[] write(@Nullable Object value) {
        return WRITER.writeValueAsBytes(value);
    }

    /** As {@link #write}, with the usual values: for those who need not know them. */
    static byte[] writeWhole(Object value) {
        return WHOLE_WRITER.writeValueAsBytes(value);
    }

    /** A reader of values of one type. */
    static ObjectReader reader(Class<?> type) {
        return MAPPER.readerFor(type);
    }

    /**
     * A JSON object as JDK types; its maps and lists may be changed.
     *
     * @throws JacksonException when it is none
     */
    static Map<String, @Nullable Object> readObject(byte[] json) {
        return OBJECT_READER.readValue(json);
    }

    /** As {@link #readObject(byte[])}, with the limits of another factory; null for {@code null}. */
    static @Nullable Map<String, @Nullable Object> readObject(String json, JsonFactory limits) {
        return OBJECT_READER.readValue(limits.createParser(ObjectReadContext.empty(), json));
    }

    /** Any value as JDK types, with the limits of another factory. */
    static @Nullable Object readValue(String json, JsonFactory limits) {
        return VALUE_READER.readValue(limits.createParser(ObjectReadContext.empty(), json));
    }

    /** A value, whole, as JDK types. */
    static @Nullable Object plain(Object value) {
        return readObject(writeWhole(Map.of("", value))).get("");
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder(factory())
                .addModule(values())
                .addMixIn(TaskEvent.class, TaskEventJson.class)
                .addMixIn(Reply.class, ReplyJson.class)
                .addMixIn(Attached.class, AttachedJson.class)
                .registerSubtypes(REPLY_KINDS.entrySet().stream()
                        .map(kind -> new NamedType(kind.getValue(), kind.getKey()))
                        .toArray(NamedType[]::new))
                .annotationIntrospector(UsualMembers.before(REQUIRED))
                .injectableValues(new UsualMembers.Absent())
                .changeDefaultPropertyInclusion(
                        all -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withCoercionConfig(LogicalType.Textual, texts -> {
                    texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                    texts.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                })
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
    }

    private static JsonMapper whole() {
        return MAPPER.rebuild().annotationIntrospector(REQUIRED).build();
    }

    /** Whatever was written is read: only the depth is limited, and that on both sides. */
    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                .build();
    }

    private static SimpleModule values() {
        SimpleModule values = new SimpleModule("activity");
        values.addDeserializer(Object.class, new ExactValues());
        TEXTS.forEach(text -> text.addTo(values));
        return values;
    }

    private static <E extends Enum<E>> TextCodec<E> codes(Class<E> type, Function<E, String> code) {
        Map<String, E> byCode = Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(code, e -> e));
        return TextCodec.of(type, code, text -> {
            E constant = byCode.get(text);
            if (constant == null) {
                throw new IllegalArgumentException("One of " + byCode.keySet() + " was expected; found: " + text);
            }
            return constant;
        });
    }

    private static String code(ToolCallOutcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case INVALID -> "invalid";
            case DENIED -> "denied";
            case TIMED_OUT -> "timed_out";
            case UNKNOWN -> "unknown";
        };
    }

    private static String code(Resolution resolution) {
        return switch (resolution) {
            case RETRY -> "retry";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
        };
    }

    private static String code(Decision decision) {
        return switch (decision) {
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
            case EXPIRED -> "expired";
        };
    }

    private static String code(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> "accept";
            case RETRY -> "retry";
            case REPLAN -> "replan";
            case GIVE_UP -> "give_up";
        };
    }

    /** A task's id stands before the data and is put back by {@link EventCodec}. */
    @JsonIgnoreProperties(value = "task", allowSetters = true)
    private interface TaskEventJson {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ReplyJson {}

    /** No record holds the bytes. */
    @JsonDeserialize(as = Attached.Kept.class)
    private interface AttachedJson {}
}
