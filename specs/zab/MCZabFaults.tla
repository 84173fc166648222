----------------------------- MODULE MCZabFaults ----------------------------
(***************************************************************************)
(* Zab with planted faults, and with situations that must be reachable.    *)
(* It is not one module with MCZab, for the reason given there: with these *)
(* definitions, TLC counts some states twice that symmetry makes equal.    *)
(***************************************************************************)
EXTENDS MCZab

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

\* For Durable: how far it has delivered is on disk, but not what.
ForgetHistory(s) == [Looking(s) EXCEPT !.history = EmptyHistory]

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
        t == [s EXCEPT !.history = Extended(s.initialHistory, s.history.transactions),
                       !.initialHistory = EmptyHistory, !.phase = "Broadcast"]
    IN  IF s.leader # m.from \/ s.phase # "Synchronization" THEN Step(m.to, s, Taken(m), <<>>)
        ELSE Step(m.to, [t EXCEPT !.lastCommitted = Deliverable(t, m.zxid)], Taken(m), <<>>)

\* For Receiving: the epoch is on disk before its initial history is (ZOOKEEPER-4643).
EpochFirst(s, history) == [s EXCEPT !.initialHistory = history, !.currentEpoch = s.acceptedEpoch]

\* For Deliverable: a follower delivers all that it has, committed or not (ZOOKEEPER-4394).
DeliverAll(s, zxid) == Length(s.history)

\* For Proposees: who is still synchronizing is left out.
LeaveOut(s) == At(s, "Active")

\* For Known: what a leader has not delivered since it started is taken for what nobody
\* should have, and cut off elsewhere (ZOOKEEPER-3526).
KnownDelivered(s) == UpTo(s.history, s.lastCommitted)

\* For Synchronize: a follower keeps what the initial history does not have.
NeverTruncate(n, s, p, zxid) ==
    <<Diff(n, p, After(s.history, CountUpTo(s.history, zxid))), NewLeader(n, p, s.newEpoch)>>

\* For HandleDiff: what a follower lacks comes before what it has.
InFront(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, Receiving(s, [s.history EXCEPT !.transactions = m.transactions \o @]), Taken(m), <<>>)

\* For ClientRequest: a leader takes commands before it is established.
RequestEarly(n, c) ==
    LET s == nodes[n]
        last == LastZxid(s.history)
        counter == IF last.epoch = s.newEpoch THEN last.counter + 1 ELSE 1
        transaction == [zxid |-> [epoch |-> s.newEpoch, counter |-> counter], command |-> c]
    IN  /\ s.leader = n
        /\ s.phase \in {"Synchronization", "Broadcast"}
        /\ Step(n, Deliver(n, [s EXCEPT !.history = Extended(@, <<transaction>>)]), network,
                ToEach([p \in Proposees(s) |-> <<Propose(n, p, transaction)>>]))

\* For HungUp: a server that looks for a leader again listens to the old one.
KeepListening(channels, n) == channels

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
    [s EXCEPT !.history = s.initialHistory, !.initialHistory = EmptyHistory, !.currentEpoch = epoch, !.lastCommitted = 0]

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

\* A transaction is delivered that its own primary, who leads still, has not delivered: a later one does it.
NeverDeliveredLater ==
    \A n \in Node, i \in DOMAIN committed :
        nodes[n].leader = n /\ nodes[n].phase = "Broadcast" /\ nodes[n].newEpoch = committed[i].zxid.epoch =>
            i <= nodes[n].lastCommitted

\* A server cuts its history.
NeverTruncated ==
    [][\A n \in Node : Length(nodes'[n].history) >= Length(nodes[n].history)]_vars

=============================================================================
