package dev.walden;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;

/** Walden's class files, read once for all architecture tests. */
final class ImportedClasses {

    private static final String ROOT = "dev.walden.";

    private ImportedClasses() {}

    static JavaClasses main() {
        return Main.CLASSES;
    }

    static JavaClasses tests() {
        return Tests.CLASSES;
    }

    /** The module a class belongs to; none for those directly in {@code dev.walden}. */
    static Optional<String> moduleOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? Optional.of(name.substring(ROOT.length()).split("\\.", 2)[0]) : Optional.empty();
    }

    /** The name of the source file's type, whatever is nested in it. */
    static String topLevelName(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).split("\\$", 2)[0];
    }

    private static final class Main {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.walden");
    }

    private static final class Tests {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages("dev.walden");
    }
}
