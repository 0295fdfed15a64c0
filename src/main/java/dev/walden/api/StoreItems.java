package dev.walden.api;

import dev.walden.memory.FactTerms;
import dev.walden.memory.ItemKind;
import dev.walden.memory.MemoryException;
import dev.walden.memory.NewItem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items as they are sent; stored together or not at all. */
@Schema(name = "NewItems", requiredProperties = "items")
record StoreItems(@Nullable List<Item> items) {

    /**
     * The items as memory takes them.
     *
     * @throws Refusal when one is not acceptable; it names which
     */
    List<NewItem> checked(Caller caller) {
        if (items == null || items.isEmpty()) {
            throw Refusal.invalidValue("items", "at least one item was expected; found: none.");
        }
        List<NewItem> checked = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String member = "items[" + i + "]";
            Item item = items.get(i);
            if (item == null) { // JSON knows no type that forbids it
                throw Refusal.invalidValue(member, "an object was expected; found: null.");
            }
            checked.add(item.checked(member, caller));
        }
        return checked;
    }

    /**
     * One item.
     *
     * @param kind fact or message; a fact when left out
     * @param observedAt when it was said or became true, ISO-8601 with an offset or Z
     * @param validFrom of a fact: when it became or becomes true, if that is not when it was observed
     * @param validTo of a fact: when it ends to be true, if that is known
     * @param subject of a fact: whom or what it is about, with an attribute; read from simple sentences when left out
     * @param attribute of a fact: what of the subject it gives; of one subject and attribute, one value is true at a time
     * @param source of a fact: document:ID, url:ADDRESS, tool:NAME or person:NAME, where the words come from; what comes from others
     *     than persons is not trusted
     */
    @Schema(name = "NewItem", requiredProperties = "text")
    record Item(
            @Nullable String text,

            @Schema(allowableValues = {"fact", "message"}) @Nullable
            String kind,

            @Nullable String space,
            @Nullable String session,
            @Nullable String speaker,
            @Nullable String domain,
            @Nullable List<String> tags,

            @Schema(type = "string", format = "date-time") @Nullable
            String observedAt,

            @Nullable Map<String, String> metadata,

            @Schema(type = "string", format = "date-time") @Nullable
            String validFrom,

            @Schema(type = "string", format = "date-time") @Nullable
            String validTo,

            @Nullable String subject,
            @Nullable String attribute,
            @Nullable String source) {

        NewItem checked(String member, Caller caller) {
            if (tags != null && tags.contains(null)) {
                throw Refusal.invalidValue(member + ".tags", "strings were expected; found: null.");
            }
            try {
                return new NewItem(
                        checkedKind(member),
                        caller.space(space),
                        text == null ? "" : text,
                        session,
                        speaker,
                        domain,
                        tags == null ? List.of() : tags,
                        Times.parsed(member + ".observedAt", observedAt),
                        Metadata.checked(metadata),
                        terms(member));
            } catch (MemoryException e) {
                throw Refusal.unacceptable(e.code(), member, String.valueOf(e.getMessage()));
            }
        }

        private ItemKind checkedKind(String member) {
            return ItemKind.parse(kind == null ? "fact" : kind)
                    .orElseThrow(() -> Refusal.invalidValue(
                            member + ".kind",
                            "fact or message was expected; found: " + Excerpt.of(String.valueOf(kind)) + "."));
        }

        private @Nullable FactTerms terms(String member) {
            Instant from = Times.parsed(member + ".validFrom", validFrom);
            Instant to = Times.parsed(member + ".validTo", validTo);
            boolean any = from != null || to != null || subject != null || attribute != null || source != null;
            return any ? new FactTerms(subject, attribute, from, to, source) : null;
        }
    }
}
