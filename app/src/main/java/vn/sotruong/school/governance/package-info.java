/**
 * Quản trị: what one person proposes and another decides. Rights, posts and accounts change only by a proposal that the
 * principal, or somebody to whom the principal delegated it, has approved; approval carries the matter out at once.
 *
 * <p>Owns: proposal, delegation, grant_of_right, staff_group, staff_group_member, account_slip. What never happens here:
 * a proposer who decides, a decision on a matter of one's own, a right to enter marks that is given by a grant.
 */
@NullMarked
package vn.sotruong.school.governance;

import org.jspecify.annotations.NullMarked;
