-------------------------- MODULE MCGossipLiveness --------------------------
(***************************************************************************)
(* When writes stop, all copies become equal: by push, by pull, and by     *)
(* push-pull, each for itself.  What the world must do for it:             *)
(*                                                                         *)
(*  - Every node begins an exchange with the next one, again and again.    *)
(*    That the nodes are a ring is the least that is needed: a copy must   *)
(*    be able to come from every node to every other.                      *)
(*  - Messages may be lost, but of those of one kind that one node sends   *)
(*    to another again and again, some arrive.                             *)
(*                                                                         *)
(* No constraint here: TLC's liveness checking is not sound with one.      *)
(* What must be finite is bounded in the actions: so many versions are     *)
(* written, at any time, and exchanges take turns.                         *)
(***************************************************************************)
EXTENDS MCGossip

CONSTANT MaxWrites     \* so many versions are written

VARIABLE exchange   \* the one kind of exchange that nodes use

livenessVars == <<nodes, network, replaced, exchange, event>>

\* For Step: what has arrived is gone.
LivenessStep(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = (IF event'.type = "Receive" THEN network \ {event'.message} ELSE network) \cup sent
    /\ Record(n, s)

\* The node that n exchanges with.
Partner(n) == Replicas[(Rank(n) % Len(Replicas)) + 1]

LivenessInit == MCInit /\ exchange \in Exchanges

LivenessWrite ==
    /\ Cardinality(Written) < MaxWrites
    /\ \E n \in Node, v \in Value :
          event' = [type |-> "Write", node |-> n, value |-> v] /\ Write(n, v)
    /\ UNCHANGED exchange

Begin(n) ==
    /\ network = {}
    /\ event' = [type |-> exchange, node |-> n, peer |-> Partner(n)]
    /\ CASE exchange = "Push" -> Push(n, Partner(n))
         [] exchange = "Pull" -> Pull(n, Partner(n))
         [] exchange = "PushPull" -> PushPull(n, Partner(n))
    /\ UNCHANGED exchange

\* A message arrives, of those that an exchange which n has begun is made of.
Arrive(n, m) ==
    /\ {m.from, m.to} = {n, Partner(n)}
    /\ event' = [type |-> "Receive", node |-> m.to, message |-> m] /\ Receive(m)
    /\ UNCHANGED exchange

\* What n sends first arrives; what it is answered arrives.
OpeningArrives(n) == \E m \in network : m.from = n /\ Arrive(n, m)
AnswerArrives(n) == \E m \in network : m.to = n /\ Arrive(n, m)

LivenessLose ==
    /\ \E m \in network : event' = [type |-> "Lose", message |-> m] /\ Lose(m)
    /\ UNCHANGED exchange

LivenessNext ==
    \/ LivenessWrite \/ LivenessLose
    \/ \E n \in Node : Begin(n) \/ OpeningArrives(n) \/ AnswerArrives(n)

LivenessSpec ==
    /\ LivenessInit
    /\ [][LivenessNext]_livenessVars
    /\ \A n \in Node :
          /\ []<><<Begin(n)>>_livenessVars
          /\ SF_livenessVars(OpeningArrives(n))
          /\ SF_livenessVars(AnswerArrives(n))
=============================================================================
