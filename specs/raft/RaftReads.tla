------------------------------ MODULE RaftReads ------------------------------
(***************************************************************************)
(* Reads that need no entry in the log: by asking a quorum, or by a lease. *)
(*                                                                         *)
(* After D. Ongaro's thesis, section 6.4.  A leader may answer a read from *)
(* what it has applied if nobody else led when the read began, for then it *)
(* knows of all that was committed by then.                                *)
(*                                                                         *)
(*  - ReadIndex: a quorum answers a message of this term that was sent     *)
(*    after the read began.  Reads are counted in rounds; a message has    *)
(*    the last round that had begun when it was sent, and so has the       *)
(*    answer to it.                                                        *)
(*  - A lease: nodes that are in contact with a leader let nobody else     *)
(*    lead, for an election timeout.  So for a shorter time from when a    *)
(*    round began, if a quorum has answered it, no other leads.  Shorter   *)
(*    by the clock of whom?  That is an assumption: clocks run at almost   *)
(*    one rate.  It stands in MCRaftLease.tla.                             *)
(*                                                                         *)
(* What a leader has applied is what it has committed, so a read needs to  *)
(* wait for nothing else.                                                  *)
(***************************************************************************)
EXTENDS RaftNodes

\* May a read begin?  What was committed before n led it knows once it has committed an entry of
\* its own (thesis, section 6.4, step 1).  Replaceable.
MayRead(s) == HasCommittedInTerm(s)

\* Which round does an answer confirm to a leader?  That of the message which it answers.  Replaceable.
Answered(s, m) == m.round

\* Whom a leader has heard answer this round, itself among them.  Replaceable.
Answerers(n, s, round) == {n} \cup {p \in DOMAIN s.leading.acked : s.leading.acked[p] >= round}

\* What a quorum has answered is confirmed.
Confirm(n, s) ==
    [s EXCEPT !.leading.confirmed = Last({r \in s.leading.confirmed..s.leading.round :
        r = s.leading.confirmed \/ IsQuorum(Configuration(s), Answerers(n, s, r))})]

\* May a leader answer a read at once?  Replaceable.
HoldsLease(s) ==
    /\ s.role = "Leader"
    /\ s.leading.confirmed > s.leading.expired
    /\ ~s.leading.transferred
    /\ HasCommittedInTerm(s)

-----------------------------------------------------------------------------
\* A client asks leader n to read.  Safe because n answers once the round is confirmed: a quorum had
\* not gone on to a later term when it began, so whatever was committed by then, n has committed.
ReadIndex(n) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ MayRead(s)
        /\ Step(n, Confirm(n, [s EXCEPT !.leading.round = @ + 1]), {})

\* By the clock of leader n, all rounds that have begun so far began too long ago for a lease.
LeaseExpires(n) ==
    LET s == nodes[n]
    IN  /\ s.role = "Leader"
        /\ s.leading.expired < s.leading.round
        /\ Step(n, [s EXCEPT !.leading.expired = s.leading.round], {})
=============================================================================
