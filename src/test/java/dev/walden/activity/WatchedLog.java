package dev.walden.activity;

import dev.walden.wal.WriteAheadLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A log whose calls are counted, and some of them answered without it. Confined to one thread. */
final class WatchedLog {

    private final WriteAheadLog real;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Supplier<@Nullable Object>> instead = new HashMap<>();

    WatchedLog(WriteAheadLog real) {
        this.real = real;
    }

    WriteAheadLog log() {
        return (WriteAheadLog) Proxy.newProxyInstance(
                WriteAheadLog.class.getClassLoader(),
                new Class<?>[] {WriteAheadLog.class},
                (_, method, arguments) -> call(method, arguments));
    }

    /** Answers a method in place of the log. */
    void instead(String method, Supplier<@Nullable Object> answer) {
        instead.put(method, answer);
    }

    /** How often a method was called. */
    int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        calls.merge(method.getName(), 1, Integer::sum);
        Supplier<@Nullable Object> answer = instead.get(method.getName());
        if (answer != null) {
            return answer.get();
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNull(thrown.getCause());
        }
    }
}
