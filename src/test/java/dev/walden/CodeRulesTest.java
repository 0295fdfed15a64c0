package dev.walden;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How classes are cut and what none of them may call. */
final class CodeRulesTest {

    private static final Set<String> MAPPERS = Set.of(
            "tools.jackson.databind.ObjectMapper",
            "tools.jackson.databind.json.JsonMapper",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.fasterxml.jackson.databind.json.JsonMapper");

    private static final Set<String> FACTORIES = Set.of("<init>", "builder", "rebuild", "shared", "copy");

    /** A pause between two attempts that tests replace, and a stand-in for a slow engine. */
    private static final Set<String> MADE_FOR_WAITING = Set.of("RetryClock", "ScriptedEngine");

    private static final Set<String> MODULES_IN_WORK = Set.of(
            "dev.walden.activity.ActivityConfiguration",
            "dev.walden.memory.MemoryConfiguration",
            "dev.walden.orchestrator.OrchestratorConfiguration",
            "dev.walden.reasoning.ReasoningConfiguration",
            "dev.walden.tools.ToolsConfiguration");

    private static final Map<Class<? extends Annotation>, String> SPRING_NAMES = Map.of(
            Configuration.class, "Configuration",
            Controller.class, "Controller",
            RestController.class, "Controller",
            ControllerAdvice.class, "Advice",
            RestControllerAdvice.class, "Advice");

    private final JavaClasses main = ImportedClasses.main();

    @Test
    void namesSayWhatAClassIsFor() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .because(
                        "such a name says nothing; use the record the behaviour belongs to, or a class named for its job")
                .check(main);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that(describe("are concrete classes", CodeRulesTest::concreteClass))
                .should()
                .haveModifier(FINAL)
                .because("nothing here is made to be extended; use an interface for a seam that is real"
                        + " (configuration classes: proxyBeanMethods = false)")
                .check(main);
    }

    @Test
    void whatSpringIsToKnowIsNamedForIt() {
        String reason =
                "WaldenApplication looks at no others (its @ComponentScan resourcePattern); name it so, or it is not there";

        SPRING_NAMES.forEach((annotation, ending) -> classes()
                .that()
                .areAnnotatedWith(annotation)
                .should()
                .haveSimpleNameEndingWith(ending)
                .because(reason)
                .allowEmptyShould(true)
                .check(main));
    }

    @Test
    void implementationIsNotInherited() {
        noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotEnums()
                .should(ArchConditions.extendAClassOf("dev.walden"))
                .because("a reader must not look in two places for one behaviour; use composition")
                .check(main);
    }

    @Test
    void halfOfTheTypesAreSeenByTheirPackageOnly() {
        assumeTrue(
                MODULES_IN_WORK.stream().allMatch(type -> main.contain(type)),
                "public contracts came first; counted when the code of their modules is there");
        List<JavaClass> types = main.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long open = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(open * 2)
                .as("because what is public is promised; use package-private until another module needs it")
                .isLessThanOrEqualTo(types.size());
    }

    @Test
    void jsonMappersAreTheLogsAndSprings() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.walden.activity.ActivityJson")
                .should()
                .callCodeUnitWhere(describe(
                        "a JSON mapper is built",
                        call -> MAPPERS.contains(call.getTargetOwner().getName())
                                && FACTORIES.contains(call.getName())))
                .because("two mappers, the log's and Spring's, are all the dialects there are; use an injected one")
                .check(main);
    }

    @Test
    void timeComesFromAnInjectedSource() {
        noClasses()
                .should()
                .callCodeUnitWhere(describe("the machine's clock is read", CodeRulesTest::readsTheClock))
                .because("tests and replays decide what time it is; use the InstantSource given to the constructor")
                .check(main);
    }

    @Test
    void theMachinesClockEntersInConfigurations() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Configuration")
                .and()
                .doNotHaveFullyQualifiedName("dev.walden.wal.WalOptions") // wal has no Spring to configure it
                .should()
                .callCodeUnitWhere(describe(
                        "the machine's clock is taken",
                        call -> call.getTargetOwner().isAssignableTo(InstantSource.class)
                                && call.getName().startsWith("system")))
                .because("one place chooses the clock; use the InstantSource given to the constructor")
                .check(main);
    }

    @Test
    void nobodySleeps() {
        DescribedPredicate<JavaCall<?>> sleep = describe(
                "a thread sleeps",
                call -> call.getName().equals("sleep") && call.getTargetOwner().isEquivalentTo(Thread.class));
        String reason = "a sleep is a guess; use a deadline on what is waited for, in tests Awaitility or ManualClock";

        noClasses()
                .that(describe(
                        "are not made for waiting",
                        type -> !MADE_FOR_WAITING.contains(ImportedClasses.topLevelName(type))))
                .should()
                .callCodeUnitWhere(sleep)
                .because(reason)
                .check(main);
        noClasses().should().callCodeUnitWhere(sleep).because(reason).check(ImportedClasses.tests());
    }

    @Test
    void aServiceThatATestStartedEndsBeforeItsFolderGoes() {
        classes()
                .that()
                .areAnnotatedWith(SpringBootTest.class)
                .should()
                .beAnnotatedWith(DirtiesContext.class)
                .because(
                        "Spring keeps it running otherwise; native code that it loads from a folder that is gone is lost to"
                                + " all other tests")
                .check(ImportedClasses.tests());
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.walden", "dev.walden.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("a service has no reader at its standard output; use SLF4J")
                .check(main);
    }

    private static boolean concreteClass(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.getModifiers().contains(ABSTRACT)
                && type.getRawSuperclass().filter(JavaClass::isEnum).isEmpty();
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean system = owner.isEquivalentTo(System.class) && call.getName().equals("currentTimeMillis");
        boolean now = owner.getPackageName().equals("java.time")
                && !owner.isAssignableTo(Clock.class)
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        return system || now;
    }
}
