package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.walden.SourceFile.Declaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sizes and texts that docs/STYLE.md asks for and no other tool counts. */
final class SourceShapeTest {

    private final List<SourceFile> code =
            SourceFile.main().stream().filter(file -> !file.isPackageInfo()).toList();

    @Test
    void halfOfTheFilesAreShort() {
        assertThat(percentile(fileSizes(), 50))
                .as(
                        "median of code lines of a file, because a file holds one idea; split the largest: %s",
                        largest(fileSizes()))
                .isLessThanOrEqualTo(50);
    }

    @Test
    void nineFilesOfTenAreModest() {
        assertThat(percentile(fileSizes(), 90))
                .as("nine tenths of code lines of a file; split the largest: %s", largest(fileSizes()))
                .isLessThanOrEqualTo(160);
    }

    @Test
    void nineMethodsOfTenAreShort() {
        Map<String, Integer> sizes = methodSizes();

        assertThat(percentile(sizes, 90))
                .as(
                        "nine tenths of lines of a method, because a method does one thing; split the longest: %s",
                        largest(sizes))
                .isLessThanOrEqualTo(15);
    }

    @Test
    void whatIsPublicIsDocumented() {
        List<String> silent = code.stream()
                .flatMap(file -> file.declarations().stream())
                .filter(Declaration::promised)
                .filter(declaration -> declaration.documentation() == null)
                .map(Declaration::name)
                .toList();

        assertThat(silent)
                .as(
                        "public types and methods without Javadoc, because others rely on what they promise; say what it is,"
                                + " its units, threads, durability and errors")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Map<Path, SourceFile> described = SourceFile.main().stream()
                .filter(SourceFile::isPackageInfo)
                .collect(Collectors.toMap(file -> file.path().getParent(), file -> file));

        assertThat(code.stream().map(file -> file.path().getParent()).distinct())
                .as("packages with a package-info, because it is where a reader starts")
                .allSatisfy(folder -> assertThat(described).containsKey(folder));
        assertThat(described.values()).allSatisfy(file -> {
            assertThat(file.text())
                    .as("%s, because null is an exception here", file.path())
                    .contains("@NullMarked");
            assertThat(file.text().lines().count())
                    .as("lines of %s: purpose, the types to read first, the invariants", file.path())
                    .isBetween(5L, 30L);
        });
    }

    private Map<String, Integer> fileSizes() {
        return code.stream().collect(Collectors.toMap(file -> file.path().toString(), SourceFile::codeLines));
    }

    private Map<String, Integer> methodSizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (SourceFile file : code) {
            int number = 0;
            for (Declaration each : file.declarations()) {
                if (each.method()) {
                    sizes.put(each.name() + " #" + number++, SourceFile.codeLines(each.text()));
                }
            }
        }
        return sizes;
    }

    private static int percentile(Map<String, Integer> sizes, int percent) {
        List<Integer> sorted = sizes.values().stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static List<String> largest(Map<String, Integer> sizes) {
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(10)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }
}
