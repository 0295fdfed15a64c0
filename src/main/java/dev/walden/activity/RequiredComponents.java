package dev.walden.activity;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes every record component required that is not {@code @Nullable}: the contract in Java is the contract in JSON. Absent, but never null,
 * may only be what has one of the {@link UsualValues}.
 */
final class RequiredComponents extends NopAnnotationIntrospector {

    static AnnotationIntrospector before(AnnotationIntrospector others) {
        return new AnnotationIntrospectorPair(new RequiredComponents(), others);
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return isRequired(member) ? true : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        return isRequired(member) ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
    }

    static boolean isRequired(Annotated member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getOwner().getAnnotated() instanceof Executable constructor) {
            return isRequired(constructor, parameter.getIndex());
        }
        return false;
    }

    /** Whether a constructor wants a value for a parameter. */
    static boolean isRequired(Executable constructor, int parameter) {
        AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter];
        return !type.isAnnotationPresent(Nullable.class);
    }
}
