"""What a person can do in a browser: go, read a name, press, fill in. Only by what is written on the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, TimeoutError, expect

from motcua.jobs.seed.staff import PASSWORD

Answers = Mapping[str, str | tuple[str, str, str]]
DATE_BOXES = ("Ngày", "Tháng", "Năm")


@dataclass
class Visitor:
    """
    One browser of one person; ``faults`` are what the browser complained about.

    ``look`` is called at every page where the walk stops.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    look: Callable[[Page], None] = lambda page: None

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        refused = "Failed to load resource" in message.text  # Chromium calls an honest 404 or 422 an error
        if message.type == "error" and not refused:
            self.faults.append(f"{self.page.url}: {message.text}")

    def goto(self, path: str) -> None:
        self.page.goto(self.address + path)

    def take_up(self) -> None:
        """Take a dossier up; where another waits longer, for a reason, as the page asks."""
        take = self.page.get_by_role("button", name="Nhận thụ lý", exact=True)
        if not take.count():
            self.page.get_by_text("Nhận hồ sơ này trước").first.click()
            self.page.get_by_label("Pháp luật quy định giải quyết ngay hoặc ưu tiên").first.check()
            take = self.page.get_by_role("button", name="Nhận ngoài thứ tự", exact=True)
        take.first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label).fill(value)

    def choose_file(self, label: str, name: str, kind: str, content: bytes) -> None:
        file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        self.page.get_by_label(label).set_input_files(file)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def heading(self, words: str) -> Locator:
        return self.page.get_by_role("heading", name=words)

    def is_at(self, heading: str) -> None:
        expect(self.heading(heading).first).to_be_visible()
        self.look(self.page)

    def file_of(self, link: Locator) -> bytes:
        """Return what the link leads to."""
        response = self.page.request.get(self.address + str(link.get_attribute("href")))
        assert response.ok, response.status
        return response.body()

    def answer(self, answers: Answers, within: Locator | None = None) -> None:
        """Answer the questions by their words; one not shown yet comes with the button, without a script."""
        root = within or self.page.get_by_role("main")
        for question, value in answers.items():
            group, single = root.get_by_role("group", name=question), root.get_by_label(question)
            if not self._appears(group.or_(single).first):
                self.press("Tiếp tục")
                group.or_(single).first.wait_for()
            if not isinstance(value, str):
                for box, part in zip(DATE_BOXES, value, strict=True):
                    group.get_by_label(box, exact=True).fill(part)
            elif group.count():
                group.get_by_label(value, exact=True).check()
            else:
                single.fill(value)

    def _appears(self, place: Locator) -> bool:
        """With a script, a question that follows from an answer takes a moment."""
        try:
            place.wait_for(timeout=2000)
        except TimeoutError:
            return False
        return True


def enter_as_citizen(visitor: Visitor, name: str) -> None:
    """Walk from the page "Đăng nhập" to the simulator of VNeID and back."""
    visitor.press("Đăng nhập bằng VNeID (mô phỏng)")
    visitor.page.get_by_role("button", name=name).click()
    visitor.press("Đồng ý")
    visitor.page.wait_for_url(f"{visitor.address}/**")


def enter_as_staff(visitor: Visitor, username: str) -> None:
    visitor.goto("/can-bo/")
    if "/staff/" not in visitor.page.url:
        visitor.follow("Đăng nhập bằng tài khoản cán bộ")
    visitor.fill("Tên đăng nhập", username)
    visitor.fill("Mật khẩu", PASSWORD)
    visitor.press("Đăng nhập")
    visitor.is_at("")


def open_dossier(visitor: Visitor, code: str) -> None:
    """Find the dossier by its code: the counter opens it at once, the desk shows it in a list."""
    visitor.fill("Mã hồ sơ, họ tên hoặc số định danh", code)
    visitor.press("Tìm")
    visitor.look(visitor.page)
    if "/ho-so/" not in visitor.page.url:
        visitor.follow(code)
        visitor.page.wait_for_url("**/ho-so/**")
    visitor.sees(code)
    visitor.look(visitor.page)
