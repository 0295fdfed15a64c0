package dev.walden.activity;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Leaves out of records, and puts back, the members that have one of the {@link UsualValues}. */
final class UsualMembers extends NopAnnotationIntrospector {

    private static final JsonInclude.Value UNLESS_USUAL = JsonInclude.Value.construct(
            JsonInclude.Include.CUSTOM, JsonInclude.Include.ALWAYS, UsualValues.Filter.class, Void.class);

    static AnnotationIntrospector before(AnnotationIntrospector others) {
        return new AnnotationIntrospectorPair(new UsualMembers(), others);
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated member) {
        return member.getAnnotated() instanceof Method accessor
                        && accessor.getDeclaringClass().isRecord()
                        && UsualValues.of(accessor.getReturnType()).isPresent()
                        && !accessor.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                ? UNLESS_USUAL
                : JsonInclude.Value.empty();
    }

    @Override
    public JacksonInject.@Nullable Value findInjectableValue(MapperConfig<?> config, AnnotatedMember member) {
        if (!(member instanceof AnnotatedParameter parameter)
                || !isOfCanonicalConstructor(parameter)
                || !RequiredComponents.isRequired(parameter)) {
            return null;
        }
        return UsualValues.of(parameter.getRawType())
                .map(usual -> JacksonInject.Value.construct(usual, true, false))
                .orElse(null);
    }

    /** The mapper must not take another one for a way to read. */
    private static boolean isOfCanonicalConstructor(AnnotatedParameter parameter) {
        RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
        return components != null && components.length == parameter.getOwner().getParameterCount();
    }

    /** Gives the usual value itself, which is its own id. */
    static final class Absent extends InjectableValues {

        @Override
        public Object findInjectableValue(
                DeserializationContext context,
                Object usual,
                @Nullable BeanProperty member,
                @Nullable Object owner,
                @Nullable Boolean optional,
                @Nullable Boolean useInput) {
            return usual;
        }

        @Override
        public InjectableValues snapshot() {
            return this;
        }
    }
}
