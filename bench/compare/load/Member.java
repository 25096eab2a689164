package load;

/** One client of a crowd. */
interface Member {
    /** Whether it may talk. */
    boolean isIn();

    boolean isGone();

    void close();
}
