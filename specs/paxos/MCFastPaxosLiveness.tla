------------------------ MODULE MCFastPaxosLiveness -------------------------
(***************************************************************************)
(* What Fast Paxos gets done, if the world lets it ("Fast Paxos", 2006,    *)
(* sections 2.3 and 3.3): the acceptors' disks are as a bounded past may   *)
(* have left them, and from now on one coordinator acts alone.  Nothing is *)
(* lost, nobody restarts, and the coordinator tries a fast ballot first,   *)
(* and a classic one when all has arrived and it has not learned.          *)
(* Clients write to acceptors when they like, or never; one writes to the  *)
(* coordinator.  Then a value is learned, whether clients collide or not.  *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCFastPaxos

VARIABLE arrived    \* who has received which message, <<node, message>>; each gets it once

livenessVars == <<nodes, network, asked, allVotes, arrived, event>>
unhidden == <<nodes, network, asked, allVotes, arrived>>

\* Who has yet to receive what.
Pending == {pair \in Node \X network : pair[1] \in pair[2].to} \ arrived

\* The stable coordinator.
Stable1 == CHOOSE p \in Coordinator : TRUE

\* What an acceptor's disk may hold.
OnDisk ==
    {[promised |-> promised, ballot |-> vote.ballot, value |-> vote.value, any |-> FALSE] :
        promised \in 0..MaxBallot,
        vote \in [ballot : 1..MaxBallot, value : Value] \cup {[ballot |-> 0, value |-> None]}}

StableInit ==
    /\ \E disk \in [Acceptor -> {d \in OnDisk : d.ballot <= d.promised}] :
          /\ nodes = [n \in Node |->
                [InitialNode EXCEPT !.acceptor = IF n \in Acceptor THEN disk[n] ELSE @,
                                    !.coordinator.ballot = IF n = Stable1 THEN MaxBallot ELSE @]]
          /\ allVotes = {CastVote(a, disk[a].ballot, disk[a].value) : a \in {c \in Acceptor : disk[c].ballot > 0}}
    /\ OneValuePerClassicBallot
    /\ network = {}
    /\ asked = Value
    /\ event = [type |-> "Init"]
    /\ arrived = {}

StableRequest(n) ==
    \E v \in Value :
        /\ ClientRequest(n, v)
        /\ event' = [type |-> "ClientRequest", node |-> n, value |-> v]
        /\ UNCHANGED arrived

StableReceive ==
    \E pair \in Pending :
        /\ Receive(pair[1], pair[2])
        /\ event' = [type |-> "Receive", node |-> pair[1], message |-> pair[2]]
        /\ arrived' = arrived \cup {pair}

\* The coordinator knows of all old ballots, so its first is not refused.
StableFast ==
    /\ nodes[Stable1].coordinator.ballot = MaxBallot
    /\ StartFast(Stable1)
    /\ event' = [type |-> "StartFast", node |-> Stable1]
    /\ UNCHANGED arrived

\* It waits for all answers before it tries again.
StableClassic ==
    /\ Pending = {}
    /\ nodes[Stable1].coordinator.ballot = NextFast(Stable1, MaxBallot)
    /\ StartClassic(Stable1)
    /\ event' = [type |-> "StartClassic", node |-> Stable1]
    /\ UNCHANGED arrived

Stable == StableFast \/ StableClassic \/ StableReceive \/ \E n \in Node : StableRequest(n)

\* Fairness: what the coordinator, its client and the network can do happens in the end.
StableSpec ==
    /\ StableInit
    /\ [][Stable]_livenessVars
    /\ WF_unhidden(StableFast \/ StableClassic)
    /\ WF_unhidden(StableReceive)
    /\ WF_unhidden(StableRequest(Stable1))

\* A value is eventually learned.
ValueLearned == <>(nodes[Stable1].learner.learned # None)

\* Planted fault: for IsClassicQuorum, no quorum is ever there.
NoQuorum(S) == FALSE
=============================================================================
