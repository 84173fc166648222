------------------------------- MODULE Channels -----------------------------
(***************************************************************************)
(* A network of connections: a function from the pairs <<n, p>> of servers *)
(* whose channel is open to the sequence of messages that are on their way *)
(* from n to p, oldest first.                                              *)
(***************************************************************************)
EXTENDS Sequences

\* The channels among these pairs of servers are closed; what they held is lost.
Closed(channels, pairs) == [c \in DOMAIN channels \ pairs |-> channels[c]]

\* All channels of a server are closed.
ClosedAt(channels, n) == Closed(channels, {c \in DOMAIN channels : n \in {c[1], c[2]}})

\* A channel that holds one message, whatever it held before.
Opened(channels, m) ==
    [c \in DOMAIN channels \cup {<<m.from, m.to>>} |-> IF c = <<m.from, m.to>> THEN <<m>> ELSE channels[c]]

\* A message is on its way, behind all others; or lost, if its channel is closed.
Sent(channels, m) ==
    IF <<m.from, m.to>> \in DOMAIN channels THEN [channels EXCEPT ![<<m.from, m.to>>] = Append(@, m)] ELSE channels

\* The messages that may arrive: the first of each channel.
Heads(channels) == {Head(channels[c]) : c \in {c \in DOMAIN channels : channels[c] # <<>>}}

\* The network without a message that arrives, the first of its channel.
Received(channels, m) == [channels EXCEPT ![<<m.from, m.to>>] = Tail(@)]

\* What is sent to each of some servers, all together; who comes first makes no difference.
RECURSIVE ToEach(_)
ToEach(messages) ==
    IF DOMAIN messages = {} THEN <<>>
    ELSE LET first == CHOOSE p \in DOMAIN messages : TRUE
         IN  messages[first] \o ToEach([p \in DOMAIN messages \ {first} |-> messages[p]])
=============================================================================
