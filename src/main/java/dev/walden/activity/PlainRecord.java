package dev.walden.activity;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one type of record as the mapper writes it: members in the order of the components, absent ones left out. Thread-safe. */
final class PlainRecord {

    private final Constructor<?> canonical;
    private final List<Member> members;

    /** Made when the first record of the type is read: a start, which reads few types, does not wait for those of all. */
    private volatile @Nullable MethodHandle constructor;

    private PlainRecord(Constructor<?> canonical, List<Member> members) {
        this.canonical = canonical;
        this.members = members;
    }

    /** A component's place in the object. */
    private static final class Member {

        /** Its name when it is the first member, with the brace before and the colon behind. */
        private final byte[] first;

        /** The same when another comes before. */
        private final byte[] later;

        private final boolean optional;
        private final @Nullable Object absent;
        private final PlainReader<? extends @Nullable Object> value;

        Member(RecordComponent component, boolean required, PlainReader<? extends @Nullable Object> value) {
            String name = component.getName();
            first = PlainValues.word("{\"" + name + "\":");
            later = PlainValues.word(",\"" + name + "\":");
            absent = UsualValues.of(component).orElse(null);
            optional = !required || absent != null;
            this.value = value;
        }
    }

    static PlainRecord of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            List<Member> members = new ArrayList<>(components.length);
            for (int i = 0; i < components.length; i++) {
                members.add(new Member(
                        components[i],
                        RequiredComponents.isRequired(canonical, i),
                        PlainRecords.of(components[i].getGenericType())));
            }
            return new PlainRecord(canonical, List.copyOf(members));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("Every record has its constructor: " + type, impossible);
        }
    }

    /** The record that stands next. */
    Object read(PlainJson json) {
        return read(json, new @Nullable Object[members.size()], 0, true);
    }

    /** The record whose first component is known and does not stand in the object. */
    Object readAfter(Object firstComponent, PlainJson json) {
        @Nullable Object[] values = new @Nullable Object[members.size()];
        values[0] = firstComponent;
        return read(json, values, 1, true);
    }

    /** The record behind a first member that is no component of it. */
    Object readRest(PlainJson json) {
        return read(json, new @Nullable Object[members.size()], 0, false);
    }

    private Object read(PlainJson json, @Nullable Object[] values, int from, boolean opening) {
        boolean first = opening;
        for (int i = from; i < values.length; i++) {
            Member member = members.get(i);
            if (json.skip(first ? member.first : member.later)) {
                values[i] = member.value.read(json);
                first = false;
            } else if (member.optional) {
                values[i] = member.absent;
            } else {
                throw new NotPlain();
            }
        }
        if (first) {
            json.expect('{');
        }
        json.expect('}');
        return construct(values);
    }

    private Object construct(@Nullable Object[] values) {
        MethodHandle made = constructor;
        if (made == null) {
            made = spread();
            constructor = made; // two threads make equal ones
        }
        try {
            return (Object) made.invokeExact(values);
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable impossible) {
            throw new IllegalStateException("The constructor of a record throws what it does not declare.", impossible);
        }
    }

    private MethodHandle spread() {
        try {
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, canonical.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException("Every record's constructor can be reached: " + canonical, impossible);
        }
    }
}
