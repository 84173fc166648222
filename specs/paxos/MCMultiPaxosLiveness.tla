------------------------ MODULE MCMultiPaxosLiveness ------------------------
(***************************************************************************)
(* What Multi-Paxos gets done, if the world lets it.  Liveness needs       *)
(* assumptions about time (PMS, section 2.4: one distinguished proposer),  *)
(* and TLA+ has none of its own, so they are made here: from some time on  *)
(* the world is stable.  Nothing is lost and nobody restarts; every        *)
(* message arrives, once, before the next timeout, and timeouts are random *)
(* enough that one node's ends well before another's.  Before that:        *)
(*                                                                         *)
(*  - StableSpec: every node has just restarted, with whatever a bounded   *)
(*    past may have left on its disk.                                      *)
(*  - CrashSpec: the first node has led, has had its proposals accepted by *)
(*    some in some of the slots, and has stopped for ever.                 *)
(*                                                                         *)
(* Where models have snapshots, nodes compact whenever they like.          *)
(*                                                                         *)
(* No constraint here: TLC's liveness checking is not sound with one.      *)
(* What must be finite is bounded in the actions.                          *)
(***************************************************************************)
EXTENDS MCMultiPaxos

VARIABLES
    patience,   \* patience[n]: how many more timeouts n can have
    alive       \* the nodes that have not stopped for ever

livenessVars == <<nodes, network, committed, reads, patience, alive, event>>

\* All messages have arrived.
Settled == \A m \in network : m.to \notin alive

\* A leader whom nobody has left behind.
IsCurrentLeader(n) ==
    nodes[n].role = "Leader" /\ \A p \in Node : nodes[p].ballot <= nodes[n].ballot

\* For Step: what has arrived does not arrive again, unless it is sent again.
StableStep(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = (IF event'.type = "Receive" THEN network \ {event'.message} ELSE network) \cup sent
    /\ committed' = committed \o
          [i \in 1..Max(s.commitIndex - Len(committed), 0) |-> Commands(s, s.commitIndex)[Len(committed) + i]]
    /\ UNCHANGED reads

\* Two attempts are enough for every node: the first tells it the others' ballots, unless
\* it has to take a snapshot first.
Attempts == IF "Compact" \in Without THEN 2 ELSE 3

-----------------------------------------------------------------------------
\* What a disk may hold: a ballot, and proposals of that ballot or older ones, with
\* holes between them.
OnDisk ==
    {s \in [ballot : 0..MaxBallot,
            log : UNION {[1..k -> [ballot : 1..MaxBallot, command : Command] \cup {Hole}] : k \in 0..MaxSlot}] :
        /\ IsLog(s.log)
        /\ \A i \in DOMAIN s.log : s.log[i].ballot <= s.ballot}

\* Whose ballot has been promised knows of it.
StableInit ==
    /\ \E disk \in [Node -> OnDisk] :
          nodes = [n \in Node |-> [InitialNode EXCEPT !.ballot = disk[n].ballot, !.log = disk[n].log]]
    /\ \A n \in Node : nodes[n].ballot > 0 =>
          nodes[BallotOwner(Order, nodes[n].ballot)].ballot >= nodes[n].ballot
    /\ network = {}
    /\ OneProposalPerBallot
    /\ ChosenStays
    /\ committed = <<>>
    /\ reads = [n \in Node |-> <<>>]
    /\ event = [type |-> "Init"]
    /\ patience = [n \in Node |-> Attempts]
    /\ alive = Node

StableTimeout(n) ==
    /\ Settled
    /\ \A p \in alive : ~IsCurrentLeader(p)
    /\ patience[n] > 0
    /\ patience' = [patience EXCEPT ![n] = @ - 1]
    /\ event' = [type |-> "Timeout", node |-> n] /\ Timeout(n)
    /\ UNCHANGED alive

StableClientRequest ==
    /\ Settled
    /\ \E n \in alive, c \in Command :
          /\ IsCurrentLeader(n) /\ LastSlot(nodes[n]) <= MaxSlot
          /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c] /\ ClientRequest(n, c)
    /\ UNCHANGED <<patience, alive>>

\* Heartbeats are rarer than messages are slow: what was sent has arrived before the next.  Those
\* of which nobody learns anything are left out.  A hole, if a leader has one, is no proposal.
StableSend ==
    /\ Settled
    /\ \E n, p \in alive :
          \/ /\ nodes[p].ballot # nodes[n].ballot \/ nodes[p].commitIndex < nodes[n].commitIndex
             /\ event' = [type |-> "SendCommit", node |-> n, peer |-> p] /\ SendCommit(n, p)
          \/ \E slot \in 1..LastSlot(nodes[n]) :
                /\ ProposalAt(nodes[n], slot) # Hole
                /\ event' = [type |-> "SendAccept", node |-> n, peer |-> p, slot |-> slot]
                /\ SendAccept(n, p, slot)
    /\ UNCHANGED <<patience, alive>>

