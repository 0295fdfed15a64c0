package dev.walden.system;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What model calls cost, told from the records of a task alone.
 *
 * @param settled of calls that have an outcome
 * @param lost what was reserved for calls that a kill cut
 */
record RecordedCosts(BigDecimal settled, BigDecimal lost, int lostCalls) {

    static final RecordedCosts NONE = new RecordedCosts(BigDecimal.ZERO, BigDecimal.ZERO, 0);

    static RecordedCosts of(List<JsonNode> records) {
        BigDecimal settled = BigDecimal.ZERO;
        RecordedCosts costs = NONE;
        BigDecimal open = BigDecimal.ZERO;
        for (JsonNode record : records) {
            JsonNode data = record.path("data");
            if (data.has("asked")) {
                costs = costs.losing(open);
                open = new BigDecimal(data.path("asked").asString().replaceAll(".*/", ""));
            } else if (record.path("type").asString().equals("reasoning-started") && data.has("reservedCost")) {
                costs = costs.losing(open);
                open = new BigDecimal(data.path("reservedCost").asString());
            }
            JsonNode cost = data.has("cost") ? data.path("cost") : data.at("/answered/cost");
            if (!cost.isMissingNode()) {
                settled = settled.add(new BigDecimal(cost.asString()));
                open = BigDecimal.ZERO;
            }
        }
        return costs.losing(open).plus(new RecordedCosts(settled, BigDecimal.ZERO, 0));
    }

    private RecordedCosts losing(BigDecimal reserved) {
        return new RecordedCosts(settled, lost.add(reserved), lostCalls + reserved.signum());
    }

    RecordedCosts plus(RecordedCosts other) {
        return new RecordedCosts(settled.add(other.settled), lost.add(other.lost), lostCalls + other.lostCalls);
    }

    BigDecimal all() {
        return settled.add(lost);
    }
}
