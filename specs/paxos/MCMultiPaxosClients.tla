------------------------ MODULE MCMultiPaxosClients -------------------------
(***************************************************************************)
(* Multi-Paxos with a client that sends one command and may lose patience. *)
(* What becomes of the command then is not for the client to know: these   *)
(* models show that it may be committed later, and that it may never be.   *)
(***************************************************************************)
EXTENDS MCMultiPaxos

CONSTANT TheCommand     \* the client's command; other commands are other clients'

VARIABLE client         \* "idle", "waiting" or "timedOut"

clientVars == <<nodes, network, committed, reads, client, event>>

ClientView == <<nodes, network, committed, reads, client>>

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

ClientSpec == ClientInit /\ [][ClientNext]_clientVars

-----------------------------------------------------------------------------
IsCommitted == \E i \in DOMAIN committed : committed[i] = TheCommand

\* The client has timed out while nothing was committed, and now its command is.
NeverCommittedAfterTimeout ==
    [][~(client = "timedOut" /\ ~IsCommitted /\ IsCommitted')]_clientVars

\* The client has timed out, and its command is gone from every log and on no way: another
\* took its place.
NeverLostAfterTimeout ==
    ~(client = "timedOut" /\ ~IsKnown(TheCommand) /\ committed # <<>>)
=============================================================================
