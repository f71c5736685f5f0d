package vn.sotruong.office.intake;

/** Đường đến: how a bundle came. */
public enum Via {
    HTTPS,
    USB
}
