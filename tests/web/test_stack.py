import pytest

from web.stack import SLOTS, with_room


def test_call_and_its_answer_pass_through():
    assert with_room(dict, [("a", 1)], b=2) == {"a": 1, "b": 2}
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)


def test_frame_is_as_large_as_it_says():
    assert with_room.__code__.co_nlocals >= SLOTS
