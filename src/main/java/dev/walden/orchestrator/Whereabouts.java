package dev.walden.orchestrator;

/**
 * Among the tasks of which engine a task runs: its own, or one that judges a step of it. Where it is follows where it wants to be when the
 * dispatcher gives it a place. Thread-safe.
 */
final class Whereabouts {

    private final String home;
    private volatile String place;
    private volatile String wanted;

    /** @param home the task's own engine */
    Whereabouts(String home) {
        this.home = home;
        this.place = home;
        this.wanted = home;
    }

    /** Whether it runs among the tasks of this engine. */
    boolean isAt(String engine) {
        return place.equals(engine);
    }

    /** Whether it runs among the tasks of its own engine. */
    boolean isHome() {
        return isAt(home);
    }

    /** The engine among whose tasks it wants its next place. */
    String wanted() {
        return wanted;
    }

    /** Whether its next place is to be among the tasks of its own engine. */
    boolean wantsHome() {
        return wanted.equals(home);
    }

    /** Has its next place be among the tasks of this engine. */
    void moveTo(String engine) {
        wanted = engine;
    }

    void goHome() {
        moveTo(home);
    }

    /** Whatever it wanted did not come about. */
    void stay() {
        moveTo(place);
    }

    /** It has the place that it wanted. */
    void arrive() {
        place = wanted;
    }
}
