package io.sluice.validator.data;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.data.DaySwapped;
import io.sluice.events.OutgoingTls;
import io.sluice.web.client.ServiceAddress;
import io.sluice.web.client.ServiceRequests;
import io.sluice.web.security.ServiceToken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks data-service over HTTP.
@ApplicationScoped
class DaySwapClient implements DaySwaps {
    private final ServiceRequests dataService;

    DaySwapClient(DataServiceConfig config, ServiceToken token, OutgoingTls tls, MeterRegistry meters) {
        this.dataService = new ServiceRequests(
                new ServiceAddress(
                        config.url(),
                        config.connectTimeout(),
                        config.requestTimeout(),
                        path -> "/internal/data/{accuid}/{source_type}/{date}",
                        DataServiceUnavailableException::new),
                token,
                tls,
                meters);
    }

    @Override
    public DaySwapped swap(DaySwap swap) {
        var job = swap.job();
        var response = dataService.put(
                "/internal/data/%s/%s/%s".formatted(job.accountId(), job.sourceType(), job.dataDate()), swap);
        return switch (response.statusCode()) {
            case 200 -> dataService.read(response, DaySwapped.class, "swapped day");
            // 500 is a failure that nobody foresaw: it concerns what was asked, not all that could be.
            case 400, 404, 409, 422, 500 ->
                throw new DaySwapRefusedException(
                        String.valueOf(dataService.unexpected(response, "200").getMessage()));
            default -> throw dataService.unexpected(response, "200");
        };
    }

    @PreDestroy
    void close() {
        dataService.close();
    }
}
