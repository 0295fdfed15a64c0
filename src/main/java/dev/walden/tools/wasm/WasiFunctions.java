package dev.walden.tools.wasm;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/**
 * The functions of WASI preview 1, which compilers' libraries import whether or not they are used. There are no arguments, no environment,
 * no files and no sockets. Where time is not granted the clocks stand at their beginning, and where chance is not the random numbers are
 * always the same: an answer depends on what was given alone. What is written goes to {@link Written}. Confined to one call.
 */
final class WasiFunctions {

    static final String MODULE = "wasi_snapshot_preview1";

    private static final Set<String> NAMES = Set.of(
            ("args_get args_sizes_get environ_get environ_sizes_get clock_res_get clock_time_get fd_advise fd_allocate fd_close"
                            + " fd_datasync fd_fdstat_get fd_fdstat_set_flags fd_fdstat_set_rights fd_filestat_get fd_filestat_set_size"
                            + " fd_filestat_set_times fd_pread fd_prestat_get fd_prestat_dir_name fd_pwrite fd_read fd_readdir fd_renumber"
                            + " fd_seek fd_sync fd_tell fd_write path_create_directory path_filestat_get path_filestat_set_times path_link"
                            + " path_open path_readlink path_remove_directory path_rename path_symlink path_unlink_file poll_oneoff"
                            + " proc_exit proc_raise random_get sched_yield sock_accept sock_recv sock_send sock_shutdown")
                    .split(" "));

    private static final int SUCCESS = 0;
    private static final int BAD_DESCRIPTOR = 8;
    private static final int INVALID = 28;
    private static final int NOT_SUPPORTED = 52;
    private static final int REAL_TIME = 0;
    private static final int MONOTONIC = 1;
    private static final long NANOS = 1_000_000_000;
    private static final int CHUNK = 4096;

    private final Optional<InstantSource> time;
    private final Random random;
    private final Written written;
    private final long begun = System.nanoTime();

    /**
     * For a module with these grants.
     *
     * @param time what it sees when it is granted the clock
     */
    WasiFunctions(Set<Grant> grants, InstantSource time, Written written) {
        this.time = Optional.of(time).filter(_ -> grants.contains(Grant.CLOCK));
        this.random = grants.contains(Grant.RANDOM) ? new SecureRandom() : new Random(0);
        this.written = written;
    }

    /** Whether there is such a function: every one gives an error number, but that which ends. */
    static boolean has(FunctionImport wanted, @Nullable FunctionType type) {
        return wanted.module().equals(MODULE)
                && NAMES.contains(wanted.name())
                && type != null
                && type.returns().equals(wanted.name().equals("proc_exit") ? List.of() : List.of(ValType.I32))
                && type.params().stream().allMatch(each -> each.equals(ValType.I32) || each.equals(ValType.I64));
    }

    HostFunction function(FunctionImport wanted, FunctionType type) {
        String name = wanted.name();
        return new HostFunction(MODULE, name, type, (instance, arguments) -> {
            if (name.equals("proc_exit")) {
                throw new ExitException((int) arguments[0]);
            }
            return new long[] {call(name, instance.memory(), arguments)};
        });
    }

    private int call(String name, Memory memory, long[] arguments) {
        return switch (name) {
            case "args_get", "environ_get", "sched_yield" -> SUCCESS;
            case "args_sizes_get", "environ_sizes_get" -> {
                memory.writeI32((int) arguments[0], 0);
                memory.writeI32((int) arguments[1], 0);
                yield SUCCESS;
            }
            case "clock_res_get" -> clock(arguments[0]).isPresent() ? write(memory, arguments[1], 1) : INVALID;
            case "clock_time_get" -> {
                OptionalLong nanos = clock(arguments[0]);
                yield nanos.isPresent() ? write(memory, arguments[2], nanos.getAsLong()) : INVALID;
            }
            case "random_get" -> fill(memory, (int) arguments[0], arguments[1] & 0xFFFF_FFFFL);
            case "fd_write" -> write(memory, arguments);
            case "poll_oneoff", "proc_raise" -> NOT_SUPPORTED;
            default -> BAD_DESCRIPTOR;
        };
    }

    /** Nanoseconds; empty for a clock that there is none of, as that of the processor. */
    private OptionalLong clock(long id) {
        return switch ((int) id) {
            case REAL_TIME ->
                OptionalLong.of(time.map(source -> nanos(source.instant())).orElse(0L));
            case MONOTONIC ->
                OptionalLong.of(time.map(_ -> System.nanoTime() - begun).orElse(0L));
            default -> OptionalLong.empty();
        };
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    private static int write(Memory memory, long at, long nanos) {
        memory.writeLong((int) at, nanos);
        return SUCCESS;
    }

    /** By and by: a length beyond the memory fails before it costs much. */
    private int fill(Memory memory, int at, long length) {
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        for (long done = 0; done < length; done += CHUNK) {
            endWhenInterrupted();
            random.nextBytes(chunk);
            memory.write((int) (at + done), chunk, 0, (int) Math.min(CHUNK, length - done));
        }
        return SUCCESS;
    }

    /** Of each part as much is read as is kept; the rest counts as written. */
    private int write(Memory memory, long[] arguments) {
        if (arguments[0] != 1 && arguments[0] != 2) {
            return BAD_DESCRIPTOR;
        }
        int parts = (int) arguments[1];
        long total = 0;
        for (long i = 0; i < (arguments[2] & 0xFFFF_FFFFL); i++) {
            endWhenInterrupted();
            int part = (int) (parts + 8 * i);
            long length = memory.readInt(part + 4) & 0xFFFF_FFFFL;
            total += length;
            if (written.room() > 0 && length > 0) {
                written.add(memory.readBytes(memory.readInt(part), (int) Math.min(length, written.room())));
            }
        }
        memory.writeI32((int) arguments[3], (int) total);
        return SUCCESS;
    }

    /** What goes through all the memory of a module takes seconds; an interrupt ends it as it ends the module's own code. */
    private static void endWhenInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new WasmInterruptedException("interrupted");
        }
    }
}
