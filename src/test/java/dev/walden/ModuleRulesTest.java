package dev.walden;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.core.ApplicationModules;

/** Which module may know which. The table is the one of docs/ARCHITECTURE.md; types directly in {@code dev.walden} see all. */
final class ModuleRulesTest {

    private static final Map<String, Set<String>> MAY_DEPEND_ON = Map.ofEntries(
            Map.entry("wal", Set.of()),
            Map.entry("plugin", Set.of()),
            Map.entry("conversation", Set.of()),
            Map.entry("secrets", Set.of()),
            Map.entry("outbound", Set.of("secrets")),
            Map.entry("activity", Set.of("wal", "plugin", "conversation")),
            Map.entry("reasoning", Set.of("plugin", "conversation")),
            Map.entry("tools", Set.of("plugin", "conversation", "outbound", "secrets")),
            Map.entry("memory", Set.of("activity", "plugin", "conversation", "reasoning", "outbound")),
            Map.entry("access", Set.of("activity")),
            Map.entry("orchestrator", Set.of("activity", "plugin", "conversation", "tools", "reasoning", "memory")),
            Map.entry("schedule", Set.of("activity", "orchestrator", "access", "outbound")),
            Map.entry("lifecycle", allBut("wal", "cli", "api")),
            Map.entry("api", allBut("wal", "cli")),
            Map.entry("cli", Set.of("activity", "memory", "orchestrator")));

    private final JavaClasses main = ImportedClasses.main();

    @Test
    void everyModuleIsInTheTable() {
        Set<String> modules = new TreeSet<>();
        main.forEach(type -> ImportedClasses.moduleOf(type).ifPresent(modules::add));

        assertThat(MAY_DEPEND_ON.keySet())
                .as(
                        "because a module's dependencies are decided before its code; add it here and to docs/ARCHITECTURE.md")
                .containsAll(modules);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyWhatTheTableAllows(String module) {
        String[] forbidden = MAY_DEPEND_ON.keySet().stream()
                .filter(other -> !other.equals(module))
                .filter(other -> !MAY_DEPEND_ON.getOrDefault(module, Set.of()).contains(other))
                .map(ModuleRulesTest::packageOf)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because("the module table keeps each part understandable alone; use a type the table allows, or let"
                        + " lifecycle connect the two")
                .allowEmptyShould(true)
                .check(main);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleKnowsTheApplication(String module) {
        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.walden")
                .because("the top puts modules together and nothing may lean on it; use a type of a module")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("dev.walden.(*)..")
                .should()
                .beFreeOfCycles()
                .because("modules in a cycle are one module; use an interface owned by the lower one")
                .check(main);
    }

    @Test
    void nestedPackagesAreSeenByTheirModuleOnly() {
        ApplicationModules.of("dev.walden").verify();
    }

    private static Stream<String> modules() {
        return MAY_DEPEND_ON.keySet().stream().sorted();
    }

    private static String packageOf(String module) {
        return "dev.walden." + module + "..";
    }

    private static Set<String> allBut(String... excluded) {
        Set<String> modules = new TreeSet<>(Set.of(
                "plugin",
                "conversation",
                "secrets",
                "outbound",
                "activity",
                "reasoning",
                "tools",
                "memory",
                "access",
                "orchestrator",
                "schedule",
                "lifecycle",
                "api"));
        Arrays.asList(excluded).forEach(modules::remove);
        return modules;
    }
}
