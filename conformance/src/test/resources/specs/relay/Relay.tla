------------------------------- MODULE Relay -------------------------------
(***************************************************************************)
(* The smallest protocol that needs FIFO channels, a test of the toolkit:  *)
(* a follower connects to a node with Hello, is told with Welcome how far  *)
(* that node has counted, and then each number as it comes.  Its Java      *)
(* counterpart is dev.quorate.conformance.relay.Relay.                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets, TLC

CONSTANTS Node, None

VARIABLES nodes, network

Message(type, from, to, number) == [type |-> type, from |-> from, to |-> to, number |-> number]

InitialNode == [leader |-> None, number |-> 0, followers |-> {}]

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = <<>>

-----------------------------------------------------------------------------
\* Channels: a function from pairs of nodes to what is on the way, oldest first.

Opens(m) == CASE m.type = "Hello" -> "Connection" [] m.type = "Welcome" -> "Channel" [] OTHER -> "Nothing"

Without(channels, closed) == [c \in DOMAIN channels \ closed |-> channels[c]]

Send(channels, m) ==
    LET way == <<m.from, m.to>>
        back == <<m.to, m.from>>
    IN  CASE Opens(m) = "Connection" -> (way :> <<m>>) @@ Without(channels, {way, back})
          [] Opens(m) = "Channel" -> IF back \in DOMAIN channels THEN (way :> <<m>>) @@ Without(channels, {way}) ELSE channels
          [] OTHER -> IF way \in DOMAIN channels THEN [channels EXCEPT ![way] = Append(@, m)] ELSE channels

RECURSIVE SendAll(_, _)
SendAll(channels, messages) ==
    IF messages = <<>> THEN channels ELSE SendAll(Send(channels, Head(messages)), Tail(messages))

HungUp(channels, n) == Without(channels, {c \in DOMAIN channels : n \in {c[1], c[2]}})

Received(channels, m) == [channels EXCEPT ![<<m.from, m.to>>] = Tail(@)]

\* Messages that may arrive next.
Heads == {Head(network[c]) : c \in {d \in DOMAIN network : network[d] # <<>>}}

\* What every action does in the end.  A trace spec puts its own in its place.
Step(n, s, messages, channels) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = SendAll(channels, messages)

Disconnect(p, q) ==
    /\ {<<p, q>>, <<q, p>>} \cap DOMAIN network # {}
    /\ network' = Without(network, {<<p, q>>, <<q, p>>})
    /\ UNCHANGED nodes

-----------------------------------------------------------------------------
RECURSIVE ToAll(_, _, _)
ToAll(n, followers, number) ==
    IF followers = {} THEN <<>>
    ELSE LET f == CHOOSE f \in followers : TRUE
         IN  <<Message("Count", n, f, number)>> \o ToAll(n, followers \ {f}, number)

Connect(n, p) ==
    /\ n # p
    /\ nodes[n].leader = None
    /\ nodes[n].followers = {}
    /\ Step(n, [nodes[n] EXCEPT !.leader = p], <<Message("Hello", n, p, 0)>>, network)

Count(n) ==
    LET next == nodes[n].number + 1
    IN  /\ nodes[n].leader = None
        /\ nodes[n].followers # {}
        /\ Step(n, [nodes[n] EXCEPT !.number = next], ToAll(n, nodes[n].followers, next), network)

Restart(n) == Step(n, InitialNode, <<>>, HungUp(network, n))

Hello(m) ==
    LET s == nodes[m.to] IN
    IF s.leader # None
    THEN Step(m.to, s, <<>>, Received(network, m))
    ELSE Step(m.to, [s EXCEPT !.followers = @ \cup {m.from}],
              <<Message("Welcome", m.to, m.from, 0), Message("Count", m.to, m.from, s.number)>>,
              Received(network, m))

Welcome(m) == Step(m.to, nodes[m.to], <<>>, Received(network, m))

Told(m) == Step(m.to, [nodes[m.to] EXCEPT !.number = m.number], <<>>, Received(network, m))

Receive(m) ==
    CASE m.type = "Hello" -> Hello(m)
      [] m.type = "Welcome" -> Welcome(m)
      [] m.type = "Count" -> Told(m)
=============================================================================
