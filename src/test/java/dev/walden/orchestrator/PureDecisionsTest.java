package dev.walden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.walden.activity.ActivityLog;
import dev.walden.activity.Views;
import dev.walden.memory.TaskMemory;
import dev.walden.plugin.Tool;
import dev.walden.plugin.ToolContext;
import dev.walden.tools.Toolbox;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folding, deciding and replaying can reach nothing outside: by the types of the classes that do it. */
class PureDecisionsTest {

    private static final Set<String> PACKAGES =
            Set.of("java.io", "java.nio", "java.net", "java.sql", "java.util.concurrent", "java.util.random");
    private static final Set<String> CLASSES = Set.of(
            Thread.class.getName(),
            System.class.getName(),
            Process.class.getName(),
            Clock.class.getName(),
            InstantSource.class.getName(),
            Random.class.getName(),
            ActivityLog.class.getName(),
            Views.class.getName(),
            TaskMemory.class.getName(),
            Tool.class.getName(),
            ToolContext.class.getName(),
            Toolbox.class.getName());

    private final JavaClasses main = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.walden");

    @Test
    void whatAReplayConsistsOfReachesNoEngineToolMemoryClockRandomFileOrSocket() {
        Set<JavaClass> reached = reachedFrom(TaskReplay.class);

        assertThat(reached)
                .extracting(JavaClass::getSimpleName)
                .contains("Fold", "Decide", "Planning", "CallPlanner", "Ending", "Reflection", "Draft", "ReplayRun");
        assertThat(reached).allSatisfy(type -> assertThat(impure(type)).isEmpty());
    }

    /** That the rule can fail: the running machine breaks it. */
    @Test
    void theRunningMachineReachesThem() {
        assertThat(reachedFrom(TaskRunner.class))
                .anySatisfy(type -> assertThat(impure(type)).isNotEmpty());
    }

    private static List<String> impure(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(PureDecisionsTest::isOutside)
                .map(JavaClass::getName)
                .distinct()
                .toList();
    }

    private static boolean isOutside(JavaClass type) {
        return CLASSES.contains(type.getName())
                || PACKAGES.stream().anyMatch(name -> (type.getPackageName() + ".").startsWith(name + "."))
                || type.getPackageName().startsWith("dev.walden.reasoning")
                || type.getPackageName().startsWith("dev.walden.outbound");
    }

    /** The classes of this module that the given one leads to, itself among them. */
    private Set<JavaClass> reachedFrom(Class<?> start) {
        Set<JavaClass> reached = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(main.get(start)));
        while (!open.isEmpty()) {
            JavaClass next = open.remove();
            if (reached.add(next)) {
                next.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(type -> type.getPackageName().equals("dev.walden.orchestrator"))
                        .forEach(open::add);
            }
        }
        return reached;
    }
}
