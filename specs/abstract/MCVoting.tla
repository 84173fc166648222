------------------------------ MODULE MCVoting ------------------------------
(***************************************************************************)
(* Voting as a bounded model, and the faults that show what each of its    *)
(* conditions is for.                                                      *)
(***************************************************************************)
EXTENDS Voting, TLC

CONSTANT MaxBallot      \* ballots go from 1 to this

Symmetry == Permutations(Acceptor) \cup Permutations(Value)

\* For Ballot, and for IsQuorum.
Ballots == 1..MaxBallot
Majority(S) == 2 * Cardinality(S) > Cardinality(Acceptor)

\* For IsQuorum: half of the acceptors is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Acceptor)

\* For ShowsSafe: any quorum shows any value to be safe.
Anything(Q, b, v) == TRUE
=============================================================================
