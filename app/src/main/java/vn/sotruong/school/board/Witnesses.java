package vn.sotruong.school.board;

import java.util.Collection;

/** Người chứng kiến: a leader and a member of the board, two people, neither of them the requester. */
final class Witnesses {
    private Witnesses() {}

    static boolean enough(String requester, Collection<String> leaders, Collection<String> members) {
        return leaders.stream()
                .filter(leader -> !leader.equals(requester))
                .anyMatch(leader ->
                        members.stream().anyMatch(member -> !member.equals(requester) && !member.equals(leader)));
    }
}
