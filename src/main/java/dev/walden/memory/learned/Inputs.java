package dev.walden.memory.learned;

import dev.walden.activity.LearnedInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the runs were given, as far as they are known to differ. Confined to one generalisation. */
final class Inputs {

    private static final int LONGEST_NAME = 40;

    private final List<Input> all = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** The gap of the input that has these values, a new one if none has; empty when they are of no type. */
    Optional<String> gap(String argument, List<? extends @Nullable Object> values) {
        for (Input input : all) {
            if (same(input.values(), values)) {
                return Optional.of(input.known().inBraces());
            }
        }
        return type(values).map(type -> {
            Input input = new Input(new LearnedInput(name(argument), type), new ArrayList<>(values));
            all.add(input);
            return input.known().inBraces();
        });
    }

    /** Those that have been told so far. */
    List<LearnedInput> all() {
        return all.stream().map(Input::input).toList();
    }

    /** What stands for each of them in longer texts. */
    Stream<Known> known() {
        return all.stream()
                .map(Input::known)
                .filter(known -> known.texts().stream().noneMatch(String::isBlank));
    }

    /** What a run was given, by name. */
    Map<String, @Nullable Object> of(int run) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        all.forEach(input -> given.put(input.input().name(), input.values().get(run)));
        return given;
    }

    private static boolean same(List<?> one, List<?> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!SameValue.of(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> type(List<? extends @Nullable Object> values) {
        if (values.stream().allMatch(String.class::isInstance)) {
            return Optional.of("string");
        }
        if (values.stream().allMatch(Number.class::isInstance)) {
            return Optional.of("number");
        }
        return values.stream().allMatch(Boolean.class::isInstance) ? Optional.of("boolean") : Optional.empty();
    }

    private String name(String argument) {
        String plain = argument.replaceAll("[^A-Za-z0-9_-]+", "-");
        return UniqueName.among(names, plain.substring(0, Math.min(LONGEST_NAME, plain.length())));
    }

    private record Input(LearnedInput input, List<@Nullable Object> values) {
        Known known() {
            return new Known(
                    "input." + input.name(),
                    values.stream().map(String::valueOf).toList());
        }
    }
}
