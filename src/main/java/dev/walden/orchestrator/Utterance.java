package dev.walden.orchestrator;

import dev.walden.orchestrator.Follower.Words;
import dev.walden.reasoning.Deltas;
import java.util.Optional;

/**
 * What a model says in one call, while it says it: a foretaste, in RAM only, on which nothing rests. Keeps what was said so far, so that who
 * comes late hears it from the beginning; of what is longer than {@link #MOST_CHARS} it keeps the latest words, for those who listen
 * already. Thread-safe; the one who speaks waits for no listener.
 */
final class Utterance implements Deltas, AutoCloseable {

    /** So many are heard by who comes late. Up to twice as many are held, which is 128 KiB at most, as a character takes up to two bytes. */
    static final int MOST_CHARS = 32 * 1024;

    private final int step;
    private final long since;
    private final Voice voice;

    /** Guarded by this, as are the fields below. */
    private final StringBuilder kept = new StringBuilder();
    /** Those before it are no longer kept; they are taken away now and then, as that moves all others. */
    private int first;
    /** Characters before those that are kept. */
    private long dropped;
    /** How often it began anew. */
    private int beginnings;

    private boolean over;

    /**
     * Begins, with nothing said.
     *
     * @param step number of the model call within the task
     * @param since a record at which the call was begun already and not ended yet
     */
    Utterance(int step, long since, Voice voice) {
        this.step = step;
        this.since = since;
        this.voice = voice;
    }

    @Override
    public void heard(String text) {
        add(text);
        voice.ring();
    }

    @Override
    public void again() {
        forget();
        voice.ring();
    }

    /** The call has ended: who listens still gets the rest, nobody else comes to hear of it. */
    @Override
    public void close() {
        voice.fallSilent(); // before it is over: who has heard all of it must not find it again
        end();
        voice.ring();
    }

    private synchronized void add(String text) {
        kept.append(text);
        int tooMany = kept.length() - first - MOST_CHARS;
        if (tooMany > 0) {
            first += tooMany;
            dropped += tooMany;
        }
        if (first > MOST_CHARS) {
            kept.delete(0, first);
            first = 0;
        }
    }

    private synchronized void forget() {
        kept.setLength(0);
        first = 0;
        dropped = 0;
        beginnings++;
    }

    private synchronized void end() {
        over = true;
    }

    /** What was said behind a place; who missed some of it hears nothing more, until it begins anew. */
    synchronized Said behind(Place place) {
        boolean anew = place.beginnings() != beginnings;
        Place from = anew ? new Place(beginnings, 0) : place;
        boolean again = anew && place.heard() > 0;
        if (from.missed()) {
            return new Said(from, Optional.empty(), over);
        }
        if (from.heard() < dropped) {
            return said(from.missing(), again || from.heard() > 0, "");
        }
        int begin = first + (int) (from.heard() - dropped);
        int end = kept.length();
        if (!over && end > begin && Character.isHighSurrogate(kept.charAt(end - 1))) {
            end--; // its other half is on the way
        }
        return said(new Place(beginnings, dropped + end - first), again, kept.substring(begin, end));
    }

    private Said said(Place place, boolean again, String text) {
        boolean nothing = text.isEmpty() && !again;
        return new Said(place, nothing ? Optional.empty() : Optional.of(new Words(step, since, again, text)), over);
    }

    /**
     * How far somebody has heard.
     *
     * @param beginnings of which one
     * @param heard characters; negative for who missed some
     */
    record Place(int beginnings, long heard) {
        static final Place START = new Place(0, 0);
        private static final long MISSED = -1;

        private boolean missed() {
            return heard == MISSED;
        }

        private Place missing() {
            return new Place(beginnings, MISSED);
        }
    }

    /**
     * What somebody hears.
     *
     * @param place how far he then has heard
     * @param last whether nothing more will come
     */
    record Said(Place place, Optional<Words> words, boolean last) {}
}
