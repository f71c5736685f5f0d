package vn.sotruong.ground.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Tệp tĩnh: scripts, style sheets, fonts and drawings that lie beside a room's Java. Each is served under an address
 * that holds its hash, so a browser keeps it for good. In a style sheet, {@code url(asset:web/x.woff2)} becomes such an
 * address.
 */
final class Assets {
    private static final String ROOT = "/static/";
    static final String PATH = ROOT + "{hash}/{room}/{file}";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*\\.(css|js|woff2|svg)");
    private static final Pattern REFERENCE = Pattern.compile("asset:([a-z0-9./-]+)");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private final Map<String, Room> rooms;
    private final Map<String, Optional<Asset>> known = new ConcurrentHashMap<>();

    /** A file as it goes out; {@code packed} is absent where gzip gains nothing. */
    private static final class Asset {
        final String hash;
        final String type;
        final byte[] plain;
        final Optional<byte[]> packed;

        Asset(String hash, String type, byte[] plain, Optional<byte[]> packed) {
            this.hash = hash;
            this.type = type;
            this.plain = plain;
            this.packed = packed;
        }
    }

    Assets(Map<String, Room> rooms) {
        this.rooms = rooms;
    }

    /** The address of {@code room/file}. */
    String address(String name) {
        var asset = find(name).orElseThrow(() -> new IllegalArgumentException("no static file " + name));
        return ROOT + asset.hash + "/" + name;
    }

    void serve(Context ctx) {
        var asset = find(ctx.pathParam("room") + "/" + ctx.pathParam("file"));
        if (asset.isEmpty()) {
            throw new io.javalin.http.NotFoundResponse();
        }
        send(ctx, asset.get());
    }

    private static void send(Context ctx, Asset asset) {
        // A page of before an update may still name the old hash: it gets today's file, but must not keep it.
        boolean current = asset.hash.equals(ctx.pathParam("hash"));
        ctx.header("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-store");
        ctx.header("Vary", "Accept-Encoding");
        ctx.disableCompression();
        ctx.contentType(asset.type);
        var accepts = ctx.header("Accept-Encoding");
        if (asset.packed.isPresent() && accepts != null && accepts.contains("gzip")) {
            ctx.header("Content-Encoding", "gzip");
            ctx.result(asset.packed.get());
        } else {
            ctx.result(asset.plain);
        }
    }

    private Optional<Asset> find(String name) {
        var cached = known.get(name);
        if (cached != null) {
            return cached;
        }
        int slash = name.indexOf('/');
        var room = slash < 0 ? null : rooms.get(name.substring(0, slash));
        var file = name.substring(slash + 1);
        if (room == null || !NAME.matcher(file).matches()) {
            return Optional.empty();
        }
        var asset = room.find(file).map(bytes -> pack(file, bytes));
        if (asset.isPresent()) {
            known.put(name, asset);
        }
        return asset;
    }

    private Asset pack(String file, byte[] bytes) {
        var kind = file.substring(file.lastIndexOf('.') + 1);
        var plain = kind.equals("css") ? withAddresses(bytes) : bytes;
        var type = TYPES.getOrDefault(kind, "application/octet-stream");
        var packed = kind.equals("woff2") ? Optional.<byte[]>empty() : Optional.of(gzip(plain));
        return new Asset(hash(plain), type, plain, packed);
    }

    private byte[] withAddresses(byte[] css) {
        return REFERENCE
                .matcher(new String(css, StandardCharsets.UTF_8))
                .replaceAll(match -> address(match.group(1)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream(plain.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
