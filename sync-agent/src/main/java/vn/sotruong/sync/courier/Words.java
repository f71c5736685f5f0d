package vn.sotruong.sync.courier;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** Câu chữ của người đưa thư, in Vietnamese or English. */
final class Words {
    private final Properties words = new Properties();

    Words(String language) {
        var name = "messages_" + language + ".properties";
        try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(name), name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String say(String key, Object... facts) {
        var sentence = Objects.requireNonNull(words.getProperty(key), key).replace("'", "''");
        return new MessageFormat(sentence, Locale.ROOT).format(facts);
    }
}
