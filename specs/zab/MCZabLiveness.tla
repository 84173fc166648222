---------------------------- MODULE MCZabLiveness ---------------------------
(***************************************************************************)
(* What Zab gets done, if the world lets it.  Liveness needs assumptions   *)
(* about time (DSN 2011, section IV: phase 0 ends with a quorum that       *)
(* follows one server, and messages among them arrive in time), and TLA+   *)
(* has none of its own, so they are made here: every server has just       *)
(* restarted, with whatever a bounded past may have left on its disk, and  *)
(* from now on the world is stable.  The servers that are up stay up, no   *)
(* connection breaks, and the oracle has all of them follow the same       *)
(* server, as soon as that leads.                                          *)
(*                                                                         *)
(* Who gives up is who has nothing to wait for: a follower that its leader *)
(* has forgotten, or whose leader has given up; and a leader whom one that *)
(* has accepted a later epoch cannot follow.                               *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCZab

VARIABLE up     \* the servers that are up

livenessVars == <<nodes, network, committed, primaries, reads, up, event>>

\* Whom the oracle names.  Servers are alike, so it may be any.
First == CHOOSE n \in Node : TRUE

Leads == nodes[First].leader = First
Established == Leads /\ nodes[First].phase = "Broadcast"

\* Nothing is on its way between two servers.
Silent(n, p) == \A c \in {<<n, p>>, <<p, n>>} \cap DOMAIN network : network[c] = <<>>

Settled == \A n, p \in up : Silent(n, p)

-----------------------------------------------------------------------------
\* What a disk may hold: epochs, and a history of at most one transaction.  Replaceable.
OnDisk ==
    {s \in [acceptedEpoch : 0..MaxEpoch, currentEpoch : 0..MaxEpoch,
            history : {EmptyHistory} \cup
                {Extended(EmptyHistory, <<[zxid |-> [epoch |-> e, counter |-> 1], command |-> c]>>) : e \in 1..MaxEpoch, c \in Command}] :
        /\ s.currentEpoch <= s.acceptedEpoch
        /\ LastZxid(s.history).epoch <= s.currentEpoch}

\* Some have accepted an epoch, and its leader was gone before it knew.
OnlyAccepted ==
    [acceptedEpoch : 0..MaxEpoch, currentEpoch : {0}, history : {EmptyHistory}]

Majority(S) == 2 * Cardinality(S) > Cardinality(Node)

\* At first nobody is up, and nothing has happened.
StableInit ==
    /\ MCInit
    /\ up = {}

\* Then it is as after a past, and some are up.  A current epoch was accepted by a quorum, and transactions are
\* those of one that a quorum came to follow.  `rewrites` says that this is a step of the model and not of any server.
Past ==
    /\ up = {}
    /\ \E disk \in [Node -> OnDisk] :
          /\ \A n \in Node : disk[n].currentEpoch > 0 =>
                Majority({p \in Node : disk[p].acceptedEpoch >= disk[n].currentEpoch})
          /\ \A n \in Node : disk[n].history # EmptyHistory =>
                Majority({p \in Node : disk[p].currentEpoch >= LastZxid(disk[n].history).epoch})
          /\ nodes' = [n \in Node |-> [InitialNode EXCEPT !.acceptedEpoch = disk[n].acceptedEpoch,
                                                          !.currentEpoch = disk[n].currentEpoch,
                                                          !.history = disk[n].history]]
    /\ up' \in {S \in SUBSET Node : First \in S /\ Majority(S)}
    /\ event' = [type |-> "Past", rewrites |-> TRUE]
    /\ UNCHANGED <<network, committed, primaries, reads>>

\* The same, but less than a quorum is up.
LonelyInit ==
    /\ MCInit
    /\ up = {First}

