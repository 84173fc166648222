------------------------- MODULE MCDnsCacheLiveness -------------------------
(***************************************************************************)
(* What resolvers come to, if the authority stops changing.  StableSpec:   *)
(* the authority has just changed, for the last time; resolvers may have   *)
(* the old value, from whenever.  Nothing is lost and nobody restarts,     *)
(* clocks are kept together, and time goes on for longer than TTL.  Who    *)
(* asks is answered in the end, and in the end only with the last value.   *)
(*                                                                         *)
(* No symmetry and no constraint here: TLC's liveness checking is sound    *)
(* with neither.  What must be finite is bounded in the actions.           *)
(***************************************************************************)
EXTENDS MCDnsCache

\* What a cache may hold at time TTL, when the value has just changed.
OldCaches == {None} \cup {[value |-> None, since |-> t] : t \in 1..TTL}

\* Something has been written.  `rewrites` says that this is a step of the model and not of any node.
Past ==
    /\ Last.value = None
    /\ \E v \in Value, old \in [Resolver -> OldCaches] :
          /\ nodes' = [n \in Node |->
                [InitialNode EXCEPT !.clock = TTL,
                                    !.value = IF n = Authority THEN v ELSE None,
                                    !.cache = IF n = Authority THEN None ELSE old[n]]]
          /\ held' = Append(held, [value |-> v, since |-> TTL])
    /\ event' = [type |-> "Past", rewrites |-> TRUE]
    /\ UNCHANGED network

Written == Last.value # None

StableRead(n) ==
    /\ Written
    /\ Read(n) /\ event' = [type |-> "Read", node |-> n]

StableTick(n) ==
    /\ Written
    /\ nodes[n].clock < MaxClock
    /\ IF n = Authority THEN \A r \in Resolver : nodes[r].clock = Now ELSE nodes[n].clock < Now
    /\ Tick(n) /\ event' = [type |-> "Tick", node |-> n]

StableWork(n) ==
    /\ Written
    /\ \/ AnswerFromCache(n) /\ event' = [type |-> "AnswerFromCache", node |-> n]
       \/ SendQuery(n) /\ event' = [type |-> "SendQuery", node |-> n]
       \/ \E m \in network :
             m.to = n /\ Receive(m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]

\* Fairness: time goes on, and what a node can do that changes something it does in the end; but
\* nobody need ask.
StableSpec ==
    /\ MCInit
    /\ [][Past \/ \E n \in Node : StableTick(n) \/ StableWork(n) \/ StableRead(n)]_mcVars
    /\ WF_View(Past)
    /\ \A n \in Node : WF_View(StableTick(n)) /\ WF_View(StableWork(n))

\* Whoever asks is answered.
Answered == \A n \in Resolver : nodes[n].reading ~> ~nodes[n].reading

\* In the end nobody would answer with anything but the last value.
Converges == <>[](Cached \subseteq {Last.value})

\* Planted fault: for HandleQuery, the authority does not answer.
Silent(n, m) == Step(n, nodes[n], {})
=============================================================================
