------------------------ MODULE MCMajorityRegister -------------------------
(***************************************************************************)
(* The majority register as a bounded model: bounds, the name of each      *)
(* step; the faults that some models plant, and the situations that some   *)
(* must reach.  What a model bounds and what it must yield stands in       *)
(* models/majority-register-*.cfg.                                         *)
(***************************************************************************)
EXTENDS MajorityRegister, Ranking

CONSTANTS
    Writers,        \* the set of the nodes that clients ask to write
    Readers,        \* the set of the nodes that clients ask to read
    MaxOperations,  \* how many operations there are, of all nodes together
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, settled, calls, event>>

View == <<nodes, network, settled, calls>>

RECURSIVE Sum(_, _)
Sum(f, S) == IF S = {} THEN 0 ELSE LET n == CHOOSE m \in S : TRUE IN f[n] + Sum(f, S \ {n})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node : nodes[n].phase = "Write" => n \in Writers
    /\ \A n \in Node : nodes[n].phase = "Read" => n \in Readers
    /\ Sum([n \in Node |-> nodes[n].operation], Node) <= MaxOperations
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* The majority register's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n \in Node, v \in Command :
          ClientWrite(n, v) /\ event' = [type |-> "ClientWrite", node |-> n, value |-> v]
    \/ \E n \in Node :
          \/ ClientRead(n) /\ event' = [type |-> "ClientRead", node |-> n]
          \/ Retry(n) /\ event' = [type |-> "Retry", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of MajorityRegister in a model that must then
\* violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the nodes is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* For Takes: a node takes writes as they come, though they are of one writer.
TakesAny(s, m) == TRUE

\* For Durable: what a node stores is not written to disk.
ForgetValue(s) == [s EXCEPT !.phase = "Idle", !.request = None, !.heard = <<>>, !.value = None]

\* For Durable: which writes a node has taken is not written to disk.
ForgetTaken(s) == [s EXCEPT !.phase = "Idle", !.request = None, !.heard = <<>>, !.taken = [n \in Node |-> 0]]

\* For Durable: a node that restarts knows what it had heard, and not for what.
ForgetRequestOnly(s) == [s EXCEPT !.phase = "Idle", !.request = None]

\* For IsAwaited: an answer to an earlier operation counts, too.
IsAnyAnswer(s, m, phase) == s.phase = phase

-----------------------------------------------------------------------------
\* Situations: each denied, so that a model which checks that must violate it.

\* The nodes in the order in which the cfg names them.
Order == Ranked(Node)

HasRead(n) == nodes[n].phase = "Done" /\ nodes[n].request = None

\* For models that would be too large otherwise: nobody asks again.
NoRetry == event'.type # "Retry"

\* Clients read at one node after the other, at each once.  Nobody restarts or asks again.
InTurn ==
    /\ event'.type \notin {"Restart", "Retry"}
    /\ event'.type = "ClientWrite" => nodes'[event'.node].operation = 1
    /\ event'.type = "ClientRead" =>
          \A i \in 1..Len(Order) :
              /\ Order[i] = event'.node => \A j \in 1..i - 1 : HasRead(Order[j])
              /\ HasRead(Order[i]) => Order[i] # event'.node

\* Three such reads do not return one value, another, and the first again: new, old, new.
NeverNewOldNew ==
    LET Returned(i) == Guess(nodes[Order[i]].heard)
    IN  (\A i \in 1..3 : HasRead(Order[i])) => ~(Returned(1) = Returned(3) /\ Returned(1) # Returned(2))
=============================================================================
