"""What an import read, in part or not at all: for people (Markdown) and for machines (JSON)."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from motcua.catalogue.crawl import Reason, State
from motcua.catalogue.importing.reading import Reading

_STATE_TITLES = {
    State.WHOLE: "đọc trọn",
    State.PART: "đọc một phần",
    State.UNREAD: "không đọc được",
    State.EMPTY: "nguồn không ghi",
}
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class UnreadPart:
    code: str
    position: str
    field: str
    text: str
    reason: str

    @property
    def sentence(self) -> str:
        return Reason(self.reason).sentence if self.reason in set(Reason) else self.reason


@dataclass(slots=True)
class Report:
    """Collects readings one by one; holds only what it shows."""

    total: int = 0
    imported: int = 0
    states: dict[str, Counter[State]] = field(default_factory=dict)
    doubts: dict[tuple[str, Reason], list[str]] = field(default_factory=dict)
    unread: list[UnreadPart] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Count one reading. A record without problems counts as one that can be imported."""
        self.total += 1
        self.imported += reading.record is not None
        for outcome in reading.outcomes:
            self.states.setdefault(outcome.field, Counter())[outcome.state] += 1
            for doubt in outcome.doubts:
                self.doubts.setdefault((outcome.field, doubt), []).append(reading.code)
        self.unread += [
            UnreadPart(reading.code, str(reading.position), part.field, part.text, part.reason)
            for part in reading.unread
        ]
        self.problems += [(reading.code, str(problem)) for problem in reading.problems]

    def share_whole(self, name: str) -> float:
        """Return which part of the records has this field read whole, or says nothing, from 0 to 1."""
        counts = self.states.get(name, Counter())
        total = counts.total()
        return (counts[State.WHOLE] + counts[State.EMPTY]) / total if total else 1.0

    def as_json(self) -> str:
        document = {
            "records": self.total,
            "importable": self.imported,
            "fields": {
                name: {**{state: counts[state] for state in State}, "share": self.share_whole(name)}
                for name, counts in self.states.items()
            },
            "doubts": [
                {"field": name, "reason": reason, "codes": codes}
                for (name, reason), codes in self.doubts.items()
            ],
            "unread": [
                {"code": u.code, "position": u.position, "field": u.field, "reason": u.reason, "text": u.text}
                for u in self.unread
            ],
            "problems": [{"code": code, "problem": problem} for code, problem in self.problems],
        }
        return json.dumps(document, ensure_ascii=False, indent=1)

    def as_markdown(self) -> str:
        parts = [self._summary(), self._fields(), self._problems(), self._doubts(), self._unread()]
        return "\n\n".join(part for part in parts if part) + "\n"

    def write(self, out: Path) -> list[Path]:
        """Write ``out`` as its ending says (.md or .json); without one of these, write both beside it."""
        targets = [out] if out.suffix in {".md", ".json"} else [Path(f"{out}.md"), Path(f"{out}.json")]
        for target in targets:
            text = self.as_json() if target.suffix == ".json" else self.as_markdown()
            target.write_text(text, encoding="utf-8")
        return targets

    def _summary(self) -> str:
        return (
            f"# Báo cáo nhập thủ tục\n\nĐọc {self.total} bản ghi, nhập được {self.imported}, "
            f"{len(self.problems)} lỗi cần sửa, {len(self.unread)} phần chưa đọc được (giữ nguyên văn)."
        )

    def _fields(self) -> str:
        if not self.states:
            return ""
        titles = " | ".join(_STATE_TITLES[state] for state in State)
        rows = [
            f"| {name} | "
            + " | ".join(str(counts[state]) for state in State)
            + f" | {self.share_whole(name):.1%} |"
            for name, counts in self.states.items()
        ]
        head = f"## Từng mục\n\n| mục | {titles} | không mất gì |\n| --- | ---: | ---: | ---: | ---: | ---: |"
        return "\n".join([head, *rows])

    def _problems(self) -> str:
        if not self.problems:
            return ""
        return "## Lỗi cần sửa\n\n" + "\n".join(f"- {_cell(problem)}" for _, problem in self.problems)

    def _doubts(self) -> str:
        if not self.doubts:
            return ""
        rows = [
            f"- {name}: {reason.sentence} {len(codes)} thủ tục: {', '.join(codes)}"
            for (name, reason), codes in self.doubts.items()
        ]
        return "## Đã đọc nhưng nên xem lại\n\n" + "\n".join(rows)

    def _unread(self) -> str:
        if not self.unread:
            return ""
        head = "## Phần chưa đọc được\n\n| mã | mục | lý do | nguyên văn |\n| --- | --- | --- | --- |"
        rows = [
            f"| {_cell(u.code)} | {_cell(u.field)} | {_cell(u.sentence)} | {_cell(u.text)} |"
            for u in self.unread
        ]
        return "\n".join([head, *rows])


def _cell(text: str) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if len(flat) <= _LONGEST_SHOWN else flat[:_LONGEST_SHOWN] + "…"
