package dev.walden.memory.learned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.activity.LearnedInput;
import dev.walden.activity.LearnedStep;
import dev.walden.activity.TaskId;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private final Random random = new Random(5);

    @Test
    void whatIsTheSameStaysWhatDiffersIsAnInputAndResultsAreHandedOn() {
        Generalised found = find(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), sum("6-1", "5", "c.txt"))
                .orElseThrow();

        assertThat(found.inputs())
                .containsExactly(new LearnedInput("expression", "string"), new LearnedInput("path", "string"));
        assertThat(found.steps())
                .containsExactly(
                        new LearnedStep("calculator", "calculator", Map.of("expression", "{{input.expression}}")),
                        new LearnedStep(
                                "write_file",
                                "write_file",
                                Map.of(
                                        "path",
                                        "{{input.path}}",
                                        "content",
                                        "{{steps.calculator.result}}",
                                        "mode",
                                        "new")));
        assertThat(found.goal()).isEqualTo("Calculate {expression} and write it to {path}");
    }

    @Test
    void resultsAndInputsAreFoundWithinLongerTexts() {
        Generalised found = find(letter("Ann", "12"), letter("Bob", "7"), letter("Cy", "13"))
                .orElseThrow();

        assertThat(found.steps().getLast().arguments())
                .containsEntry("text", "Dear {{input.name}}, you owe {{steps.look_up.result}} coins. 12!");
        assertThat(found.inputs()).containsExactly(new LearnedInput("name", "string"));
    }

    @Test
    void theSameValueIsOneInputAndOthersOfTheNameAreNumbered() {
        Generalised found = find(
                        run("copy a to b", call("copy", "", "file", "a"), call("check", "", "file", "b", "was", "a")),
                        run("copy c to d", call("copy", "", "file", "c"), call("check", "", "file", "d", "was", "c")),
                        run("copy e to f", call("copy", "", "file", "e"), call("check", "", "file", "f", "was", "e")))
                .orElseThrow();

        assertThat(found.inputs()).extracting(LearnedInput::name).containsExactly("file", "file-2");
        assertThat(found.steps().getLast().arguments())
                .isEqualTo(Map.of("file", "{{input.file-2}}", "was", "{{input.file}}"));
    }

    @Test
    void inputsHaveTypesAndStandInListsAndMaps() {
        Generalised found = find(order(1, true, "a"), order(22, false, "b"), order(3, true, "c"))
                .orElseThrow();

        assertThat(found.inputs())
                .containsExactlyInAnyOrder(
                        new LearnedInput("count", "number"),
                        new LearnedInput("fast", "boolean"),
                        new LearnedInput("items", "string"));
        assertThat(found.steps().getFirst().arguments())
                .isEqualTo(Map.of(
                        "order", Map.of("count", "{{input.count}}", "fast", "{{input.fast}}"),
                        "items", List.of("box", "{{input.items}}")));
    }

    @Test
    void theSameDoneThreeTimesNeedsNoInput() {
        Run once = run("back up", call("read_file", "x", "path", "a"), call("write_file", "", "path", "b"));
        Run twice = new Run(TaskId.random(random), once.goal(), true, once.calls());
        Run thrice = new Run(TaskId.random(random), once.goal(), true, once.calls());

        assertThat(find(once, twice, thrice)).map(Generalised::inputs).contains(List.of());
    }

    @Test
    void twoTimesAreNotEnough() {
        assertThat(find(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"))).isEmpty();
    }

    @Test
    void anInterruptEndsTheSearch() {
        List<Run> runs = List.of(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), sum("6-1", "5", "c.txt"));
        Thread.currentThread().interrupt();

        Optional<Generalised> found = Repetition.of(runs, 3, List.of());

        assertThat(Thread.interrupted()).as("told to the caller").isTrue();
        assertThat(found).isEmpty();
    }

    @Test
    void differentGoalsAreNoRepetition() {
        Run invoice = new Run(
                TaskId.random(random),
                "Make Bob's invoice of May",
                true,
                sum("7*7", "49", "m.txt").calls());

        assertThat(find(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), invoice))
                .isEmpty();
    }

    @Test
    void othersDoneMeanwhileAreNoObstacle() {
        Run invoice = new Run(
                TaskId.random(random),
                "Make Bob's invoice of May",
                true,
                sum("7*7", "49", "m.txt").calls());

        Optional<Generalised> found =
                find(sum("1+2", "3", "a.txt"), invoice, sum("4*5", "20", "b.txt"), sum("6-1", "5", "c.txt"), invoice);

        assertThat(found).isPresent();
        assertThat(found.orElseThrow().runs()).hasSize(3).doesNotContain(invoice);
    }

    @Test
    void anotherOrderOrOtherArgumentsAreNoRepetition() {
        Run backwards = new Run(
                TaskId.random(random),
                "Calculate 1+2 and write it to a.txt",
                true,
                sum("1+2", "3", "a.txt").calls().reversed());
        Run more = run(
                "Calculate 6-1 and write it to c.txt",
                call("calculator", "5", "expression", "6-1", "digits", 3),
                call("write_file", "done", "path", "c.txt", "content", "5", "mode", "new"));

        assertThat(find(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), backwards))
                .isEmpty();
        assertThat(find(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), more))
                .isEmpty();
    }

    /** A number out of a page is nothing that a person who runs the steps could give. */
    @Test
    void whatSomebodyHadToReadOutOfAResultIsNoInput() {
        assertThat(find(price("tea", "4"), price("salt", "2"), price("rice", "9")))
                .isEmpty();
    }

    @Test
    void whatWasLearnedBeforeIsNotLearnedAgainWhateverItsInputs() {
        List<Run> runs = List.of(sum("1+2", "3", "a.txt"), sum("4*5", "20", "b.txt"), sum("6-1", "5", "c.txt"));
        var known = new Repetition.Decided(
                "Calculate {x} and write it to a file", List.of("calculator", "write_file"), List.of());
        var other = new Repetition.Decided("Calculate {x} and write it to a file", List.of("calculator"), List.of());

        assertThat(Repetition.of(runs, 3, List.of(known))).isEmpty();
        assertThat(Repetition.of(runs, 3, List.of(other))).isPresent();
    }

    @Test
    void gapsInWhatWasSaidAreNoGapsOfTheProcedure() {
        Optional<Generalised> found = find(
                run("fill in a", call("template", "a", "x", "a"), call("show", "", "y", "{{input.x}} of {{name}}")),
                run("fill in b", call("template", "b", "x", "b"), call("show", "", "y", "{{input.x}} of {{name}}")),
                run("fill in c", call("template", "c", "x", "c"), call("show", "", "y", "{{input.x}} of {{name}}")));

        assertThat(found).as("following it would fill what nobody meant").isEmpty();
    }

    private Optional<Generalised> find(Run... runs) {
        return Repetition.of(Arrays.asList(runs), 3, List.of());
    }

    private Run sum(String expression, String result, String path) {
        return run(
                "Calculate " + expression + " and write it to " + path,
                call("calculator", result, "expression", expression),
                call("write_file", "done", "path", path, "content", result, "mode", "new"));
    }

    private Run letter(String name, String coins) {
        return run(
                "Tell " + name + " what is owed",
                call("look_up", coins, "name", name),
                call("mail", "sent", "text", "Dear " + name + ", you owe " + coins + " coins. 12!"));
    }

    private Run order(int count, boolean fast, String item) {
        return run(
                "Order " + count + " of " + item,
                call("order", "", "order", Map.of("count", count, "fast", fast), "items", List.of("box", item)),
                call("clock", ""));
    }

    private Run price(String what, String price) {
        return run(
                "Note the price of " + what,
                call("http_request", what + " costs " + price + " today", "url", "http://shop/" + what),
                call("note", "", "price", price));
    }

    private Run run(String goal, Call... calls) {
        return new Run(TaskId.random(random), goal, true, List.of(calls));
    }

    private static Call call(String tool, String result, Object... arguments) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put(arguments[i].toString(), arguments[i + 1]);
        }
        return new Call(tool, Collections.unmodifiableMap(map), result);
    }
}
