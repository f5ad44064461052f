package io.sluice.agent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSchException;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@AgainstOpenSsh
class ManyAccountsIT {

    @AutoClose
    private final LocalPod pod = LocalPod.inMemory();

    @Test
    void carriesFiveHundredAccountsWithTwoRangesEach() throws Exception {
        carriesAccountsWithTwoRangesEach(500);
    }

    @Test
    @Tag("long")
    void carriesTenThousandAccountsWithTwoRangesEach() throws Exception {
        carriesAccountsWithTwoRangesEach(10_000);
    }

    private void carriesAccountsWithTwoRangesEach(int count) throws Exception {
        pod.put(ListedAccount.of("alone"));
        var before = logIns("alone");
        var began = System.nanoTime();
        pod.put(IntStream.range(0, count)
                .mapToObj(i -> ListedAccount.of("shop-%05d".formatted(i))
                        .from("127.0.0.0/29", "2001:db8:%x::/48".formatted(i))
                        .withSources("order", "member", "product", "category", "channel", "redeem", "points"))
                .toArray(ListedAccount[]::new));
        var applied = millisSince(began);

        var first = logIns("shop-00000");
        var last = logIns("shop-%05d".formatted(count - 1));
        began = System.nanoTime();
        pod.put(ListedAccount.of("shop-%05d".formatted(count / 2)).suspended());
        var suspended = millisSince(began);

        began = System.nanoTime();
        pod.processes("AgentMain").forEach(ProcessHandle::destroyForcibly);
        pod.login("shop-00001").close();
        pod.put(ListedAccount.of("late"));
        var restarted = millisSince(began);

        System.out.printf(
                "%d accounts with 7 sources and 2 ranges: applied in %d ms, one suspended in %d ms, one added after the pod was killed in %d ms; log-in median %d ms (first) and %d ms (last), %d ms with one account%n",
                count, applied, suspended, restarted, first, last, before);
        assertThatThrownBy(() -> pod.login("shop-%05d".formatted(count / 2))).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> pod.attempt("shop-%05d".formatted(count - 1))
                        .password(ListedAccount.PASSWORD)
                        .from("127.0.0.9")
                        .connect())
                .isInstanceOf(JSchException.class);
    }

    private long logIns(String accountId) throws JSchException {
        var millis = new ArrayList<Long>();
        for (int i = 0; i < 11; i++) {
            var began = System.nanoTime();
            pod.login(accountId).close();
            millis.add(millisSince(began));
        }
        return millis.stream().sorted().toList().get(5);
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
