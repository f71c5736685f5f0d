/**
 * Sự cố và phản ánh: faults that pause the work, told on every page and to the superior at once; what teachers report
 * and the answer that each of them gets; and the register of how staff use the system.
 *
 * <p>Owns: incident, fault_report, fault_step, upstream_report, usage_record. What never happens here: a report without
 * its trace, an answer by the person who asked.
 */
@NullMarked
package vn.sotruong.school.incidents;

import org.jspecify.annotations.NullMarked;
