"""Frames are found again in a stream of bytes, however it was cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.readers.frames import LAYOUT, LONGEST, Decoder, Frame, FrameError, frame

MESSAGES = st.lists(st.tuples(st.sampled_from(Frame), st.binary(max_size=300)), max_size=8)


def joined(frames: list[tuple[Frame, bytes]]) -> list[tuple[Frame, bytes]]:
    """The frames, with the parts of data that stand beside each other as one."""
    found: list[tuple[Frame, bytes]] = []
    for kind, content in frames:
        if kind is Frame.DATA and found and found[-1][0] is Frame.DATA:
            found[-1] = (kind, found[-1][1] + content)
        elif kind is not Frame.DATA or content:
            found.append((kind, content))
    return found


@given(MESSAGES, st.integers(1, 50))
def test_frames_are_found_again_however_the_bytes_were_cut(
    messages: list[tuple[Frame, bytes]], length: int
) -> None:
    sent = b"".join(frame(kind, content) for kind, content in messages)
    decoder = Decoder()
    pieces = [sent[at : at + length] for at in range(0, len(sent), length)]
    found = [each for piece in pieces for each in decoder.feed(piece)]
    assert joined(found) == joined(messages)


def test_data_is_passed_on_before_its_frame_is_complete() -> None:
    decoder = Decoder()
    assert list(decoder.feed(LAYOUT.pack(Frame.DATA, 10**9) + b"begin")) == [(Frame.DATA, b"begin")]
    assert list(decoder.feed(b"more")) == [(Frame.DATA, b"more")]


@pytest.mark.parametrize(
    "broken", [LAYOUT.pack(99, 0), LAYOUT.pack(Frame.HEAD, LONGEST + 1)], ids=["kind", "length"]
)
def test_what_is_no_frame_is_refused_before_it_is_gathered(broken: bytes) -> None:
    with pytest.raises(FrameError):
        list(Decoder().feed(broken))
