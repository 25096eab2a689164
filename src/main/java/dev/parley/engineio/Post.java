package dev.parley.engineio;

/** A POST that waits for its answer. Implemented by whoever speaks HTTP; one of them is called, once, by any thread. */
public interface Post {

    /** Answers 200 {@code ok}. */
    void accept();

    /** Answers 400 without a body. */
    void reject();
}
