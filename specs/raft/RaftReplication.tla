--------------------------- MODULE RaftReplication ---------------------------
(***************************************************************************)
(* The log: entries go to followers in batches, one batch after the other  *)
(* without waiting for answers; what is committed is replaced by a         *)
(* snapshot; who lacks what is gone gets the snapshot.                     *)
(*                                                                         *)
(* After D. Ongaro's thesis, chapter 5 (compaction) and section 10.2       *)
(* (batches and pipelining).                                               *)
(***************************************************************************)
EXTENDS RaftElections, RaftReads

\* Must a leader send its snapshot to a follower that lacks the entry at this index?  Replaceable.
IsCompacted(log, index) == index <= log.snapshot.lastIndex

\* Does a snapshot tell a node nothing new?  It may be late.  Replaceable.
IsLate(s, snapshot) == snapshot.lastIndex <= s.commitIndex

\* How far a follower agrees that answers so; the answer may be late.  Replaceable.
Matched(s, m) == Max(s.leading.matchIndex[m.from], m.matchIndex)

\* How many entries a leader sends to p: those that p may lack, as far as flow control lets them.
\* Of a log longer than the window that is none before p has answered, and told where its own ends.
Batch(s, p) ==
    LET room == s.leading.matchIndex[p] + Window + 1 - s.leading.nextIndex[p]
        available == LastIndex(s.log) + 1 - s.leading.nextIndex[p]
    IN  Max(0, Min(MaxBatch, Min(room, available)))

-----------------------------------------------------------------------------
\* What can happen at a node.

\* A client sends a command to leader n, unless n wants another to lead.
ClientRequest(n, c) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ s.leading.transferee = None
        /\ Step(n, AdvanceCommitIndex(n, [s EXCEPT !.log.entries =
                      Append(@, [type |-> "Client", term |-> s.currentTerm, command |-> c])]), {})

\* Leader n sends to member p what p may lack, or nothing but a heartbeat, and does not wait for an answer:
\* the next message continues where this one ends.  If one is lost, the next is refused, and tells n so.
\* Safe because matchIndex, and nothing else, says what p has.
SendAppendEntries(n, p) ==
    LET s == nodes[n]
        next == s.leading.nextIndex[p]
        batch == Batch(s, p)
    IN  /\ s.role = "Leader"
        /\ p \in DOMAIN s.leading.nextIndex
        /\ IF IsCompacted(s.log, next)
           THEN Step(n, [s EXCEPT !.leading.nextIndex[p] = s.log.snapshot.lastIndex + 1],
                     {InstallSnapshot(n, p, s.currentTerm, s.log.snapshot, s.leading.round)})
           ELSE Step(n, [s EXCEPT !.leading.nextIndex[p] = next + batch],
                     {AppendEntries(n, p, s.currentTerm, next - 1, TermAt(s.log, next - 1),
                                    EntriesBetween(s.log, next, next + batch - 1), s.commitIndex, s.leading.round)})

\* Node n replaces its log by a snapshot, up to an entry that is committed.  Safe because what is
\* committed is never asked for again but by who lacks it, and that gets the snapshot.
Compact(n, index) ==
    LET s == nodes[n]
    IN  /\ index \in s.log.snapshot.lastIndex + 1..s.commitIndex
        /\ Step(n, [s EXCEPT !.log = Compacted(@, index)], {})

-----------------------------------------------------------------------------
\* What a node does with a message.

HandleAppendEntries(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        follower == [Follower(s) EXCEPT !.leader = m.from]
        lastNew == m.prevLogIndex + Len(m.entries)
    IN  IF m.term < s.currentTerm THEN
            Step(n, s, {AppendEntriesReply(n, m.from, s.currentTerm, FALSE, 0, m.round)})
        ELSE IF ~Agrees(s.log, m.prevLogIndex, m.prevLogTerm) THEN
            Step(n, follower,
                 {AppendEntriesReply(n, m.from, s.currentTerm, FALSE, Min(m.prevLogIndex - 1, LastIndex(s.log)), m.round)})
        ELSE
            Step(n, [follower EXCEPT !.log = Merge(@, m.prevLogIndex, m.entries),
                                     !.commitIndex = Max(@, Min(m.leaderCommit, lastNew))],
                 {AppendEntriesReply(n, m.from, s.currentTerm, TRUE, lastNew, m.round)})

\* A follower takes the leader's snapshot in place of all that this covers, unless it knows that to be committed
\* already (thesis, figure 5.3).  Safe because a snapshot is of what is committed: nothing that follows it in another
\* log was ever committed, unless the two logs agree there.
HandleInstallSnapshot(m) ==
    LET n == m.to
        s == Adopt(nodes[n], m.term)
        follower == [Follower(s) EXCEPT !.leader = m.from]
    IN  IF m.term < s.currentTerm THEN
            Step(n, s, {AppendEntriesReply(n, m.from, s.currentTerm, FALSE, 0, m.round)})
        ELSE
            Step(n, IF IsLate(s, m.snapshot)
                    THEN follower
                    ELSE [follower EXCEPT !.log = Installed(@, m.snapshot), !.commitIndex = m.snapshot.lastIndex],
                 {AppendEntriesReply(n, m.from, s.currentTerm, TRUE, m.snapshot.lastIndex, m.round)})

\* A leader learns how far a follower agrees with it, and that it follows still.
HandleAppendEntriesReply(m) ==
    LET n == m.to
        p == m.from
        s == Adopt(nodes[n], m.term)
        heard == Confirm(n, [s EXCEPT !.leading.active = @ \cup {p}, !.leading.acked[p] = Max(@, Answered(s, m))])
        match == Matched(s, m)
        matched == AdvanceCommitIndex(n, [heard EXCEPT !.leading.matchIndex[p] = match,
                                                       !.leading.nextIndex[p] = Max(@, match + 1)])
        next == Max(s.leading.matchIndex[p] + 1, Min(s.leading.nextIndex[p], m.matchIndex + 1))
    IN  IF m.term < s.currentTerm \/ p \notin DOMAIN s.leading.matchIndex THEN
            Step(n, s, {})
        ELSE IF m.success THEN
            Step(n, matched, IF s.leading.transferee = p THEN Urge(n, matched) ELSE {})
        ELSE
            Step(n, [heard EXCEPT !.leading.nextIndex[p] = next], {})
=============================================================================
