package vn.sotruong.ground.web;

import io.javalin.http.Context;
import io.javalin.rendering.FileRenderer;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.Loader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Máy dựng trang: Pebble over the templates beside each room's Java, with escaping on and no unknown variable. */
final class Renderer implements FileRenderer {
    private final PebbleEngine pebble;
    private final Function<Context, Frame> frames;
    private final Words words;

    Renderer(Map<String, Room> rooms, Words words, Function<Context, Frame> frames) {
        this.frames = frames;
        this.words = words;
        this.pebble = new PebbleEngine.Builder()
                .loader(new RoomLoader(rooms))
                .extension(words)
                .strictVariables(true)
                .autoEscaping(true)
                .build();
    }

    @Override
    public String render(String template, Map<String, ? extends Object> model, Context ctx) {
        var frame = frames.apply(ctx);
        var all = new HashMap<String, Object>(model);
        all.put("page", frame);
        var out = new StringWriter(32 * 1024);
        try {
            pebble.getTemplate(template).evaluate(out, all, frame.language().locale());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The words of a key, of whichever room. */
    String say(Language language, String key, Object... given) {
        return words.say(language, key, given);
    }

    boolean knows(String key) {
        return words.knows(key);
    }

    /** A paper: always in Vietnamese, and without the frame of a page. */
    String paper(String template, Map<String, ? extends @Nullable Object> model) {
        var out = new StringWriter(64 * 1024);
        try {
            pebble.getTemplate(template).evaluate(out, new HashMap<String, Object>(model), Language.VI.locale());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private record RoomLoader(Map<String, Room> rooms) implements Loader<String> {
        @Override
        public Reader getReader(String name) {
            return find(name)
                    .map(bytes -> new StringReader(new String(bytes, StandardCharsets.UTF_8)))
                    .orElseThrow(() -> new IllegalArgumentException("no template " + name));
        }

        private Optional<byte[]> find(String name) {
            int slash = name.indexOf('/');
            var room = slash < 0 ? null : rooms.get(name.substring(0, slash));
            return room == null || !name.endsWith(".peb") ? Optional.empty() : room.find(name.substring(slash + 1));
        }

        @Override
        public void setCharset(String charset) {}

        @Override
        public void setPrefix(String prefix) {}

        @Override
        public void setSuffix(String suffix) {}

        @Override
        public String resolveRelativePath(String relativePath, String anchorPath) {
            return relativePath;
        }

        @Override
        public String createCacheKey(String name) {
            return name;
        }

        @Override
        public boolean resourceExists(String name) {
            return find(name).isPresent();
        }
    }
}
