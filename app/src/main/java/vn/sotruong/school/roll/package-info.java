/**
 * Lớp, danh sách lớp và phân công giảng dạy. The assignment alone decides who may write marks in a class; a pupil's
 * number (STT) is given once a class and never to anybody else.
 *
 * <p>Owns: homeroom, homeroom_trait, homeroom_teacher, enrolment, teaching_assignment, substitution, department,
 * department_member, class_officer, class_programme, roll_ready, class_list.
 */
@NullMarked
package vn.sotruong.school.roll;

import org.jspecify.annotations.NullMarked;
