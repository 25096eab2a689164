package dev.parley.chat.store;

class H2MemoryStoreTest extends ChatStoreContract {
    @Override
    ChatStore open() {
        return new JdbcStore(Database.inMemory());
    }
}
