package dev.parley.web;

import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.contract.Contract;
import dev.parley.socketio.protocol.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The files below Socket.IO's path, which every page may have: the browser's client, and the contract. Immutable.
 *
 * @param path with a slash at the end
 * @param servesClient whether the client is there
 * @param contract whose contract is there; null for none
 */
record EngineFiles(String path, boolean servesClient, SocketIoServer contract) {
    /** Of engines that do not speak Socket.IO. */
    static final EngineFiles NONE = new EngineFiles("/", false, null);

    /** Answers if a file is asked for. */
    boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = RequestFacts.path(request);
        boolean isRead = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!isRead || !asked.startsWith(path)) {
            return false;
        }
        String name = asked.substring(path.length());
        Optional<ClientBundle> bundle = servesClient ? ClientBundle.find(name) : Optional.empty();
        if (bundle.isPresent()) {
            bundle.get().serve(request, response);
            return true;
        }
        return serveContract(name, request.getServletContext().getServletContextName(), response);
    }

    private boolean serveContract(String name, String title, HttpServletResponse response) throws IOException {
        if (contract != null && name.equals("events.d.ts")) {
            HttpAnswer.text(200, "text/plain; charset=utf-8", Contract.of(contract).typeScript()).write(response);
            return true;
        } else if (contract != null && name.equals("asyncapi.json")) {
            String document = JsonText.write(Contract.of(contract).asyncApi(title == null ? "Events" : title, "1"));
            HttpAnswer.text(200, "application/json", document).write(response);
            return true;
        }
        return false;
    }
}
