--------------------------- MODULE MCZabCompaction --------------------------
(***************************************************************************)
(* Zab with faults of compacted histories, and with situations of them     *)
(* that must be reachable.                                                 *)
(***************************************************************************)
EXTENDS MCZab

\* One server compacts, and all that it may.
CompactAll == event'.type = "Compact" => event'.node = OneOfTwo /\ event'.index = nodes[event'.node].lastCommitted

-----------------------------------------------------------------------------
\* Planted faults.

\* For MayCompact: a snapshot is of all that is logged, delivered or not (ZOOKEEPER-1558).
CompactLogged(s, index) == index \in s.history.snapshot.lastIndex + 1..Length(s.history)

\* For ReachesBack: a leader takes what it has compacted for what everybody has.
AlwaysReachesBack(history, zxid) == TRUE

\* For Durable: a restart reads the log, and not the snapshot that it follows.
ForgetSnapshot(s) ==
    [Looking(s) EXCEPT !.history.snapshot = NoSnapshot, !.lastCommitted = 0]

\* For IsLater: a history is as late as what its log has still.
LaterInLog(epoch, history, otherEpoch, otherHistory) ==
    LET Logged(h) == IF h.transactions = <<>> THEN NoZxid ELSE LastZxid(h)
    IN  epoch > otherEpoch \/ (epoch = otherEpoch /\ Precedes(Logged(otherHistory), Logged(history)))

\* For Compacted: a snapshot is made of the log alone, without the last snapshot.
ForgetOlder(history, index) ==
    [snapshot     |-> [lastIndex |-> index,
                       lastZxid  |-> ZxidAt(history, index),
                       state     |-> Commands(SubSeq(history.transactions, 1, index - history.snapshot.lastIndex))],
     transactions |-> After(history, index)]

\* For Holding: a follower that gets a snapshot has delivered what it had before, and no more.
DeliverNothing(s, history) == [s EXCEPT !.history = history]

-----------------------------------------------------------------------------
\* Witnesses.

\* A server is brought up to date by a snapshot, for the leader has compacted what it lacks.
NeverSnapshotSent ==
    \A m \in Arriving : m.type = "Snap" => m.history.snapshot.lastIndex <= nodes[m.to].history.snapshot.lastIndex
=============================================================================
