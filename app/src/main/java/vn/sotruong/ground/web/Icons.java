package vn.sotruong.ground.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Properties;

/** Biểu tượng: line drawings, each sent once in the page that uses it and drawn wherever it is named. */
final class Icons {
    private final Properties shapes = new Properties();

    Icons() {
        var text = Room.of(Icons.class).find("icons.properties").orElseThrow();
        try {
            shapes.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reference that draws an icon here. */
    String use(String name) {
        if (!shapes.containsKey(name)) {
            throw new IllegalArgumentException("no icon " + name);
        }
        return "<svg class=\"i\" aria-hidden=\"true\"><use href=\"#i-" + name + "\"/></svg>";
    }

    /** The drawings themselves, for the end of the page. */
    String sprite(Collection<String> names) {
        var out = new StringBuilder("<svg class=\"sprite\" aria-hidden=\"true\">");
        for (var name : names) {
            out.append("<symbol id=\"i-").append(name).append("\" viewBox=\"0 0 24 24\">");
            out.append(shapes.getProperty(name)).append("</symbol>");
        }
        return out.append("</svg>").toString();
    }
}
