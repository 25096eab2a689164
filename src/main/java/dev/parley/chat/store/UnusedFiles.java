package dev.parley.chat.store;

/** The files of which no message speaks. Safe for use by many threads. */
record UnusedFiles(ChatStore store, Unsaved unsaved) {

    /**
     * Removes those that were sent before a moment; none while the database does not know yet of which files messages speak, as
     * after an end in the midst of it. Blocks.
     */
    void remove(long before) {
        if (!unsaved.hasFileUses()) {
            store.removeUnusedFiles(before);
        }
    }
}
