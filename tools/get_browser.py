"""
Make sure that Chromium, Tesseract and two small tools are there for tests that open pages, PDFs and scans.

As root on Debian or Ubuntu they are installed; elsewhere this says, loudly, what will be skipped.
"""

import os
import shutil
import subprocess
import time

PROGRAMS = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "certutil": "libnss3-tools",
    "tesseract": "tesseract-ocr",
}
"""Program: the Debian package that brings it."""
LETTERS = {"vie": "tesseract-ocr-vie"}
"""Language of Tesseract: the Debian package that brings it."""
TRIES = 3


def missing() -> list[str]:
    programs = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return programs + [package for language, package in LETTERS.items() if language not in known_letters()]


def known_letters() -> list[str]:
    if not shutil.which("tesseract"):
        return []
    said = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return said.stdout.split()


def install(packages: list[str]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "--quiet=2", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120"]
    for tried in range(1, TRIES + 1):
        try:
            subprocess.run([*apt, "update"], check=True, env=environment, stdout=subprocess.DEVNULL)
            subprocess.run(
                [*apt, "install", "--yes", "--no-install-recommends", *packages],
                check=True,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
        except subprocess.CalledProcessError as error:
            print(f"   lần {tried}/{TRIES}: {error}", flush=True)
            time.sleep(5 * tried)
        else:
            return


def main() -> None:
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"→ apt-get install {' '.join(wanted)} …", flush=True)
        start = time.monotonic()
        install(wanted)
        print(f"   {time.monotonic() - start:.0f} s", flush=True)
        wanted = missing()
    if wanted:
        stars = "*" * 78
        print(stars)
        print("*** KHÔNG CÓ / NOT HERE:", ", ".join(wanted))
        print("*** Các kiểm thử cần chúng sẽ bị bỏ qua / the tests that need them are SKIPPED.")
        print("*** sudo apt-get install", " ".join(wanted))
        print(stars, flush=True)


if __name__ == "__main__":
    main()
