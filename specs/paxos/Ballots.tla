------------------------------ MODULE Ballots -------------------------------
(***************************************************************************)
(* Ballot numbers that no two proposers share: the proposers take turns.   *)
(* Of k proposers, the first has 1, k + 1, 2k + 1, …, the second 2, k + 2, *)
(* and so on; 0 is no ballot.                                              *)
(*                                                                         *)
(* After L. Lamport, "Paxos Made Simple" (2001), section 2.4: different    *)
(* proposers choose their numbers from disjoint sets of numbers.  The Java *)
(* class is dev.quorate.paxos.Ballots.                                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, Ranking

\* The proposer that a ballot belongs to.
BallotOwner(proposers, b) == proposers[((b - 1) % Len(proposers)) + 1]

\* The least ballot above b that belongs to a proposer.
NextBallot(proposers, p, b) ==
    CHOOSE c \in b + 1..b + Len(proposers) : BallotOwner(proposers, c) = p
=============================================================================
