package dev.walden.memory;

/** Another fact and what it is to the one that is judged. */
record Ruled(Fact fact, Relation relation) {

    /** Says the same, is believed no less and has no other end. */
    boolean covers(Fact judged) {
        return relation == Relation.SAME
                && (fact.trusted() || !judged.trusted())
                && (judged.until() == null || judged.until().equals(fact.until()));
    }

    boolean yieldsTo(Fact judged) {
        return judged.trusted() || !fact.trusted();
    }

    /** Whether it may end the one that is judged. */
    boolean binds(Fact judged) {
        return fact.trusted() || !judged.trusted();
    }

    String why() {
        return relation.why();
    }
}
