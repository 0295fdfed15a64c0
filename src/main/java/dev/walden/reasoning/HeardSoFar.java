package dev.walden.reasoning;

/** Tells that words are void only when there were some. Confined to the thread that asks. */
final class HeardSoFar implements Deltas {

    private final Deltas hearer;
    private boolean any;

    private HeardSoFar(Deltas hearer) {
        this.hearer = hearer;
    }

    /** Nobody stays nobody, so that engines see that no stream is wanted. */
    static Deltas of(Deltas hearer) {
        return NOBODY.equals(hearer) ? NOBODY : new HeardSoFar(hearer);
    }

    @Override
    public void heard(String text) {
        any = true;
        hearer.heard(text);
    }

    @Override
    public void again() {
        if (any) {
            any = false;
            hearer.again();
        }
    }
}
