----------------------------- MODULE MCZabReads -----------------------------
(***************************************************************************)
(* Zab with faults of rounds of reads.                                     *)
(***************************************************************************)
EXTENDS MCZabFaults

\* What is on its way arrives before anything else happens; but answers may take longer.
CalmButForAnswers ==
    event'.type # "Receive" => \A m \in Arriving : m.type = "PingReply"

\* One server leads first, does not give up, and begins rounds of reads: one, and another when somebody else is established.
\* Observers follow that server.
FirstReads ==
    /\ event'.type = "Timeout" => event'.node # OneOfTwo /\ event'.node \notin Observer
    /\ event'.type = "Elect" => (event'.node \in Observer => event'.leader = OneOfTwo)
    /\ event'.type = "ReadIndex" =>
          /\ event'.node = OneOfTwo
          /\ nodes[OneOfTwo].round > 0 => \E n \in Node \ {OneOfTwo} : nodes[n].leader = n /\ nodes[n].phase = "Broadcast"

-----------------------------------------------------------------------------
\* Planted faults.

\* For Confirm: a leader asks nobody whether it leads still (ZOOKEEPER-1675).
AskNobody(n, s) == [s EXCEPT !.confirmed = s.round]

\* For Confirm: whoever has ever answered counts for each round.
AnyRound(n, s) == IF IsQuorum({n} \cup DOMAIN s.acked) THEN [s EXCEPT !.confirmed = s.round] ELSE s

\* For Confirm: an observer's answer counts.
ObserversAnswer(n, s) ==
    IF ObserversCount({n} \cup Heard(s, s.round)) THEN [s EXCEPT !.confirmed = s.round] ELSE s

\* For HandlePingReply: an answer counts for the last round that was begun.
CountForLast(m) ==
    LET n == m.to
        s == nodes[n]
        acked == [p \in DOMAIN s.acked \cup {m.from} |-> IF p = m.from THEN s.round ELSE s.acked[p]]
    IN  Step(n, Confirm(n, [s EXCEPT !.acked = acked]), Taken(m), <<>>)

\* For HungUp: answers arrive even if who has sent them has hung up since, as with TCP.  It is no fault.
AnswersArrive(channels, n) ==
    LET IsAnswer(m) == m.type = "PingReply"
        Answers(c) == IF c[1] = n THEN SelectSeq(channels[c], IsAnswer) ELSE <<>>
        open == {c \in DOMAIN channels : n \notin {c[1], c[2]} \/ Answers(c) # <<>>}
    IN  [c \in open |-> IF n \in {c[1], c[2]} THEN Answers(c) ELSE channels[c]]

-----------------------------------------------------------------------------
\* Witnesses.

\* A leader's reads are confirmed.
NeverConfirmed == \A n \in Node : nodes[n].confirmed = 0
=============================================================================
