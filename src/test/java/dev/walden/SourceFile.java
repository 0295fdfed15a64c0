package dev.walden;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One source file of the main code as the compiler's parser sees it. */
record SourceFile(Path path, String text, List<Declaration> declarations) {

    private static final Path MAIN = Path.of("src/main/java");

    /** Every file under src/main/java. */
    static List<SourceFile> main() {
        return Parsed.FILES;
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    int codeLines() {
        return codeLines(text);
    }

    /** Lines that are neither blank nor comment. The formatter makes every comment line begin as one. */
    static int codeLines(String text) {
        return (int) text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.startsWith("//") && !line.startsWith("/*") && !line.startsWith("*"))
                .count();
    }

    /**
     * A type or a method.
     *
     * @param name with those of the types around it
     * @param promised whether others may use it and it says something new: public, no constructor, no override
     * @param documentation its Javadoc, null without
     * @param text its source, without the Javadoc
     */
    record Declaration(
            String name,
            boolean method,
            boolean promised,
            @Nullable String documentation,
            String text) {}

    private static final class Parsed {
        static final List<SourceFile> FILES = parse();

        private static List<SourceFile> parse() {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (Stream<Path> walk = Files.walk(MAIN);
                    var files = compiler.getStandardFileManager(null, null, null)) {
                List<Path> paths = walk.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList();
                var task = (JavacTask)
                        compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
                DocTrees trees = DocTrees.instance(task);
                return StreamSupport.stream(task.parse().spliterator(), false)
                        .map(unit -> read(unit, trees))
                        .toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static SourceFile read(CompilationUnitTree unit, DocTrees trees) {
            try {
                String text = unit.getSourceFile().getCharContent(true).toString();
                var scanner = new Declarations(trees, unit, text);
                scanner.scan(unit, null);
                return new SourceFile(Path.of(unit.getSourceFile().toUri()), text, List.copyOf(scanner.found));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Collects what a file declares. */
    private static final class Declarations extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private static final Set<Kind> INTERFACES = Set.of(Kind.INTERFACE, Kind.ANNOTATION_TYPE);

        private final List<Declaration> found = new ArrayList<>();
        private final DocTrees trees;
        private final CompilationUnitTree unit;
        private final String text;

        Declarations(DocTrees trees, CompilationUnitTree unit, String text) {
            this.trees = trees;
            this.unit = unit;
            this.text = text;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!type.getSimpleName().isEmpty()) {
                add(false, isOpen(getCurrentPath()));
            }
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (trees.getSourcePositions().getStartPosition(unit, method) >= 0) {
                boolean says = method.getReturnType() != null
                        && !annotated(method.getModifiers(), "Override")
                        && !annotated(((ClassTree) parent(getCurrentPath())).getModifiers(), "FunctionalInterface");
                add(true, says && isOpen(getCurrentPath()));
            }
            return super.visitMethod(method, null);
        }

        private void add(boolean method, boolean promised) {
            TreePath path = getCurrentPath();
            var positions = trees.getSourcePositions();
            long start = positions.getStartPosition(unit, path.getLeaf());
            long end = positions.getEndPosition(unit, path.getLeaf());
            String source = start < 0 || end < start ? "" : text.substring((int) start, (int) end);
            found.add(new Declaration(nameOf(path), method, promised, trees.getDocComment(path), source));
        }

        /** Public itself and in all types around it; members of interfaces are. */
        private static boolean isOpen(TreePath path) {
            for (TreePath at = path; !(at.getLeaf() instanceof CompilationUnitTree); at = at.getParentPath()) {
                boolean inInterface = INTERFACES.contains(parent(at).getKind());
                Set<Modifier> flags = modifiersOf(at.getLeaf());
                if (flags.contains(Modifier.PRIVATE) || !(inInterface || flags.contains(Modifier.PUBLIC))) {
                    return false;
                }
            }
            return true;
        }

        private static Set<Modifier> modifiersOf(Tree declaration) {
            return switch (declaration) {
                case MethodTree method -> method.getModifiers().getFlags();
                case ClassTree type -> type.getModifiers().getFlags();
                default -> Set.of();
            };
        }

        private static Tree parent(TreePath path) {
            return path.getParentPath().getLeaf();
        }

        private static boolean annotated(ModifiersTree modifiers, String annotation) {
            return modifiers.getAnnotations().stream()
                    .anyMatch(each -> each.getAnnotationType().toString().equals(annotation));
        }

        private static String nameOf(TreePath path) {
            String name = "";
            for (Tree each : path) {
                if (each instanceof ClassTree type) {
                    name = type.getSimpleName() + (name.isEmpty() ? "" : "." + name);
                } else if (each instanceof MethodTree method) {
                    name = method.getName().toString();
                }
            }
            return name;
        }
    }
}
