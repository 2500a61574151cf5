from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen import lock
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project.configuration import Source
from clarifai_codegen.project.lock import Lock, load_lock, lock_model, parse_lock
from clarifai_codegen.signature.decode import decode
from tests.project.samples import BAD_METHOD, configure, document, field, method, save

FILE = Path("clarifai-codegen.lock")


def locked(*methods: dict[str, Any], **ids: str) -> Lock:
    source = Source("u/a/models/m", "M")
    return Lock({"M": lock_model(source, decode(document("m", *methods, **ids)))})


def test_what_was_locked_is_what_is_read() -> None:
    lock = locked(method("f", field("x", "INT", default="3")), version_id="v1")
    assert parse_lock(lock.dump().encode(), FILE) == lock
    assert lock.models["M"].version_id == "v1"
    assert not lock.models["M"].pinned
    assert lock.models["M"].source == "https://clarifai.com/u/a/models/m"


def test_the_text_does_not_depend_on_the_order_of_the_answer() -> None:
    one, two = method("one"), method("two")
    assert locked(one, two).dump() == locked(two, one).dump()


def test_the_text_reviews_well() -> None:
    text = locked(method("f", description="Weißt du? \u202e\x1b[31m")).dump()
    lines = text.splitlines()
    assert '          "outputFields": [{"name": "return", "type": "STR"}]' in lines
    assert "Weißt du? \\u202e\\u001b[31m" in text
    assert all(line == line.rstrip() for line in lines)
    assert list(json.loads(text)["models"]["M"]) == sorted(
        json.loads(text)["models"]["M"]
    )


def test_a_method_that_is_left_out_stays_locked_and_is_reported() -> None:
    model = parse_lock(locked(method("good"), BAD_METHOD).dump().encode(), FILE).models[
        "M"
    ]
    decoded = model.decoded()
    assert [each.name for each in decoded.model.methods] == ["good"]
    assert [problem.code for problem in decoded.problems] == ["unknown-kind"]
    assert len(model.signatures) == 2


def test_a_signature_of_any_depth_can_be_left_out() -> None:
    deep = field("x")
    for _ in range(400):
        deep = field("x", "LIST", typeArgs=[deep])
    model = locked(method("good"), method("deep", deep)).models["M"]
    again = parse_lock(Lock({"M": model}).dump().encode(), FILE).models["M"].decoded()
    assert [problem.code for problem in again.problems] == ["too-deep"]


def edits() -> dict[str, tuple[str, str]]:
    return {
        "a description": ("Say it.", "Say that."),
        "an id": ('"app_id": "a"', '"app_id": "b"'),
        "a source": ("models/m", "models/n"),
        "the digest": ('"digest": "sha256:', '"digest": "sha256:0'),
        "the checksum": ('"checksum": "sha256:', '"checksum": "sha256:0'),
        "a new key": ('"app_id"', '"pat": "secret", "app_id"'),
        "a wrong type": ('"app_id": "a"', '"app_id": 3'),
    }


@pytest.mark.parametrize(("old", "new"), edits().values(), ids=edits())
def test_an_edit_by_hand_is_refused_with_its_place(old: str, new: str) -> None:
    text = locked(method("f", description="Say it.")).dump()
    assert old in text
    with pytest.raises(ProblemError) as caught:
        parse_lock(text.replace(old, new).encode(), FILE)
    [problem] = caught.value.problems
    assert (problem.code, problem.where.line, problem.where.model) == (
        "bad-lock",
        4,
        "M",
    )


BROKEN = {
    "a merge conflict": (b'{\n<<<<<<< HEAD\n"models": {}}', 2, 1),
    "nothing": (b"", 1, 1),
    "no lock": (b"[]", 1, 1),
    "another form": (b'{"lock": 9, "models": {}}', 0, 0),
    "no UTF-8": (b"\xff", 0, 0),
    "too deep": (b"[" * 100_000, 0, 0),
}


