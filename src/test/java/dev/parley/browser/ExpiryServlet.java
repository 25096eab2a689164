package dev.parley.browser;

import dev.parley.connection.CloseStatus;
import dev.parley.web.Parley;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Part of a WAR: lets the sign-in of everybody expire. */
@WebServlet("/expire")
public class ExpiryServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        Parley.of(getServletContext())
                .webSockets()
                .connections()
                .forEach(connection -> connection.close(new CloseStatus(4401, "auth expired")));
    }
}
