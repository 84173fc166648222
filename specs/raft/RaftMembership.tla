--------------------------- MODULE RaftMembership ---------------------------
(***************************************************************************)
(* Changes of the cluster, one node at a time.                             *)
(*                                                                         *)
(* After D. Ongaro's thesis, chapter 4, with the mend of its author's "bug *)
(* in single-server membership changes" (raft-dev, 10 July 2015): without  *)
(* it, a new leader may change a configuration that its predecessor has    *)
(* changed otherwise, and quorums of the two need not meet.                *)
(*                                                                         *)
(* Joint consensus (section 4.3), by which any change is made at once, is  *)
(* left out: each quorum would be of two configurations, in every place    *)
(* where there is one now, and what one needs it for can be done by single *)
(* changes, one after the other.                                           *)
(***************************************************************************)
EXTENDS RaftNodes

\* Has a leader committed an entry of its own term?  Then what other leaders began is
\* committed, or never will be.  Replaceable.
IsEstablished(s) == HasCommittedInTerm(s)

\* May a leader begin a change?  Not while the last one is on its way (thesis, section 4.1).
MayChange(s) ==
    /\ s.role = "Leader"
    /\ s.leading.transferee = None
    /\ LastChange(s.log, LastIndex(s.log)) <= s.commitIndex
    /\ IsEstablished(s)

\* What a leader keeps for each member, when members have come and gone.
ForMembers(n, s, function, default) ==
    [p \in Members(Configuration(s)) \ {n} |-> IF p \in DOMAIN function THEN function[p] ELSE default]

\* An administrator has leader n make p a voter, a learner, or no member.  Safe because any quorum
\* of the one configuration meets any of the other.  Who supports a lease is another question now,
\* so leases end.
ChangeMembership(n, p, as) ==
    LET old == nodes[n]
        configuration == With(Configuration(old), p, as)
        s == [old EXCEPT !.log.entries = Append(@, [type          |-> "Change",
                                                    term          |-> old.currentTerm,
                                                    configuration |-> configuration])]
    IN  /\ MayChange(old)
        /\ configuration # Configuration(old)
        /\ configuration.voters # {}
        /\ Step(n, AdvanceCommitIndex(n,
                      [s EXCEPT !.leading.nextIndex = ForMembers(n, s, @, LastIndex(old.log) + 1),
                                !.leading.matchIndex = ForMembers(n, s, @, 0),
                                !.leading.acked = ForMembers(n, s, @, 0),
                                !.leading.active = @ \cap Members(configuration),
                                !.leading.expired = s.leading.round]), {})
=============================================================================
