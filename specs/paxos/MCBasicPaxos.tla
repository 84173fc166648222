---------------------------- MODULE MCBasicPaxos ----------------------------
(***************************************************************************)
(* Basic Paxos as a bounded model: bounds, symmetry, the name of each      *)
(* step; the faults that some models plant, and the situations that some   *)
(* must reach.  What a model bounds and what it must yield stands in       *)
(* models/basic-paxos-*.cfg.                                               *)
(***************************************************************************)
EXTENDS BasicPaxos, TLC

CONSTANTS
    ProposerSet,    \* the set of proposers
    MaxBallot,      \* ballots go from 1 to this
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, asked, allVotes, event>>

View == <<nodes, network, asked, allVotes>>

\* Values are alike; so are acceptors where they play no other role. Proposers are not: ballots
\* belong to them in turns.
ValueSymmetry == Permutations(Value)
Symmetry == Permutations(Acceptor) \cup Permutations(Value)

\* For Proposers: in the order in which the cfg names them, which is that of their names
\* as in Java; a model that named them otherwise would not conform.
MCProposers == Ranked(ProposerSet)

\* For Ballot: as far as a step can go from within the bounds.
Ballots == 1..MaxBallot + Len(Proposers)

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A p \in Proposer : nodes[p].proposer.ballot <= MaxBallot
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Basic Paxos' Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Value :
          ClientRequest(n, v) /\ event' = [type |-> "ClientRequest", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ StartBallot(n) /\ event' = [type |-> "StartBallot", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of BasicPaxos in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the acceptors is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Acceptor)

\* For NextOwn: proposers count up, each by itself, so that two use the same ballot.
SharedBallot(p, b) == b + 1

\* For Durable: the acceptor's promise is not written to disk.
ForgetPromise(s) ==
    [s EXCEPT !.proposer = [@ EXCEPT !.request = None, !.preparing = FALSE, !.promises = {}],
              !.acceptor.promised = s.acceptor.ballot,
              !.learner = InitialLearner]

\* For Durable: the proposer's ballot is not written to disk.
ForgetBallot(s) ==
    [s EXCEPT !.proposer = InitialNode.proposer, !.learner = InitialLearner]

\* For Vote: an acceptor votes in a ballot and does not promise it.
VoteWithoutPromise(s, b, v) == [s EXCEPT !.ballot = b, !.value = v]

\* For Pick: a proposer asks for its client's value, whatever the promises tell of.
OwnValue(promises, request) == request

\* For Pick: a proposer asks for a value that it makes up.
InventedValue(promises, request) == CHOOSE v \in Value : v # request

\* For Learn: a learner believes the first vote that it hears of, and forgets it with the next.
FickleLearn(s, vote, Quorum(_)) ==
    IF s.learned = None THEN [s EXCEPT !.learned = vote.value] ELSE InitialLearner

\* For Vote: an acceptor writes down in which ballot it voted, and not for what.
VoteForNothing(s, b, v) == [s EXCEPT !.promised = b, !.ballot = b]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

Sent(type) == {m \in network : m.type = type}

\* The first round is successful, as in the textbooks: Request, Prepare, a Promise from each
\* acceptor, Accept, an Accepted from each, Response.
NeverFirstRound ==
    ~ /\ {m.from : m \in Sent("Promise")} = Acceptor
      /\ {m.from : m \in Sent("Accepted")} = Acceptor
      /\ \A a \in Acceptor : nodes[a].acceptor.ballot = 1
      /\ \E l \in Learners : nodes[l].learner.learned # None
      /\ Learned = {nodes[Owner(1)].learner.learned}
      /\ \A l \in Learners : nodes[l].learner.learned # None

\* A second proposer adopts the value of the first: it gets chosen in a later ballot, though that
\* ballot's proposer was asked for another.
NeverAdopted ==
    ~ \E vote \in allVotes :
        /\ nodes[Owner(vote.ballot)].proposer.request \notin {None, vote.value}
        /\ nodes[Owner(vote.ballot)].learner.learned = vote.value

\* A learner hears of votes for different values, as an acceptor's first vote has come to nothing.
NeverRevoted ==
    ~ \E one, other \in allVotes : one.acceptor = other.acceptor /\ one.value # other.value

\* For models that would be too large otherwise: nothing is lost and nobody restarts.
NoFault == event'.type \notin {"Lose", "Restart"}
=============================================================================