StableCompact ==
    /\ "Compact" \notin Without
    /\ \E n \in alive : \E index \in 1..nodes[n].commitIndex :
          event' = [type |-> "Compact", node |-> n, index |-> index] /\ Compact(n, index)
    /\ UNCHANGED <<patience, alive>>

StableReceive ==
    /\ \E m \in network :
          /\ m.to \in alive
          /\ event' = [type |-> "Receive", node |-> m.to, message |-> m] /\ Receive(m)
    /\ UNCHANGED <<patience, alive>>

Stable == (\E n \in alive : StableTimeout(n)) \/ StableClientRequest \/ StableSend \/ StableReceive
          \/ StableCompact

\* Fairness: what can still change something happens in the end.  One condition
\* for all actions is enough: timeouts and requests are finitely many, and between
\* them only finitely many steps change anything.
unhidden == <<nodes, network, committed, reads, patience, alive>>
StableSpec ==
    /\ StableInit
    /\ [][Stable]_livenessVars
    /\ WF_unhidden(Stable)

-----------------------------------------------------------------------------
\* A leader crashes.
First == Order[1]

\* Each of the leader's messages may be sent, and arrive, or not.
Before ==
    /\ First \in alive
    /\ \/ /\ nodes[First].ballot = 0
          /\ event' = [type |-> "Timeout", node |-> First] /\ Timeout(First)
       \/ \E c \in Command :
             /\ LastSlot(nodes[First]) < MaxSlot
             /\ event' = [type |-> "ClientRequest", node |-> First, command |-> c] /\ ClientRequest(First, c)
       \/ \E p \in Node, slot \in 1..LastSlot(nodes[First]) :
             /\ Settled
             /\ event' = [type |-> "SendAccept", node |-> First, peer |-> p, slot |-> slot]
             /\ SendAccept(First, p, slot)
       \/ /\ "Compact" \notin Without
          /\ \/ \E p \in Node :
                   /\ Settled
                   /\ event' = [type |-> "SendCommit", node |-> First, peer |-> p] /\ SendCommit(First, p)
             \/ \E n \in Node : \E index \in 1..nodes[n].commitIndex :
                   event' = [type |-> "Compact", node |-> n, index |-> index] /\ Compact(n, index)
       \/ \E m \in network :
             event' = [type |-> "Receive", node |-> m.to, message |-> m] /\ Receive(m)
    /\ UNCHANGED <<patience, alive>>

Crash ==
    /\ First \in alive
    /\ alive' = alive \ {First}
    /\ network' = {}
    /\ event' = [type |-> "Crash"]
    /\ UNCHANGED <<nodes, committed, reads, patience>>

After == First \notin alive /\ Stable

CrashSpec ==
    /\ MCInit /\ patience = [n \in Node |-> Attempts] /\ alive = Node
    /\ [][Before \/ Crash \/ After]_livenessVars
    /\ WF_unhidden(After)

-----------------------------------------------------------------------------
\* A leader is eventually established.
LeaderElected == <>(\E n \in Node : IsCurrentLeader(n))

\* What a stable leader proposes is eventually committed, and so is all before it.  In a
\* stable world the current leader stays, so it is the same node on both sides.
RequestCommitted ==
    (\E n \in Node : IsCurrentLeader(n) /\ LastSlot(nodes[n]) > 0)
    ~> (\E n \in Node : IsCurrentLeader(n) /\ nodes[n].commitIndex = LastSlot(nodes[n]))

\* In the end every node knows all that is chosen.
AllCatchUp ==
    <>[](\E n \in Node : IsCurrentLeader(n) /\ \A p \in Node : nodes[p].commitIndex = LastSlot(nodes[n]))

\* The same for those who survive a crash.
SurvivorsCommit ==
    (First \notin alive /\ \E n \in alive : IsCurrentLeader(n) /\ LastSlot(nodes[n]) > 0)
    ~> (\E n \in alive : IsCurrentLeader(n) /\ nodes[n].commitIndex = LastSlot(nodes[n]))

\* Planted faults: for IsQuorum, nobody ever wins; for HandleCatchUp, a leader is deaf to who lags.
NoQuorum(S) == FALSE
Deaf(m) == Step(m.to, nodes[m.to], {})

\* For HandleCatchUp: a leader sends the slots that it still has, and no snapshot.
NoSnapshots(m) ==
    LET s == nodes[m.to]
    IN  Step(m.to, s, {AskToAccept(m.to, s, m.from, i) : i \in Max(m.firstOpenSlot, s.snapshot.lastIndex + 1)..s.commitIndex})
=============================================================================
