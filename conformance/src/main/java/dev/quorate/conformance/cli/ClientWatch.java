package dev.quorate.conformance.cli;

import dev.quorate.conformance.check.Status;
import dev.quorate.runtime.api.Change;
import dev.quorate.runtime.api.Keys;
import dev.quorate.runtime.client.Client;
import dev.quorate.runtime.client.WatchListener;
import java.util.concurrent.CompletableFuture;

/** Prints changes, a line each. */
final class ClientWatch implements WatchListener {
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private long left;

    ClientWatch(long count) {
        left = count;
    }

    /** Watches until there were so many changes, or the watch ends; gives the exit status. */
    int run(Client client, Keys keys, long after) {
        Client.Watch watch = client.watch(keys, after, this);
        int status = end.join();
        watch.close();
        return status;
    }

    @Override
    public void begun(long revision) {
        System.err.println("from revision " + revision + " on");
    }

    @Override
    public void changed(Change change) {
        if (left > 0) {
            System.out.println(change.revision()
                    + change.value()
                            .map(value -> "\tput\t" + change.key() + "\t" + value)
                            .orElse("\tdelete\t" + change.key()));
            left--;
        }
        if (left == 0) {
            end.complete(0);
        }
    }

    @Override
    public void missed(long revision) {
        System.err.println("changes up to revision " + revision + " were missed");
    }

    @Override
    public void ended(long revision, String why) {
        System.err.println("the watch has ended after revision " + revision + ": " + why);
        end.complete(Status.UNDECIDED.exitStatus());
    }
}