@pytest.mark.parametrize(("data", "line", "column"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_lock_is_refused(data: bytes, line: int, column: int) -> None:
    with pytest.raises(ProblemError) as caught:
        parse_lock(data, FILE)
    [problem] = caught.value.problems
    assert problem.code == "bad-lock"
    assert problem.where.file == str(FILE)
    assert (problem.where.line, problem.where.column) == (line, column)


def test_credentials_never_get_into_a_lock() -> None:
    decoded = decode(document())
    for source in (
        Source("https://me:pw@clarifai.com/u/a/models/m", "M"),
        Source("u/a/models/m", "M", base_url="https://pat@api.example.com"),
        Source("grpc://pat@localhost:80", "M"),
    ):
        with pytest.raises(ProblemError):
            lock_model(source, decoded)


def test_a_version_is_pinned_by_the_source_or_on_request() -> None:
    decoded = decode(document("m", version_id="v7"))
    named = Source("https://clarifai.com/u/a/models/m/versions/v7", "M")
    asked = Source("u/a/models/m", "M", pin=True)
    for source in (named, asked):
        entry = lock_model(source, decoded)
        assert entry.pinned
        assert entry.fits(source)
    plain = Source("u/a/models/m", "M")
    assert not lock_model(plain, decoded).pinned
    assert not lock_model(plain, decoded).fits(asked)
    assert not lock_model(asked, decoded).fits(plain)
    with pytest.raises(ProblemError, match="tells no version"):
        lock_model(asked, decode(document("m")))


def test_a_new_version_with_the_same_signature_has_the_same_fingerprint() -> None:
    one, two = (locked(version_id=version).models["M"] for version in ("v1", "v2"))
    assert one != two
    assert one.fingerprint() == two.fingerprint()


def test_fetch_locks_what_is_missing_and_keeps_the_rest(here: Path) -> None:
    configure(here, "One")
    assert [each.state for each in lock().models] == ["new"]
    before = load_lock(here / FILE)
    save(here / "signatures/one.json", "one", method("other"))
    configure(here, "One", "Two")
    assert [(each.name, each.state) for each in lock().models] == [
        ("One", "kept"),
        ("Two", "new"),
    ]
    assert load_lock(here / FILE).models["One"] == before.models["One"]


def test_update_says_what_changed(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    save(here / "signatures/one.json", "one", method("predict", field("text")))
    one, two = lock(update=True).models
    assert (one.state, two.state) == ("changed", "unchanged")
    assert [change.what for change in one.changes] == [
        "parameter removed",
        "optional parameter added",
    ]


def test_update_of_some_leaves_the_others(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    for name in ("one", "two"):
        save(here / f"signatures/{name}.json", name, method("other"))
    states = {each.name: each.state for each in lock(names=["Two"], update=True).models}
    assert states == {"One": "kept", "Two": "changed"}
    with pytest.raises(ProblemError) as caught:
        lock(names=["Tow"], update=True)
    [problem] = caught.value.problems
    assert (problem.code, problem.advice) == ("unknown-model", "Write 'Two'.")


def test_a_source_that_cannot_be_read_keeps_its_entry(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    before = (here / FILE).read_bytes()
    (here / "signatures/one.json").write_text("{")
    report = lock(update=True)
    assert [(problem.code, problem.where.model) for problem in report.problems] == [
        ("bad-syntax", "One")
    ]
    assert report.exit == 2
    assert (here / FILE).read_bytes() == before


def test_what_is_no_longer_configured_is_dropped(here: Path) -> None:
    configure(here, "One", "Two")
    lock()
    configure(here, "Two")
    assert [each.state for each in lock().models] == ["dropped", "kept"]
    assert list(load_lock(here / FILE).models) == ["Two"]


def test_a_changed_source_or_option_is_fetched_again(here: Path) -> None:
    configuration = configure(here, "One")
    lock()
    configuration.write_text(configuration.read_text() + 'base_url = "https://x.org"\n')
    assert [each.state for each in lock().models] == ["unchanged"]
    assert load_lock(here / FILE).models["One"].base_url == "https://x.org"


def test_a_model_without_a_name_keeps_the_one_it_was_locked_as(here: Path) -> None:
    save(here / "s.json", "gpt-4_1")
    (here / "clarifai-codegen.toml").write_text('[[models]]\nsource = "s.json"\n')
    assert [each.name for each in lock().models] == ["Gpt4_1"]
    assert [each.state for each in lock().models] == ["kept"]


def test_two_models_that_end_on_one_name_are_told_the_line_to_paste(here: Path) -> None:
    for folder in ("a", "b"):
        save(here / folder / "s.json", "same")
    (here / "clarifai-codegen.toml").write_text(
        '[[models]]\nsource = "a/s.json"\n[[models]]\nsource = "b/s.json"\n'
    )
    report = lock()
    [problem] = report.problems
    assert problem.code == "name-taken"
    assert problem.advice.endswith('name = "Same2"')
    assert [each.name for each in report.models] == ["Same"]
