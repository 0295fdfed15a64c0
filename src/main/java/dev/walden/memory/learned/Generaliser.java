package dev.walden.memory.learned;

import dev.walden.activity.LearnedStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps of runs that called the same tools in the same order. What is the same in all of them stays; what is an earlier step's
 * result, or holds one, gets a gap for it; all else becomes an input. Confined to one generalisation.
 */
final class Generaliser {

    private final List<Run> runs;
    private final Inputs inputs = new Inputs();
    private final List<Known> results = new ArrayList<>();
    private final List<LearnedStep> steps = new ArrayList<>();

    /** Whether the arguments of all runs have one shape, and nothing was read out of a result. */
    private boolean fits = true;

    private Generaliser(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    /** Empty when one procedure does not do what each of them did. */
    static Optional<Generalised> of(List<Run> runs) {
        Generaliser generaliser = new Generaliser(runs);
        generaliser.readSteps();
        List<Map<String, @Nullable Object>> given = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            given.add(generaliser.inputs.of(run));
        }
        Generalised all = new Generalised(generaliser.inputs.all(), generaliser.steps, runs, given);
        return generaliser.fits && all.repeatsItsRuns() ? Optional.of(all) : Optional.empty();
    }

    private void readSteps() {
        Set<String> names = new HashSet<>();
        for (int call = 0; fits && call < runs.getFirst().calls().size(); call++) {
            List<Map<String, @Nullable Object>> arguments = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Run run : runs) {
                arguments.add(run.calls().get(call).arguments());
                texts.add(run.calls().get(call).result());
            }
            String tool = runs.getFirst().calls().get(call).tool();
            LearnedStep step = new LearnedStep(UniqueName.among(names, tool), tool, members(arguments));
            steps.add(step);
            if (texts.stream().noneMatch(String::isBlank)) {
                results.addFirst(new Known("steps." + step.name() + ".result", texts));
            }
        }
    }

    private Map<String, @Nullable Object> members(List<? extends Map<?, ?>> maps) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        fits &= maps.stream().map(Map::keySet).distinct().count() == 1;
        for (Object name : fits ? maps.getFirst().keySet() : Set.of()) {
            List<@Nullable Object> values = new ArrayList<>();
            maps.forEach(map -> values.add(map.get(name)));
            members.put(name.toString(), value(values, name.toString()));
        }
        return members;
    }

    private List<@Nullable Object> elements(List<? extends List<?>> lists, String argument) {
        List<@Nullable Object> elements = new ArrayList<>();
        fits &= lists.stream().map(List::size).distinct().count() == 1;
        for (int i = 0; fits && i < lists.getFirst().size(); i++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (List<?> list : lists) {
                values.add(list.get(i));
            }
            elements.add(value(values, argument));
        }
        return elements;
    }

    private @Nullable Object value(List<@Nullable Object> values, String argument) {
        if (SameValue.all(values)) {
            return values.getFirst();
        }
        List<Map<?, ?>> maps = new ArrayList<>();
        List<List<?>> lists = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            switch (value) {
                case Map<?, ?> map -> maps.add(map);
                case List<?> list -> lists.add(list);
                case String text -> texts.add(text);
                case null, default -> {}
            }
        }
        if (maps.size() == values.size()) {
            return members(maps);
        }
        if (lists.size() == values.size()) {
            return elements(lists, argument);
        }
        return leaf(values, texts, argument);
    }

    private String leaf(List<@Nullable Object> values, List<String> texts, String argument) {
        boolean ofText = texts.size() == values.size();
        Optional<String> result = results.stream()
                .filter(known -> ofText && known.texts().equals(texts))
                .map(Known::inBraces)
                .findFirst();
        Optional<String> gap = result.or(() -> ofText ? embedding(texts) : Optional.empty())
                .or(() -> wasReadOutOfAResult(values) ? Optional.empty() : inputs.gap(argument, values));
        fits &= gap.isPresent();
        return gap.orElse("");
    }

    private Optional<String> embedding(List<String> texts) {
        return Gaps.of(texts, Stream.concat(results.stream(), inputs.known()).toList());
    }

    /** What stands in a result, and was not asked for, took somebody who reads: who runs the steps could not know it. */
    private boolean wasReadOutOfAResult(List<@Nullable Object> values) {
        return results.stream().anyMatch(known -> {
            boolean asked = true;
            for (int run = 0; run < runs.size(); run++) {
                String text = String.valueOf(values.get(run));
                if (text.isBlank() || !Gaps.contains(known.texts().get(run), text)) {
                    return false;
                }
                asked &= Goal.says(runs.get(run).goal(), text);
            }
            return !asked;
        });
    }
}
