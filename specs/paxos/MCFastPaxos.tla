----------------------------- MODULE MCFastPaxos ----------------------------
(***************************************************************************)
(* Fast Paxos as a bounded model: bounds, symmetry, the name of each step; *)
(* the faults that some models plant, and the situations that some must    *)
(* reach.  What a model bounds and what it must yield stands in            *)
(* models/fast-paxos-*.cfg.                                                *)
(***************************************************************************)
EXTENDS FastPaxos

CONSTANTS
    CoordinatorSet, \* the set of coordinators
    MaxBallot,      \* ballots go from 1 to this
    MaxInFlight,    \* at most this many messages are in the network at once
    MaxRequests     \* at most this many nodes have a client's value at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, asked, allVotes, event>>

View == <<nodes, network, asked, allVotes>>

\* Not extended: it has an Any of its own.
TLC == INSTANCE TLC

\* Values are alike; so are acceptors where they play no other role. Coordinators are not: ballots
\* belong to them in turns.
ValueSymmetry == TLC!Permutations(Value)
Symmetry == TLC!Permutations(Acceptor) \cup TLC!Permutations(Value)

\* For Coordinators: in the order in which the cfg names them, which is that of their names
\* as in Java; a model that named them otherwise would not conform.
MCCoordinators == Ranked(CoordinatorSet)

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A p \in Coordinator : nodes[p].coordinator.ballot <= MaxBallot
    /\ Cardinality({n \in Node : nodes[n].request # None}) <= MaxRequests
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Fast Paxos' Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Value :
          ClientRequest(n, v) /\ event' = [type |-> "ClientRequest", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ StartFast(n) /\ event' = [type |-> "StartFast", node |-> n]
          \/ StartClassic(n) /\ event' = [type |-> "StartClassic", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of FastPaxos in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsFastQuorum: one acceptor fewer is enough.
OneTooSmall(S) == Cardinality(S) >= FastQuorum - 1

\* For Pick: any value that a latest vote was for; say, the one with the fewest.
AnyVoted(promises, free) ==
    LET latest == {vote \in promises : \A other \in promises : other.ballot <= vote.ballot}
        For(v) == Cardinality({vote \in latest : vote.value = v})
        fewest == CHOOSE vote \in latest : \A other \in latest : For(vote.value) <= For(other.value)
    IN  IF fewest.value = None THEN free ELSE fewest.value

\* For Pick: a coordinator asks for what it likes, whatever the promises tell of.
OwnValue(promises, free) == free

\* For Pick: a value that the coordinator makes up.
InventedValue(promises, free) == CHOOSE v \in Value : v # free

\* For Durable: the acceptor's promise is not written to disk.
ForgetPromise(s) ==
    [s EXCEPT !.request = None,
              !.coordinator = [@ EXCEPT !.preparing = FALSE, !.promises = {}],
              !.acceptor = [@ EXCEPT !.promised = s.acceptor.ballot, !.any = FALSE],
              !.learner = InitialLearner]

\* For Durable: the acceptor's vote is not written to disk.
ForgetVote(s) ==
    [s EXCEPT !.request = None,
              !.coordinator = [@ EXCEPT !.preparing = FALSE, !.promises = {}],
              !.acceptor = [InitialNode.acceptor EXCEPT !.promised = s.acceptor.promised],
              !.learner = InitialLearner]

\* For Durable: the coordinator's ballot is not written to disk.
ForgetBallot(s) ==
    [InitialNode EXCEPT !.acceptor = [s.acceptor EXCEPT !.any = FALSE]]

\* For Learn: a learner believes the first vote that it hears of, and forgets it with the next.
FickleLearn(s, vote, Quorum(_)) ==
    IF s.learned = None THEN [s EXCEPT !.learned = vote.value] ELSE InitialLearner

\* For Vote: an acceptor writes down in which ballot it voted, and not for what.
VoteForNothing(s, b, v) == [s EXCEPT !.promised = b, !.ballot = b]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* A client's value is learned two message delays after the client sent it: by the votes of
\* acceptors that it has reached, of which no coordinator knew.
NeverTwoDelays ==
    ~ \E l \in Learners :
        /\ nodes[l].learner.learned # None
        /\ \A p \in Coordinator : nodes[p].request = None /\ nodes[p].learner = InitialLearner
        /\ \A vote \in allVotes : IsFast(vote.ballot)

\* A collision is resolved: no value was chosen in a fast ballot, for acceptors voted for two;
\* one is learned in the next.
NeverResolved ==
    ~ \E one, other, later \in allVotes :
        /\ IsFast(one.ballot) /\ one.ballot = other.ballot /\ one.value # other.value
        /\ later.ballot = one.ballot + 1
        /\ later.value \in Learned
        /\ \A p \in Coordinator : nodes[p].request = None

\* For the witnesses, so that they are as short as the textbooks tell them: nothing is lost,
\* nobody restarts, no classic ballot is started, and clients come when all acceptors may vote
\* for any value or have voted.
NoFault == event'.type \notin {"Lose", "Restart", "StartClassic"}
AnyFirst == event'.type = "ClientRequest" =>
    \A a \in Acceptor : nodes[a].acceptor.any \/ nodes[a].acceptor.ballot > 0
=============================================================================
