package io.sluice.devstack.faults;

import io.sluice.devstack.faults.Attack.Act;
import io.sluice.devstack.stack.Part;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The case `one-tenant`: one tenant does what costs the services most, each thing in turn and then all at
/// once, while another one uploads files and reads its jobs.
///
/// @param time how long the attack takes in total
record OneTenant(Scene scene, Duration time) {

    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration AFTERWARDS = Duration.ofSeconds(60);

    void run() {
        Story story = scene.story();
        Account attacker = Account.create(scene.stack());
        Neighbour neighbour = new Neighbour(Account.create(scene.stack()));
        Attack attack = new Attack(scene.stack(), attacker);
        attack.prepare();
        Map<Part, Long> processes = processes();
        neighbour.warmUp();

        Watch before = neighbour.watch(QUIET);
        story.saw("the other tenant before:  " + before);
        long share = time.toMillis() / (Act.values().length + 2);
        Watch during = Watch.none();
        for (Act act : Act.values()) {
            during = during.and(watch(story, neighbour, attack, List.of(act), Duration.ofMillis(share)));
        }
        during = during.and(watch(story, neighbour, attack, List.of(Act.values()), Duration.ofMillis(2 * share)));

        story.saw("the other tenant before:  " + before);
        story.saw("the other tenant during:  " + during);
        story.check(
                "no request and no upload of the other tenant failed",
                during.errors().isEmpty());
        during.errors().stream().distinct().limit(10).forEach(error -> story.saw("error: " + error));
        story.check("every job of the other tenant ends as success", neighbour.awaitJobs(AFTERWARDS));
        story.check(
                "nothing was answered with 500",
                attack.statuses().keySet().stream().noneMatch(status -> status.endsWith(" 500")));
        story.check("every service is the same process", processes.equals(processes()));
        story.check("every service is ready: " + scene.readiness(), areReady());
    }

    private Watch watch(Story story, Neighbour neighbour, Attack attack, List<Act> acts, Duration length) {
        story.did("for %d s: %s"
                .formatted(
                        length.toSeconds(), acts.stream().map(Act::description).collect(Collectors.joining("; "))));
        attack.begin(acts);
        Watch seen;
        try {
            seen = neighbour.watch(length);
        } finally {
            attack.end();
        }
        story.saw("the other tenant: " + seen);
        story.saw("the attacker got: " + attack.takeStatuses());
        return seen;
    }

    private boolean areReady() {
        return Stream.of(scene.readiness().split(", ")).allMatch(service -> service.endsWith(" 200"));
    }

    private Map<Part, Long> processes() {
        Map<Part, Long> pids = new EnumMap<>(Part.class);
        Part.services().forEach(service -> pids.put(service, scene.stack().pid(service)));
        return pids;
    }
}
