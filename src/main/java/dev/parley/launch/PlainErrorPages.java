package dev.parley.launch;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Tomcat's own pages about errors, without its version and without traces, and with the headers that pages have. */
final class PlainErrorPages extends ErrorReportValve {
    private static final int FIRST_ERROR = 400;

    PlainErrorPages() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        boolean isEmpty = response.getStatus() >= FIRST_ERROR && response.getContentWritten() == 0;
        if (isEmpty && response.getHeader("Content-Security-Policy") == null) { // nothing of the application's has seen it
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("X-Content-Type-Options", "nosniff");
        }
        super.report(request, response, failure);
    }
}
