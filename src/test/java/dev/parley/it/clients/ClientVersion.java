package dev.parley.it.clients;

import dev.parley.it.clients.adapter.IoSocketClient;
import java.net.URI;

/** The versions of the client. */
public enum ClientVersion {
    /** Speaks protocol 4 on Engine.IO 3. */
    OLD("1.0.2"),

    /** Speaks protocol 5 on Engine.IO 4. */
    NEW("2.1.2");

    private final String number;

    ClientVersion(String number) {
        this.number = number;
    }

    public String number() {
        return number;
    }

    private ClassLoader loader() {
        return switch (this) {
            case OLD -> ApartLoader.OLD_CLIENT;
            case NEW -> ClientVersion.class.getClassLoader();
        };
    }

    JavaClient open(ClientKind kind, URI server) {
        try {
            Class<?> adapter = loader().loadClass(IoSocketClient.class.getName());
            return (JavaClient) adapter.getConstructor(ClientKind.class, URI.class).newInstance(kind, server);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the client " + number + " cannot be loaded", e);
        }
    }
}
