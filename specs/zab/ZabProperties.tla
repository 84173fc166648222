---------------------------- MODULE ZabProperties ---------------------------
(***************************************************************************)
(* What holds in Zab: the types, the properties by the names of sections   *)
(* II and III of the paper, what of compacted histories must hold, and     *)
(* that this is a replicated log.  They are about what servers deliver,    *)
(* and that is the same whether it has been compacted since or not.        *)
(***************************************************************************)
EXTENDS Zab

-----------------------------------------------------------------------------
\* Types.

Epoch == Nat
Transaction == [zxid : Zxid, command : Command]
Snapshot == [lastIndex : Nat, lastZxid : Zxid, state : Seq(Command)]
History == [snapshot : Snapshot, transactions : Seq(Transaction)]

LearnerOK(learner) ==
    /\ learner.stage \in {"Connected", "Accepted", "Synchronizing", "Active"}
    /\ learner.zxid \in Zxid

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.acceptedEpoch \in Epoch
    /\ s.currentEpoch \in 0..s.acceptedEpoch
    /\ s.history \in History
    /\ s.lastCommitted \in s.history.snapshot.lastIndex..Length(s.history)
    /\ s.phase \in {"Election", "Discovery", "Synchronization", "Broadcast"}
    /\ s.leader \in Node \cup {None}
    /\ s.leader = None <=> s.phase = "Election"
    /\ s.initialHistory \in History
    /\ s.latestEpoch \in Epoch
    /\ s.newEpoch \in Epoch
    /\ s.leader # n => s.newEpoch = 0 /\ s.latestEpoch = 0 /\ s.learners = <<>>
    /\ DOMAIN s.learners \subseteq Node \ {n}
    /\ \A p \in DOMAIN s.learners : LearnerOK(s.learners[p])
    /\ s.leader # n => s.round = 0
    /\ s.confirmed \in 0..s.round
    /\ DOMAIN s.acked \subseteq DOMAIN s.learners
    /\ \A p \in DOMAIN s.acked : s.acked[p] \in 1..s.round

MessageOK(m) ==
    CASE m.type = "CEpoch" ->
           m \in [type : {m.type}, from : Node, to : Node, acceptedEpoch : Epoch]
      [] m.type = "AckEpoch" ->
           m \in [type : {m.type}, from : Node, to : Node, accepts : BOOLEAN, currentEpoch : Epoch, history : History]
      [] m.type = "Diff" ->
           m \in [type : {m.type}, from : Node, to : Node, transactions : Seq(Transaction)]
      [] m.type = "Trunc" ->
           m \in [type : {m.type}, from : Node, to : Node, zxid : Zxid, transactions : Seq(Transaction)]
      [] m.type = "Snap" ->
           m \in [type : {m.type}, from : Node, to : Node, history : History]
      [] m.type \in {"NewEpoch", "NewLeader"} ->
           m \in [type : {m.type}, from : Node, to : Node, epoch : Epoch]
      [] m.type \in {"AckLeader", "CommitLeader", "Ack", "Commit"} ->
           m \in [type : {m.type}, from : Node, to : Node, zxid : Zxid]
      [] m.type = "Propose" ->
           m \in [type : {m.type}, from : Node, to : Node, transaction : Transaction]
      [] m.type \in {"Ping", "PingReply"} ->
           m \in [type : {m.type}, from : Node, to : Node, round : Nat]

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ DOMAIN network \subseteq Node \X Node
    /\ \A c \in DOMAIN network : \A i \in DOMAIN network[c] :
          MessageOK(network[c][i]) /\ <<network[c][i].from, network[c][i].to>> = c
    /\ committed \in Seq(Transaction)
    /\ \A e \in primaries : e.epoch \in Epoch /\ e.leader \in Node /\ e.history \in Seq(Transaction) /\ e.initial \in 0..Len(e.history)
    /\ \A n \in Node : Len(reads[n]) = nodes[n].round /\ \A i \in DOMAIN reads[n] : reads[n][i] \in 0..Len(committed)

-----------------------------------------------------------------------------
\* Safety, by the names of the paper.

Range(sequence) == {sequence[i] : i \in DOMAIN sequence}

\* What a server has delivered since it started, and before, if that is in its snapshot.
Delivered(s) == SubSeq(Whole(s.history, committed), 1, s.lastCommitted)

\* What servers have delivered, in the order in which they did: now, or before they stopped.
Deliveries == {Delivered(nodes[n]) : n \in Node} \cup {committed}

\* What the primary of an epoch has broadcast, in order, and what it had delivered before.
Broadcast(e) == SubSeq(e.history, e.initial + 1, Len(e.history))
Initial(e) == SubSeq(e.history, 1, e.initial)

\* t comes before u in a sequence that has both.
InOrder(sequence, t, u) ==
    \E i, j \in DOMAIN sequence : i < j /\ sequence[i] = t /\ sequence[j] = u

