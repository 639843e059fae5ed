import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public class Greeter {
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/", exchange -> answer(exchange, "open\n"));
        server.createContext("/hello", Greeter::hello);
        server.createContext("/java", exchange -> answer(exchange, Runtime.version().feature() + " " + System.getProperty("user.name") + "\n"));
        server.start();
    }

    private static void hello(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getQuery();
        answer(exchange, String.format(Files.readString(Path.of("words", "hello.txt")), name));
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
