------------------------ MODULE MCBasicPaxosLiveness ------------------------
(***************************************************************************)
(* What Basic Paxos gets done, if the world lets it ("Paxos Made Simple",  *)
(* section 2.4).                                                           *)
(*                                                                         *)
(*  - StableSpec: the acceptors' disks are as a bounded past may have left *)
(*    them, and from now on one proposer acts alone.  Nothing is lost,     *)
(*    nobody restarts, and the proposer waits for all answers before it    *)
(*    tries again.  Then a value is learned.                               *)
(*  - DuelSpec: two proposers.  Nothing is lost and nobody restarts there  *)
(*    either, yet a value need never be learned: each raises the           *)
(*    acceptors' promises above the ballot that the other is about to ask  *)
(*    votes for.                                                           *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCBasicPaxos

VARIABLE arrived    \* who has received which message, <<node, message>>; each gets it once

livenessVars == <<nodes, network, asked, allVotes, arrived, event>>
unhidden == <<nodes, network, asked, allVotes, arrived>>

\* Who has yet to receive what.
Pending == {pair \in Node \X network : pair[1] \in pair[2].to} \ arrived

ReceiveOne(pairs) ==
    \E pair \in pairs :
        /\ Receive(pair[1], pair[2])
        /\ event' = [type |-> "Receive", node |-> pair[1], message |-> pair[2]]
        /\ arrived' = arrived \cup {pair}

\* How far apart a proposer's ballots are.
Turns == Len(Proposers)

LearnedBy(p) == nodes[p].learner.learned # None

-----------------------------------------------------------------------------
\* One stable proposer.

Stable1 == CHOOSE p \in Proposer : TRUE

\* What an acceptor's disk may hold.
OnDisk ==
    {[promised |-> promised, ballot |-> vote.ballot, value |-> vote.value] :
        promised \in 0..MaxBallot,
        vote \in [ballot : 1..MaxBallot, value : Value] \cup {[ballot |-> 0, value |-> None]}}

StableInit ==
    /\ \E disk \in [Acceptor -> {d \in OnDisk : d.ballot <= d.promised}], b \in 0..MaxBallot :
          /\ nodes = [n \in Node |->
                [InitialNode EXCEPT !.acceptor = IF n \in Acceptor THEN disk[n] ELSE @,
                                    !.proposer.ballot = IF n = Stable1 THEN b ELSE @]]
          /\ allVotes = {[acceptor |-> a, ballot |-> disk[a].ballot, value |-> disk[a].value] :
                        a \in {c \in Acceptor : disk[c].ballot > 0}}
    /\ OneValuePerBallot
    /\ network = {}
    /\ asked = Value
    /\ event = [type |-> "Init"]
    /\ arrived = {}

StableRequest ==
    \E v \in Value :
        /\ ClientRequest(Stable1, v)
        /\ event' = [type |-> "ClientRequest", node |-> Stable1, value |-> v]
        /\ UNCHANGED arrived

\* The proposer waits for all answers before it tries again.  Two attempts are enough: the
\* first tells it of every promise there is.
StableStart ==
    /\ Pending = {}
    /\ NextOwn(Stable1, nodes[Stable1].proposer.ballot) <= MaxBallot + 2 * Turns
    /\ StartBallot(Stable1)
    /\ event' = [type |-> "StartBallot", node |-> Stable1]
    /\ UNCHANGED arrived

Stable == StableRequest \/ StableStart \/ ReceiveOne(Pending)

\* Fairness: what can happen happens in the end.
StableSpec ==
    /\ StableInit
    /\ [][Stable]_livenessVars
    /\ WF_unhidden(Stable)

\* A value is eventually learned.
ValueLearned == <>(\E p \in Proposer : LearnedBy(p))

\* Planted fault: for IsQuorum, no quorum is ever there.
NoQuorum(S) == FALSE

-----------------------------------------------------------------------------
\* Two proposers.

\* The network is such that an acceptor is asked for a vote when it has just promised the other's
\* ballot.  It may be otherwise, but nothing says that it ever is.
Deliverable ==
    {pair \in Pending : pair[2].type = "Accept" => pair[2].ballot < nodes[pair[1]].acceptor.promised}

\* Ballots only grow, so a behaviour for ever has ever new states.  But as long as nobody has
\* voted, only their order matters, and whose they are: once all that is left has higher
\* numbers, they can be counted from the start again.  `rewrites` says that this is a step of
\* the model and not of any node.
Lowered(m) == [m EXCEPT !.ballot = @ - Turns]
ShiftBallots ==
    LET left == {pair[2] : pair \in Pending}
    IN  /\ Deliverable = {}
        /\ allVotes = {}
        /\ \A p \in Proposer : nodes[p].proposer.ballot > Turns
        /\ \A a \in Acceptor : nodes[a].acceptor.promised > Turns
        /\ \A m \in left : m.ballot > Turns
        /\ nodes' = [n \in Node |->
              [nodes[n] EXCEPT !.proposer.ballot = IF n \in Proposer THEN @ - Turns ELSE @,
                               !.acceptor.promised = IF n \in Acceptor THEN @ - Turns ELSE @]]
        /\ network' = {Lowered(m) : m \in left}
        /\ arrived' = {<<pair[1], Lowered(pair[2])>> : pair \in {q \in arrived : q[2] \in left}}
        /\ event' = [type |-> "ShiftBallots", rewrites |-> TRUE]
        /\ UNCHANGED <<asked, allVotes>>

DuelInit == MCInit /\ arrived = {}

\* Each proposer is asked for a value of its own before anything else happens.
DuelRequest(p) ==
    /\ \E v \in Value \ asked :
          /\ ClientRequest(p, v)
          /\ event' = [type |-> "ClientRequest", node |-> p, value |-> v]
    /\ UNCHANGED arrived

\* One order of what arrives is enough.
DuelReceive ==
    /\ Deliverable # {}
    /\ ReceiveOne({CHOOSE pair \in Deliverable : TRUE})

\* A proposer starts a ballot at first, and when it hears that the other has overtaken it.
DuelStart(p) ==
    /\ Deliverable = {}
    /\ \A q \in Proposer : nodes[q].proposer.request # None
    /\ \/ nodes[p].proposer.ballot = 0
       \/ Owner(nodes[p].proposer.ballot) # p /\ ~ENABLED ShiftBallots
    /\ StartBallot(p)
    /\ event' = [type |-> "StartBallot", node |-> p]
    /\ UNCHANGED arrived

DuelNext == ShiftBallots \/ DuelReceive \/ \E p \in Proposer : DuelRequest(p) \/ DuelStart(p)

DuelSpec ==
    /\ DuelInit
    /\ [][DuelNext]_livenessVars
    /\ \A p \in Proposer : WF_unhidden(DuelRequest(p)) /\ WF_unhidden(DuelStart(p))
    /\ WF_unhidden(DuelReceive)
    /\ WF_unhidden(ShiftBallots)
=============================================================================
