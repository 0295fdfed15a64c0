package dev.walden;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which library may be seen where: each one stays behind the part that was made to hide it. */
final class LibraryRulesTest {

    /** Class kinds that connect plain Java to Spring. */
    private static final Pattern SPRING_KINDS = Pattern.compile("WaldenApplication|WaldenLifecycle|package-info"
            + "|\\w*(Configuration|Properties|Controller|Advice|Filter|HealthIndicator|FailureAnalyzer)");

    /** Class kinds that may name a meter. */
    private static final Pattern METER_KINDS = Pattern.compile("\\w*(Metrics|Configuration)");

    private static final List<Pin> PINS = List.of(
            new Pin(
                    "dev.langchain4j..",
                    "its adapters can be replaced only while nothing else speaks its types; use ReasoningGateway",
                    "dev.walden.reasoning.langchain4j..",
                    "dev.walden.memory.embedding..",
                    "dev.walden.tools.mcp.."),
            new Pin(
                    "io.github.resilience4j..",
                    "one class decides when an engine rests; use its Breaker",
                    "dev.walden.reasoning.."),
            new Pin(
                    "de.kherud..",
                    "native code that ends the process when it is asked wrongly is asked in one place; use ReasoningGateway",
                    "dev.walden.reasoning.llama.."),
            new Pin(
                    "org.apache.(tika|pdfbox)..",
                    "what foreign parsers do with memory and time is kept in a process of its own; use DocumentReader",
                    "dev.walden.memory.knowledge.."),
            new Pin("org.jsoup..", "pages are read in one place; use fetch_page's", "dev.walden.tools.web.."),
            new Pin(
                    "org.apache.lucene..",
                    "the word index is memory's own business; use its search",
                    "dev.walden.memory.."),
            new Pin(
                    "org.sqlite..",
                    "activity owns the one writing connection; use Views to read and Projection to write",
                    "dev.walden.activity.."),
            new Pin(
                    "java.sql..",
                    "only views and their projections speak SQL; use the queries of the module that owns the table",
                    "dev.walden.activity..",
                    "dev.walden.access..",
                    "dev.walden.memory..",
                    "dev.walden.orchestrator..",
                    "dev.walden.schedule..",
                    "dev.walden.tools.sql.."),
            new Pin("com.github.luben..", "files of the log are packed by the log; read records", "dev.walden.wal.."),
            new Pin("com.networknt..", "arguments are checked in one place; use Toolbox.check", "dev.walden.tools.."),
            new Pin(
                    "run.endive..",
                    "what runs foreign code is asked in one place; use WasmTool",
                    "dev.walden.tools.wasm.."),
            new Pin("org.apache.hc..", "there is one guarded door out; use GuardedHttpClient", "dev.walden.outbound.."),
            new Pin(
                    "tools.jackson..",
                    "JSON values inside are JDK types, as plugin says; use them, or an injected mapper at the edge",
                    "dev.walden.activity..",
                    "dev.walden.api..",
                    "dev.walden.reasoning..",
                    "dev.walden.tools.."),
            new Pin(
                    "com.fasterxml.jackson.(core|databind|dataformat|datatype|module)..",
                    "two generations of one library confuse; use tools.jackson",
                    "dev.walden.reasoning.langchain4j.."),
            new Pin("picocli..", "the command line ends in cli; use the modules it calls", "dev.walden.cli.."),
            new Pin("jakarta.servlet..", "HTTP ends at the api; use plain arguments and results", "dev.walden.api.."),
            new Pin(
                    "ch.qos.logback..",
                    "how lines are written is the lifecycle's; use SLF4J",
                    "dev.walden.lifecycle.."),
            new Pin(
                    "dev.walden.wal..",
                    "bytes get their meaning in activity; use ActivityLog",
                    "dev.walden.wal..",
                    "dev.walden.activity.."));

    private final JavaClasses main = ImportedClasses.main();

    /** A library and the only packages that may import it. */
    record Pin(String library, String reason, List<String> allowed) {
        Pin(String library, String reason, String... allowed) {
            this(library, reason, List.of(allowed));
        }

        @Override
        public String toString() {
            return library;
        }
    }

    private static List<Pin> pins() {
        return PINS;
    }

    @ParameterizedTest
    @MethodSource("pins")
    void aLibraryStaysBehindItsAdapter(Pin pin) {
        noClasses()
                .that()
                .resideOutsideOfPackages(pin.allowed().toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(pin.library())
                .because(pin.reason())
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void springStaysInTheClassKindsThatConnect() {
        noClasses()
                .that(describe("do not connect to Spring", type -> !isNamed(type, SPRING_KINDS)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("the core must be readable and testable without a container; use constructor arguments")
                .check(main);
    }

    @Test
    void metersAreBuiltInMetricsClasses() {
        noClasses()
                .that(describe("do not build meters", type -> !isNamed(type, METER_KINDS)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("names, units and zero values are decided in one place; use the module's XMetrics")
                .check(main);
    }

    @Test
    void thePluginContractNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.walden.plugin..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.walden.plugin..")
                .because("it is to become a jar of its own that authors compile against; use JDK types")
                .check(main);
    }

    @Test
    void testsUseTheRealThingOrAFake() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.mockito..")
                .because(
                        "a mock repeats what its author believes; use the real class or a fake held to the same contract")
                .check(ImportedClasses.tests());
    }

    private static boolean isNamed(JavaClass type, Pattern kinds) {
        return kinds.matcher(ImportedClasses.topLevelName(type)).matches();
    }
}
