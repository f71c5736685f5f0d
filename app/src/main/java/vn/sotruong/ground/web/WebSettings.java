package vn.sotruong.ground.web;

import java.security.KeyStore;

/**
 * Thiết lập cửa trước.
 *
 * @param host the address to listen on; loopback unless told otherwise
 * @param port 0 takes a free one
 * @param tls holds one private key with its certificate chain, without a password
 */
public record WebSettings(String host, int port, KeyStore tls) {}
