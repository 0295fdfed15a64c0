package dev.walden.cli;

import dev.walden.activity.ReplayListener;
import java.nio.file.Path;
import java.util.List;

/** Stands where no application is needed, and says so when a command asks for one. */
final class NoMeans implements Means {

    @Override
    public void serve(List<String> options) {
        throw new AssertionError("Nothing is served.");
    }

    @Override
    public long rebuild(Path home, List<String> options, ReplayListener listener) {
        throw new AssertionError("Nothing is rebuilt.");
    }

    @Override
    public int rehearse() {
        throw new AssertionError("Nothing is rehearsed.");
    }

    @Override
    public String version() {
        return "1";
    }
}
