-------------------------- MODULE MCDnsCacheReader --------------------------
(***************************************************************************)
(* One client that reads, now at this resolver and now at that, and what   *)
(* it sees.                                                                *)
(***************************************************************************)
EXTENDS MCDnsCache

VARIABLE seen       \* which of the values held, in their order, is the newest that the client has been answered with; 0 for none

readerVars == <<nodes, network, held, seen, event>>
ReaderView == <<nodes, network, held, seen>>

\* The place of a value among those held.
PlaceOf(v) == CHOOSE i \in DOMAIN held : held[i].value = v

\* The resolvers that answer in this step.
Answering ==
    {n \in Resolver : nodes[n].reading /\ ~nodes'[n].reading /\ event'.type # "Restart"}

Max(a, b) == IF a > b THEN a ELSE b

ReaderSpec ==
    /\ MCInit
    /\ seen = 0
    /\ [][/\ MCNext
          /\ Cardinality({n \in Resolver : nodes'[n].reading}) <= 1
          /\ seen' = IF Answering = {} THEN seen
                     ELSE LET n == CHOOSE r \in Answering : TRUE IN Max(seen, PlaceOf(nodes'[n].cache.value))]_readerVars

\* What the client is answered with is never older than what it has seen.
MonotonicReads ==
    [][\A n \in Answering : PlaceOf(nodes'[n].cache.value) >= seen]_readerVars
=============================================================================
