-------------------------------- MODULE MCZab -------------------------------
(***************************************************************************)
(* Zab as a bounded model: bounds, symmetry, the name of each step; the    *)
(* faults that some models plant, and the situations that some must reach. *)
(* What a model bounds and what it must yield stands in models/zab-*.cfg.  *)
(***************************************************************************)
EXTENDS Zab, TLC

CONSTANTS
    MaxEpoch,       \* epochs go from 0 to this
    MaxHistory,     \* a history has at most this many transactions
    MaxInFlight,    \* at most this many messages are in the network at once
    MaxInChannel    \* and at most this many in one channel

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, committed, primaries, event>>

View == <<nodes, network, committed, primaries>>

Symmetry == Permutations(Node)

RECURSIVE InFlight(_)
InFlight(channels) ==
    IF channels = {} THEN 0 ELSE LET c == CHOOSE c \in channels : TRUE IN Len(network[c]) + InFlight(channels \ {c})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node :
          /\ nodes[n].acceptedEpoch <= MaxEpoch
          /\ nodes[n].newEpoch <= MaxEpoch
          /\ Len(nodes[n].history) <= MaxHistory
    /\ \A c \in DOMAIN network : Len(network[c]) <= MaxInChannel
    /\ InFlight(DOMAIN network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Zab's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n, p \in Node :
          Elect(n, p) /\ event' = [type |-> "Elect", node |-> n, leader |-> p]
    \/ \E n \in Node :
          \/ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n \in Node, c \in Command :
          ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E m \in Arriving :
          Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
    \/ \E n, p \in Node :
          Disconnect(n, p) /\ event' = [type |-> "Disconnect", between |-> {n, p}]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* For models that would be too large otherwise.

\* Two servers lead, in turns.
OneOfTwo == CHOOSE n \in Node : TRUE
OtherOfTwo == CHOOSE n \in Node : n # OneOfTwo
InTurns ==
    \A n \in Node : nodes[n].leader = n =>
        n = IF nodes[n].newEpoch % 2 = 1 THEN OneOfTwo ELSE OtherOfTwo

\* The oracle names who leads already.
FollowLeaders == event'.type = "Elect" => event'.leader = event'.node \/ nodes[event'.leader].leader = event'.leader

\* Nobody restarts.
NoRestart == event'.type # "Restart"
-----------------------------------------------------------------------------
\* Planted faults: each replaces operators of Zab in a model that must then
\* violate a property.  Those of ZooKeeper have the numbers of its issues.

\* For IsQuorum: half of the servers is enough.
HalfIsQuorum(S) == 2 * Cardinality(S \ Observer) >= Cardinality(Node \ Observer)

\* For IsQuorum: an observer's word counts (ZOOKEEPER-2959).
ObserversCount(S) == 2 * Cardinality(S) > Cardinality(Node \ Observer)

\* For IsLater: a leader keeps its own history.
OwnHistory(epoch, history, otherEpoch, otherHistory) == FALSE

\* For IsLater: the last zxid alone says whose history is later.
ByZxid(epoch, history, otherEpoch, otherHistory) == Precedes(LastZxid(otherHistory), LastZxid(history))

\* For Durable: the disk is empty, but the server takes part as if it were not (ZOOKEEPER-261).
Wiped(s) == InitialNode

\* For Durable: the epoch that it has accepted is not written to disk.
ForgetAccepted(s) == [Looking(s) EXCEPT !.lastCommitted = 0, !.acceptedEpoch = s.currentEpoch]

\* For HandleNewLeader, with WriteLate: the initial history is acknowledged before it is on disk (ZOOKEEPER-3911, 4646).
AckEarly(m) ==
    LET n == m.to
        s == nodes[n]
    IN  IF s.leader # m.from \/ s.phase # "Synchronization" THEN Step(m.to, s, Taken(m), <<>>)
        ELSE Step(m.to, [s EXCEPT !.currentEpoch = m.epoch], Taken(m), <<AckLeader(n, m.from, LastZxid(s.initialHistory))>>)

