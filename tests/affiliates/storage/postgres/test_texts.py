"""Whatever a form accepts comes back from the database as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from affiliates.errors import StoreError
from affiliates.storage.contract.drafts import ListDraft
from affiliates.storage.contract.reviewers import SignIn
from affiliates.storage.postgres.store import PostgresStore
from tests.affiliates.storage.contract.conftest import MOMENT
from tests.hostile import HOSTILE_TEXTS
from tests.made_up import application, approval, decision, row, write_directory
from tests.postgres.databases import Databases

# "Families" in twenty scripts; then what a text column refuses.
TEXTS = (
    *("Familles à Québec", "Οικογένειες", "Семьи", "Ընտանիքներ", "ოჯახები", "משפחות", "عائلات"),
    *("परिवार", "পরিবার", "ਪਰਿਵਾਰ", "કુટુંબો", "குடும்பங்கள்", "కుటుంబాలు", "ಕುಟುಂಬಗಳು", "കുടുംബങ്ങൾ"),
    *("පවුල්", "ครอบครัว", "ቤተሰቦች", "家庭 家族 かぞく", "가족", "ᐃᓚᒌᑦ"),
    *("a\0b", "half a pair: \ud83d", "the other half: \udcff", "👩🏽 𝒜 \U0010ffff", "\\u0000 \\", "\u2028\x7f\x1b"),
)


@pytest.fixture
def store(databases: Databases, tmp_path: Path) -> Iterator[PostgresStore]:
    write_directory(tmp_path, row(900))
    yield databases.open(tmp_path)
    databases.empty()


@pytest.mark.parametrize("text", TEXTS + HOSTILE_TEXTS, ids=ascii)
def test_text_comes_back(store: PostgresStore, databases: Databases, tmp_path: Path, text: str) -> None:
    sent = application(1, message=text, contact_name=text, proposal={**application(1).proposal, "name": text})
    declined = decision(1, note=text)
    draft = ListDraft(text, text, text, text, MOMENT, MOMENT)
    sign_in = SignIn(text, text, text, text, MOMENT, MOMENT)
    store.add(sent)
    store.record_decisions([declined])
    store.reviewers.set_passphrase_hash(text, "hash")
    store.reviewers.save_sign_in(sign_in)
    store.drafts.begin(draft, text.encode(errors="surrogatepass"))

    again = databases.open(tmp_path)
    assert again.applications() == [sent]
    assert again.decisions() == [declined]
    assert again.reviewers.passphrase_hashes() == {text: "hash"}
    assert again.reviewers.sign_ins() == [sign_in]
    assert again.drafts.draft(text) == draft
    assert again.drafts.content(draft) == text.encode(errors="surrogatepass")


def test_what_would_not_come_back_from_a_file_is_not_published(store: PostgresStore) -> None:
    with pytest.raises(StoreError, match="read back"):
        store.record_decision(approval(1, after=row(1, name="half a pair: \ud83d")))

    assert store.decisions() == []
