package vn.sotruong.backup.seal;

/** Sai mật khẩu khóa: the passphrase does not open this private key. */
public final class WrongPassphrase extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongPassphrase() {
        super("the passphrase does not open this key");
    }
}
