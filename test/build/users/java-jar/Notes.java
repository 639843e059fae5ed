import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

public class Notes {
    private static final Path NOTES = Path.of(System.getProperty("java.io.tmpdir"), "notes.txt");

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(3008), 0);
        server.createContext("/", exchange -> answer(exchange, "hello\n"));
        server.createContext("/notes", Notes::notes);
        server.start();
    }

    private static void notes(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            Files.write(NOTES, exchange.getRequestBody().readAllBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            answer(exchange, "noted\n");
        } else answer(exchange, Files.readString(NOTES));
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, text.length());
        exchange.getResponseBody().write(text.getBytes());
        exchange.close();
    }
}
