package words;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

public final class Words {
    public static String welcome() throws IOException {
        try (InputStream text = Words.class.getResourceAsStream("/welcome.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
