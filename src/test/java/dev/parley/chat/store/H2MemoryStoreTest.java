package dev.parley.chat.store;

import dev.parley.storage.Database;

class H2MemoryStoreTest extends ChatStoreContract {
    @Override
    ChatStore open() {
        return new JdbcStore(Database.inMemory());
    }
}
