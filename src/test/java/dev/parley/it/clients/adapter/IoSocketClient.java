package dev.parley.it.clients.adapter;

import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** A client of the library's. For one thread; the library's own threads call it where it says so. */
public final class IoSocketClient implements JavaClient {
    private static final int DEADLINE_SECONDS = 20;

    private final ClientKind kind;
    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(1, TimeUnit.MINUTES).build(); // as the library makes its own
    private final Manager manager;
    private final List<JavaSocket> sockets = new ArrayList<>();
    private final List<String> packets = new CopyOnWriteArrayList<>();
    private final CountDownLatch upgraded = new CountDownLatch(1);
    private volatile io.socket.engineio.client.Socket engine;
    private volatile CountDownLatch closed = new CountDownLatch(0);

    public IoSocketClient(ClientKind kind, URI server) {
        this.kind = kind;
        Manager.Options options = new Manager.Options();
        options.path = server.getPath() + "socket.io";
        options.transports = kind.transports().names().toArray(String[]::new);
        options.reconnectionDelay = 10;
        options.callFactory = http;
        options.webSocketFactory = http;
        manager = new Manager(server, options);
        manager.on(Manager.EVENT_OPEN, nothing -> opened());
    }

    // called by the library
    private void opened() {
        CountDownLatch end = new CountDownLatch(1);
        closed = end;
        engine = engineOf(manager);
        engine.on("close", reason -> end.countDown());
        engine.on("upgrade", transport -> upgraded.countDown());
        engine.on("data", data -> packets.add(data[0].toString()));
    }

    // which a manager keeps to itself
    private static io.socket.engineio.client.Socket engineOf(Manager manager) {
        try {
            Field engine = Manager.class.getDeclaredField("engine");
            engine.setAccessible(true);
            return (io.socket.engineio.client.Socket) engine.get(manager);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ClientKind kind() {
        return kind;
    }

    @Override
    public JavaSocket approach(String namespace, Map<String, String> credentials) {
        Manager.Options options = new Manager.Options();
        if (kind.isOld()) {
            options.query = credentials.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("&"));
        } else {
            options.auth = credentials;
        }
        Socket socket = manager.socket(namespace, options);
        JavaSocket adapted = new IoSocket(kind + " in " + namespace, socket);
        sockets.add(adapted);
        socket.connect();
        return adapted;
    }

    @Override
    public String engineId() {
        return engine.id();
    }

    @Override
    public boolean hasUpgraded() {
        return upgraded.getCount() == 0;
    }

    @Override
    public void awaitUpgrade() {
        await(upgraded, "the upgrade did not come");
    }

    @Override
    public List<String> packets() {
        return packets;
    }

    @Override
    public String origin() {
        return Manager.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Override
    public void close() {
        sockets.forEach(JavaSocket::leave);
        await(closed, "the session did not end");
        Dispatcher requests = http.dispatcher();
        CountDownLatch idle = new CountDownLatch(1);
        requests.setIdleCallback(idle::countDown);
        if (requests.runningCallsCount() > 0) {
            await(idle, "requests have remained");
        }
        requests.executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(kind + ": " + complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
