"""The digests of a backup's files: the file `SHA256SUMS`, and whether all is as it says."""

import re
from hashlib import file_digest
from pathlib import Path
from typing import Final

SUMS: Final = "SHA256SUMS"
CURRENT: Final = "current"
"""The file that names the current release."""
ENTRY: Final = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>\S+)")
"""A line of the digests, as `sha256sum` of GNU coreutils writes it."""


class BackupError(Exception):
    """A backup is not made, or not restored: why, and what to do, in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko = ko
        self.en = en
        super().__init__(en)


def whole(path: Path) -> set[str]:
    """Return the names of the files of a backup, when each is as the digests say.

    Raises:
        BackupError: it is not.

    """
    sums = sums_of(path)
    names = names_in(path) - {SUMS}
    wrong = [
        *(f"{name}: 없음 · missing" for name in sorted(sums.keys() - names)),
        *(f"{name}: 백업의 것이 아님 · not of the backup" for name in sorted(names - sums.keys())),
        *(
            f"{name}: 내용이 바뀜 · changed"
            for name in sorted(names & sums.keys())
            if digest_of(path / name) != sums[name]
        ),
    ]
    if wrong:
        listed = "\n".join(wrong)
        raise BackupError(
            f"{path}의 파일이 쓴 그대로가 아닙니다. 다른 백업을 쓰십시오.\n{listed}",
            f"files of {path} are not as they were written; use another backup.\n{listed}",
        )
    return names


def sums_of(path: Path) -> dict[str, str]:
    """Return the digests that a backup tells of its files.

    Raises:
        BackupError: there are none.

    """
    try:
        lines = (path / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    found = [ENTRY.fullmatch(line) for line in lines]
    sums = {each["name"]: each["digest"] for each in found if each is not None}
    if not found or len(sums) != len(found) or CURRENT not in sums:
        raise BackupError(
            f"{path / SUMS}에서 다이제스트를 읽을 수 없습니다. krig backup이 만든 폴더를 주십시오.",
            f"no digests can be read from {path / SUMS}; give a folder that krig backup has made.",
        )
    return sums


def names_in(folder: Path) -> set[str]:
    """Return the names of all files in `folder`; no link is followed, and none counts as a file."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
