------------------------------ MODULE Ranking -------------------------------
(***************************************************************************)
(* An order for a set of names, for those models that need one.            *)
(***************************************************************************)
EXTENDS Sequences

\* A set of model values in the order in which TLC chooses them: that in which a cfg names them.
RECURSIVE Ranked(_)
Ranked(S) ==
    IF S = {} THEN <<>> ELSE LET first == CHOOSE p \in S : TRUE IN <<first>> \o Ranked(S \ {first})
=============================================================================
