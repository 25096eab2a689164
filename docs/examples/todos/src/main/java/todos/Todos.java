package todos;

import dev.parley.socketio.Event;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Socket.IO's list of things to do: whoever changes it is answered, the others are told. */
public class Todos implements ParleyApplication {
    public record Todo(String id, String title, boolean completed) {}

    /** Either data or an error, perhaps with details; nothing at all says that it is done. */
    public record Answer(Object data, String error, List<Problem> errorDetails) {
        static final Answer DONE = new Answer(null, null, null);
        static final Answer NOT_FOUND = new Answer(null, "entity not found", null);

        static Answer with(Object data) {
            return new Answer(data, null, null);
        }

        static Answer invalid(List<Problem> problems) {
            return new Answer(null, "invalid payload", problems);
        }
    }

    /** What is wrong with one field. */
    public record Problem(String message, List<String> path, String type) {}

    private static final Request<JsonObject, Answer> CREATE = Request.of("todo:create", JsonObject.class, Answer.class);
    private static final Request<String, Answer> READ = Request.of("todo:read", String.class, Answer.class);
    private static final Request<JsonObject, Answer> UPDATE = Request.of("todo:update", JsonObject.class, Answer.class);
    private static final Request<String, Answer> DELETE = Request.of("todo:delete", String.class, Answer.class);
    private static final Request<Void, Answer> LIST = Request.of("todo:list", Void.class, Answer.class);

    private static final Event<Todo> CREATED = Event.of("todo:created", Todo.class);
    private static final Event<Todo> UPDATED = Event.of("todo:updated", Todo.class);
    private static final Event<String> DELETED = Event.of("todo:deleted", String.class);

    /** Guarded by this; what changes is told under the lock as well, so that all hear of changes in their order. */
    private final Map<String, Todo> todos = new LinkedHashMap<>();

    @Override
    public void install(Parley parley) {
        Namespace namespace = parley.io().of("/");
        namespace.on(CREATE, this::create);
        namespace.on(READ, this::read);
        namespace.on(UPDATE, this::update);
        namespace.on(DELETE, this::delete);
        namespace.on(LIST, this::list);
        namespace.onError(EventRefused.class, (socket, refusal) -> "invalid payload");
    }

    private synchronized Answer create(Socket socket, JsonObject fields) {
        TodoForm form = TodoForm.of(fields).withoutId();
        if (!form.problems().isEmpty()) {
            return Answer.invalid(form.problems());
        }
        Todo todo = form.todo(UUID.randomUUID().toString());
        todos.put(todo.id(), todo);
        socket.broadcast().emit(CREATED, todo);
        return Answer.with(todo.id());
    }

    private synchronized Answer read(Socket socket, String id) {
        return todos.containsKey(id) ? Answer.with(todos.get(id)) : Answer.NOT_FOUND;
    }

    private synchronized Answer update(Socket socket, JsonObject fields) {
        TodoForm form = TodoForm.of(fields).withId();
        if (!form.problems().isEmpty()) {
            return Answer.invalid(form.problems());
        }
        Todo todo = form.todo(fields.getString("id"));
        if (todos.replace(todo.id(), todo) == null) {
            return Answer.NOT_FOUND;
        }
        socket.broadcast().emit(UPDATED, todo);
        return Answer.DONE;
    }

    private synchronized Answer delete(Socket socket, String id) {
        if (todos.remove(id) == null) {
            return Answer.NOT_FOUND;
        }
        socket.broadcast().emit(DELETED, id);
        return Answer.DONE;
    }

    private synchronized Answer list(Socket socket, Void nothing) {
        return Answer.with(List.copyOf(todos.values()));
    }
}
