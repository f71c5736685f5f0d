package vn.sotruong.office.registry;

/**
 * Đơn vị tiếp nhận: the office itself.
 *
 * @param code as bundles name it
 * @param address the URL under which couriers reach it
 */
public record Unit(String code, String name, String address) {}
