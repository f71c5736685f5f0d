/**
 * Mã định danh: codes come from the upper database's file, are compared with our own people and classes, confirmed by a
 * second person, and then stay. A code bound to the wrong person is superseded in the open, never written over.
 *
 * <p>Owns: binding, binding_change, binding_file, class_code, unit_code, unit_code_change.
 */
@NullMarked
package vn.sotruong.school.identifiers;

import org.jspecify.annotations.NullMarked;
