package dev.walden.cli;

import dev.walden.activity.ReplayListener;
import java.nio.file.Path;
import java.util.List;

/** What the commands need of the application around them. */
public interface Means {

    /** Runs the service; returns when it has started or was refused, which then ends the process. */
    void serve(List<String> options);

    /**
     * Deletes the views of a data folder and builds them anew, under the folder's lock.
     *
     * @param options properties as for {@link #serve}
     * @param listener told how far it is
     * @return how many events went into them
     */
    long rebuild(Path home, List<String> options, ReplayListener listener);

    /** Runs the service on a folder that is thrown away, and tasks in it; returns how many, once it has stopped. */
    int rehearse();

    /** Of this build. */
    String version();
}