\* A message that arrives is one for the phase that its receiver is in: a follower hears from
\* the leader that it follows, a leader from a follower that has come as far as its message says.
\* So handlers need not ask.  Only CEpoch may find anybody, and NewEpoch one that has it already.
InPlace ==
    \A m \in Arriving :
        LET s == nodes[m.to]
        IN  CASE m.type = "CEpoch" -> TRUE
              [] m.type = "NewEpoch" -> s.leader = m.from
              [] m.type \in {"Diff", "Trunc", "Snap", "NewLeader", "CommitLeader"} ->
                     s.leader = m.from /\ s.phase = "Synchronization"
              [] m.type = "Propose" -> s.leader = m.from /\ s.phase \in {"Synchronization", "Broadcast"}
              [] m.type \in {"Commit", "Ping"} -> s.leader = m.from /\ s.phase = "Broadcast"
              [] m.type = "AckEpoch" -> s.leader = m.to /\ m.from \in At(s, "Connected")
              [] m.type = "AckLeader" -> s.leader = m.to /\ m.from \in At(s, "Synchronizing")
              [] m.type \in {"Ack", "PingReply"} -> s.leader = m.to /\ m.from \in At(s, "Active")

\* One server leads an epoch.
OneLeaderPerEpoch ==
    \A e, f \in primaries : e.epoch = f.epoch => e = f

\* What is delivered was broadcast.
Integrity ==
    \A d \in Deliveries : \A t \in Range(d) : \E e \in primaries : t \in Range(Broadcast(e))

\* Where one server delivers t before u, a server that delivers u delivers t before it.
TotalOrder ==
    \A d, o \in Deliveries : \A i, j \in DOMAIN d :
        i < j /\ d[j] \in Range(o) => InOrder(o, d[i], d[j])

\* Of two servers, one delivers all that the other does.
Agreement ==
    \A d, o \in Deliveries : Range(d) \subseteq Range(o) \/ Range(o) \subseteq Range(d)

\* Where a primary broadcasts t before u, who delivers u delivers t before it.
LocalPrimaryOrder ==
    \A e \in primaries, d \in Deliveries : \A i, j \in DOMAIN Broadcast(e) :
        i < j /\ Broadcast(e)[j] \in Range(d) => InOrder(d, Broadcast(e)[i], Broadcast(e)[j])

\* Where t is broadcast in an earlier epoch than u, who delivers both delivers t first.
GlobalPrimaryOrder ==
    \A e, f \in primaries : e.epoch < f.epoch =>
        \A t \in Range(Broadcast(e)), u \in Range(Broadcast(f)), d \in Deliveries :
            {t, u} \subseteq Range(d) => InOrder(d, t, u)

\* A primary that broadcasts has delivered before whatever of an earlier epoch is ever delivered.
PrimaryIntegrity ==
    \A e, f \in primaries : e.epoch < f.epoch /\ Broadcast(f) # <<>> =>
        \A t \in Range(Broadcast(e)), d \in Deliveries : t \in Range(d) => t \in Range(Initial(f))

\* What is delivered is in the history of every later leader, in its place.
DeliveredSurvives ==
    \A e \in primaries : \A i \in DOMAIN committed :
        committed[i].zxid.epoch < e.epoch => i <= Len(e.history) /\ e.history[i] = committed[i]

\* An epoch, accepted or current, never goes back, not even by a restart.
EpochsMonotonic ==
    [][\A n \in Node : /\ nodes'[n].acceptedEpoch >= nodes[n].acceptedEpoch
                       /\ nodes'[n].currentEpoch >= nodes[n].currentEpoch]_vars

\* What is delivered is forgotten by a restart only.
LastCommittedMonotonic ==
    [][\A n \in Node : nodes'[n].lastCommitted >= nodes[n].lastCommitted \/ Restart(n)]_vars

-----------------------------------------------------------------------------
\* Snapshots.

\* A snapshot holds what has been delivered, and all of it up to its last transaction.
SnapshotsDelivered ==
    \A n \in Node :
        LET snapshot == nodes[n].history.snapshot
        IN  /\ snapshot.lastIndex <= nodes[n].lastCommitted
            /\ snapshot.state = Commands(SubSeq(committed, 1, snapshot.lastIndex))
            /\ snapshot.lastZxid = IF snapshot.lastIndex = 0 THEN NoZxid ELSE committed[snapshot.lastIndex].zxid

\* Nobody is told to cut what its snapshot stands for, which it could not; nor gets a history without that.
SnapshotsKept ==
    \A m \in Arriving :
        LET snapshot == nodes[m.to].history.snapshot
        IN  CASE m.type = "Trunc" -> ~Precedes(m.zxid, snapshot.lastZxid)
              [] m.type = "Snap"  -> ~Precedes(LastZxid(m.history), snapshot.lastZxid)
              [] OTHER            -> TRUE

-----------------------------------------------------------------------------
\* Reads.

\* A leader that a quorum has answered has delivered what anybody had when the round began.
ReadsLinearizable ==
    \A n \in Node : \A round \in 1..nodes[n].confirmed : nodes[n].lastCommitted >= reads[n][round]

-----------------------------------------------------------------------------
\* Refinement: the log is what is delivered; what a server has applied, its own snapshot and log say.

\* LOCAL, because TLC's symmetry looks at how many definitions there are (specs/MODELS.md).
LOCAL ReplicatedLog == INSTANCE ReplicatedLog WITH
    Replica <- Node,
    log     <- Commands(committed),
    applied <- [n \in Node |-> CommandsUpTo(nodes[n].history, nodes[n].lastCommitted)]

RefinesReplicatedLog == ReplicatedLog!Spec
=============================================================================
