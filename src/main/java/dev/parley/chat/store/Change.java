package dev.parley.chat.store;

/** Something to be kept, as it is from now on. Keeping it twice changes nothing. */
public sealed interface Change permits StoredMessage, StoredRoom, LastRead, FileUse, StoredAct {}
