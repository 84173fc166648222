------------------------------ MODULE Learner -------------------------------
(***************************************************************************)
(* A learner, as Basic and Fast Paxos have it: it hears of the acceptors'  *)
(* votes, remembers each acceptor's latest, and has learned a value when   *)
(* those of a quorum are for it in one ballot.                             *)
(*                                                                         *)
(* After L. Lamport, "Paxos Made Simple" (2001), section 2.3.  The Java    *)
(* class is dev.quorate.paxos.Learner.                                     *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT None       \* no value

InitialLearner ==
    [votes   |-> {},        \* of each acceptor heard of, its latest vote: [acceptor, ballot, value]
     learned |-> None]      \* the value that was chosen, once this learner knows

\* Learner s hears of a vote.  Safe because a quorum's votes in one ballot are what being
\* chosen means; and what was chosen once is chosen for ever, so that it need not listen
\* any longer.
Learn(s, vote, IsQuorum(_)) ==
    LET stale == \E v \in s.votes : v.acceptor = vote.acceptor /\ v.ballot >= vote.ballot
        votes == IF stale THEN s.votes ELSE {v \in s.votes : v.acceptor # vote.acceptor} \cup {vote}
        agreed == {v \in votes : v.ballot = vote.ballot /\ v.value = vote.value}
    IN  IF s.learned # None THEN s
        ELSE IF IsQuorum({v.acceptor : v \in agreed}) THEN [votes |-> {}, learned |-> vote.value]
        ELSE [s EXCEPT !.votes = votes]
=============================================================================
