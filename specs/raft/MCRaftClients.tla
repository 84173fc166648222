--------------------------- MODULE MCRaftClients ----------------------------
(***************************************************************************)
(* Raft with a client that sends one command and may lose patience.  What  *)
(* becomes of the command then is not for the client to know: these models *)
(* show that it may be committed later, and that it may never be.          *)
(***************************************************************************)
EXTENDS MCRaft

CONSTANT TheCommand     \* the client's command; other commands are other clients'

VARIABLE client         \* "idle", "waiting", "timedOut" or "retried"

clientVars == <<nodes, network, committed, client, event>>

ClientView == <<nodes, network, committed, client>>

ClientInit ==
    /\ MCInit
    /\ client = "idle"

\* The client sends its command once, and gives up at any time after.
ClientNext ==
    \/ /\ MCNext
       /\ CASE event'.type # "ClientRequest" -> client' = client
            [] event'.command # TheCommand   -> client' = client
            [] OTHER                         -> client = "idle" /\ client' = "waiting"
    \/ /\ client = "waiting"
       /\ client' = "timedOut"
       /\ event' = [type |-> "ClientTimeout", command |-> TheCommand]
       /\ UNCHANGED vars

\* The same, but a client that has given up sends its command again, once: it does not know what became of the first.
RetryNext ==
    \/ ClientNext
    \/ /\ client = "timedOut"
       /\ client' = "retried"
       /\ \E n \in Node :
             ClientRequest(n, TheCommand) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> TheCommand]

RetrySpec == ClientInit /\ [][RetryNext]_clientVars

ClientSpec == ClientInit /\ [][ClientNext]_clientVars

-----------------------------------------------------------------------------
InSomeLog == \E n \in Node : \E i \in DOMAIN nodes[n].log : nodes[n].log[i].command = TheCommand

IsCommitted == \E i \in DOMAIN committed : committed[i].command = TheCommand

\* The client has timed out while nothing was committed, and now its command is.
NeverCommittedAfterTimeout ==
    [][~(client = "timedOut" /\ ~IsCommitted /\ IsCommitted')]_clientVars

\* The client has timed out, and its command is gone from every log: another took its place.
NeverOverwrittenAfterTimeout ==
    ~(client = "timedOut" /\ ~InSomeLog /\ committed # <<>>)

\* Where the client's command is committed.
Places == {i \in DOMAIN committed : committed[i].command = TheCommand}

\* A command that is sent again is applied once.
NeverAppliedTwice == Cardinality(Places) <= 1
=============================================================================
