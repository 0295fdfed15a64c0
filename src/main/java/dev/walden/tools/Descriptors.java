package dev.walden.tools;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Two calls of the kernel that Java does not have: open(2) with O_PATH, which finds a file and does not open it, and close(2). Linux
 * on x86-64 and AArch64. Thread-safe.
 */
final class Descriptors {

    /** Instead of a folder's descriptor: names are relative to the working directory, or absolute. */
    static final int WORKING_DIRECTORY = -100;

    private static final int PATH_ONLY = 0x200000;
    private static final int CLOSED_IN_CHILDREN = 0x80000;

    private Descriptors() {}

    /**
     * Finds what has a name now. A link is found itself, not what it leads to.
     *
     * @param above the folder's descriptor
     * @return a descriptor, or a negative number when there is none to be had
     */
    static int find(int above, String name) throws IOException {
        int flags = PATH_ONLY | CLOSED_IN_CHILDREN | linksAreNotFollowed();
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = name.getBytes(Calls.NAMES);
            byte[] terminated = Arrays.copyOf(bytes, bytes.length + 1);
            return (int) Calls.OPENAT.invokeExact(above, arena.allocateFrom(ValueLayout.JAVA_BYTE, terminated), flags);
        } catch (Throwable e) { // a method handle declares it
            throw new IllegalStateException("openat cannot be called", e);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) Calls.CLOSE.invokeExact(descriptor);
        } catch (Throwable e) { // a method handle declares it
            throw new IllegalStateException("close cannot be called", e);
        }
    }

    /** O_NOFOLLOW, the one flag here that processors number differently. Elsewhere it might mean another thing, and links be followed. */
    private static int linksAreNotFollowed() throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return switch (machine) {
            case "Linux amd64" -> 0x20000;
            case "Linux aarch64" -> 0x8000;
            default -> throw new IOException("workspaces need Linux on x86-64 or AArch64; this is " + machine);
        };
    }

    /** Looked for when first used, which is behind the question for the machine. */
    @SuppressWarnings("restricted") // native access is enabled for the whole process
    private static final class Calls {

        /** As the JDK writes the names of files. */
        private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

        private static final Linker LINKER = Linker.nativeLinker();
        private static final MethodHandle OPENAT = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("openat"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(3));
        private static final MethodHandle CLOSE = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("close"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private Calls() {}
    }
}