-----------------------------------------------------------------------------
MayElect(n) == n \in up /\ nodes[n].phase = "Election" /\ (n # First => Leads)

StableElect(n) ==
    /\ MayElect(n)
    /\ Elect(n, First) /\ event' = [type |-> "Elect", node |-> n, leader |-> First]
    /\ UNCHANGED up

\* Has a follower nothing to wait for?  Replaceable.
InVain(n) ==
    \/ {<<n, First>>, <<First, n>>} \cap DOMAIN network = {}
    \/ Established /\ nodes[n].phase # "Broadcast" /\ Silent(n, First)

\* Is there one that cannot follow?  Replaceable.
Ahead == \E n \in up : nodes[n].acceptedEpoch > nodes[First].newEpoch

MayTimeout(n) ==
    n \in up /\ IF n = First THEN Established /\ Ahead ELSE nodes[n].leader = First /\ InVain(n)

StableTimeout(n) ==
    /\ MayTimeout(n)
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED up

\* A client asks when it has had its last answer.
MayAsk == Settled /\ Established /\ Length(nodes[First].history) <= MaxHistory

StableClientRequest ==
    /\ MayAsk
    /\ \E c \in Command :
          ClientRequest(First, c) /\ event' = [type |-> "ClientRequest", node |-> First, command |-> c]
    /\ UNCHANGED up

MayReceive(n, p) == p \in up /\ <<n, p>> \in DOMAIN network /\ network[<<n, p>>] # <<>>

StableReceive(n, p) ==
    /\ MayReceive(n, p)
    /\ LET m == Head(network[<<n, p>>])
       IN  Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
    /\ UNCHANGED up

Stable ==
    \/ Past
    \/ \E n \in Node : StableElect(n) \/ StableTimeout(n)
    \/ StableClientRequest
    \/ \E n, p \in Node : StableReceive(n, p)

\* Fairness: every server acts, and every message arrives, in the end.  One that is refused for
\* ever is busy for ever, so that one condition for all of them is not enough.  It is WF, spelt
\* out: TLC takes seconds to find out by itself whether some of these actions are enabled.
Fair ==
    /\ <>(up # {})
    /\ \A n \in Node :
          /\ []<>~MayElect(n) \/ []<><<event'.type = "Elect" /\ event'.node = n>>_livenessVars
          /\ []<>~MayTimeout(n) \/ []<><<event'.type = "Timeout" /\ event'.node = n>>_livenessVars
    /\ []<>~MayAsk \/ []<><<event'.type = "ClientRequest">>_livenessVars
    /\ \A c \in Node \X Node :
          First \in {c[1], c[2]} /\ c[1] # c[2] =>
              []<>~MayReceive(c[1], c[2])
              \/ []<><<event'.type = "Receive" /\ <<event'.message.from, event'.message.to>> = c>>_livenessVars

StableSpec == StableInit /\ [][Stable]_livenessVars /\ Fair
LonelySpec == LonelyInit /\ [][Stable]_livenessVars /\ Fair

\* One condition for all actions.
Idle ==
    /\ \A n \in Node : ~MayElect(n) /\ ~MayTimeout(n)
    /\ ~MayAsk
    /\ \A n, p \in Node : ~MayReceive(n, p)
UnfairSpec == StableInit /\ [][Stable]_livenessVars /\ <>(up # {}) /\ ([]<>Idle \/ []<><<TRUE>>_livenessVars)

-----------------------------------------------------------------------------
\* A leader is established in the end, and stays.
LeaderEstablished == <>[]Established

\* What is asked of it, or was not delivered before, all servers that are up deliver.
RequestDelivered ==
    (Established /\ nodes[First].history # EmptyHistory)
    ~> (Established /\ \A n \in up : UpTo(nodes[n].history, nodes[n].lastCommitted) = nodes[First].history)

\* In the end all servers that are up follow, with the same history.
AllFollow ==
    <>[](\A n \in up : nodes[n].phase = "Broadcast" /\ nodes[n].history = nodes[First].history)

-----------------------------------------------------------------------------
\* Planted faults.

\* For IsQuorum: no set of servers is enough.
NoQuorum(S) == FALSE

\* For HandleCommit: a follower is deaf to what has been delivered.
Deaf(m) == Step(m.to, nodes[m.to], Taken(m), <<>>)

\* For Ahead: a leader does not care who cannot follow.
Careless == FALSE

\* For InVain: a follower that its leader has forgotten waits for ever.
WaitForEver(n) == {<<n, First>>, <<First, n>>} \cap DOMAIN network = {}
=============================================================================
