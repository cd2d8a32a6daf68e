"""Which ids are taken, as far as the decisions of a store say."""

from affiliates.applications.batches import decisions_on_entries
from affiliates.storage.contract.store import Store


def used_group_ids(store: Store) -> set[str]:
    """The ids that groups have or had, as far as a decision gave them: none of them may be given again."""
    return {each.group_id for each in decisions_on_entries(store.decisions(), store.batch)} - {""}