\* For HandleCommitLeader: only now is it written.
WriteLate(m) ==
    LET n == m.to
        s == nodes[n]
        t == [s EXCEPT !.history = s.initialHistory \o s.history, !.initialHistory = <<>>, !.phase = "Broadcast"]
    IN  IF s.leader # m.from \/ s.phase # "Synchronization" THEN Step(m.to, s, Taken(m), <<>>)
        ELSE Step(m.to, [t EXCEPT !.lastCommitted = Deliverable(t, m.zxid)], Taken(m), <<>>)

\* For Receiving: the epoch is on disk before its initial history is (ZOOKEEPER-4643).
EpochFirst(s, history) == [s EXCEPT !.initialHistory = history, !.currentEpoch = s.acceptedEpoch]

\* For Deliverable: a follower delivers all that it has, committed or not (ZOOKEEPER-4394).
DeliverAll(s, zxid) == Len(s.history)

\* For Proposees: who is still synchronizing is left out.
LeaveOut(s) == At(s, "Active")

\* For Known: what a leader has not delivered since it started is taken for what nobody
\* should have, and cut off elsewhere (ZOOKEEPER-3526).
KnownDelivered(s) == Delivered(s)

\* For Synchronize: a follower keeps what the initial history does not have.
NeverTruncate(n, s, p, zxid) ==
    <<Diff(n, p, SubSeq(s.history, CountUpTo(s.history, zxid) + 1, Len(s.history))), NewLeader(n, p, s.newEpoch)>>

\* For HandleNewEpoch: an epoch is accepted as often as it is asked for.
AcceptAgain(m) ==
    LET n == m.to
        s == nodes[n]
    IN  IF s.leader # m.from \/ s.phase # "Discovery" THEN Step(m.to, s, Taken(m), <<>>)
        ELSE IF m.epoch < s.acceptedEpoch THEN Step(n, Looking(s), HungUp(network, n), <<>>)
        ELSE Step(m.to, [s EXCEPT !.acceptedEpoch = m.epoch, !.phase = "Synchronization"], Taken(m),
                     <<AckEpoch(n, m.from, TRUE, s.currentEpoch, s.history)>>)

\* For HandleNewEpoch: an epoch is accepted even after a later one.
AcceptEarlier(m) ==
    LET n == m.to
        s == nodes[n]
    IN  IF s.leader # m.from \/ s.phase # "Discovery" THEN Step(m.to, s, Taken(m), <<>>)
        ELSE Step(m.to, [s EXCEPT !.acceptedEpoch = m.epoch, !.phase = "Synchronization"], Taken(m),
                     <<AckEpoch(n, m.from, TRUE, s.currentEpoch, s.history)>>)

\* For Establish: a leader broadcasts before it has delivered what its history begins with.
DeliverLater(n, s) ==
    IF s.phase = "Synchronization" /\ IsQuorum({n} \cup At(s, "Active"))
    THEN [s EXCEPT !.phase = "Broadcast"]
    ELSE s

\* For Adopt: what was delivered is delivered again.
DeliverAgain(s, epoch) ==
    [s EXCEPT !.history = s.initialHistory, !.initialHistory = <<>>, !.currentEpoch = epoch, !.lastCommitted = 0]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* Every server has delivered a transaction.
NeverDeliveredEverywhere ==
    ~ \A n \in Node : nodes[n].lastCommitted > 0

\* Two leaders at once are both ready to broadcast: the older does not know yet.
NeverTwoLeaders ==
    Cardinality({n \in Node : nodes[n].leader = n /\ nodes[n].phase = "Broadcast"}) <= 1

\* A transaction is lost, which its primary broadcast: a later epoch has begun without it.
NeverLost ==
    \A e, f \in primaries : e.epoch < f.epoch => Len(e.history) <= f.initial

\* A transaction is delivered that its own primary never delivered: a later one does it.
NeverDeliveredLater ==
    ~ \E i \in DOMAIN committed, n \in Node :
        /\ nodes[n].lastCommitted = i
        /\ \A e \in primaries : e.epoch = committed[i].zxid.epoch =>
              nodes[e.leader].lastCommitted < i /\ nodes[e.leader].leader = e.leader /\ nodes[e.leader].newEpoch = e.epoch
=============================================================================
