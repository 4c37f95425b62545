"""
Time stamps (RFC 3161) from the service at ``MOTCUA_TSA_URL``.

Slow, down or answering nonsense, it never leaves a paper half signed: ``TimeStampUnavailable`` is raised
before anything is kept.
"""

from __future__ import annotations

from functools import lru_cache
from threading import local

import requests
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

WITHIN = 5.0
"""Seconds to connect, and between two bytes of an answer."""
GRANTED = ("granted", "granted_with_mods")
LONGEST = 100_000  # bytes of an answer
_mine = local()


class Service(TimeStamper):
    """Asks over one connection a thread, kept open: a hundred papers do not knock a hundred times."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """
        Ask and wait: nothing else goes on in the loop of a signature.

        :raises TimestampRequestError: whatever goes wrong.
        """
        answer = self._post(req.dump())
        if answer["status"]["status"].native in GRANTED and not _answers(answer, req):
            raise TimestampRequestError("a stamp of something else")
        return answer

    def _post(self, asked: bytes) -> tsp.TimeStampResp:
        try:
            answer = _session().post(
                self.url, asked, headers={"Content-Type": "application/timestamp-query"}, timeout=WITHIN
            )
            answer.raise_for_status()
        except requests.RequestException as error:
            raise TimestampRequestError(type(error).__name__) from error
        if (
            answer.headers.get("Content-Type") != "application/timestamp-reply"
            or len(answer.content) > LONGEST
        ):
            raise TimestampRequestError("not a time stamp")
        try:
            read = tsp.TimeStampResp.load(answer.content, strict=True)
            read["status"]["status"].native  # noqa: B018 - it reads on demand; nonsense shows here
        except (ValueError, TypeError) as error:
            raise TimestampRequestError("not a time stamp") from error
        return read


def _answers(answer: tsp.TimeStampResp, asked: tsp.TimeStampReq) -> bool:
    """Tell whether a stamp is of what was asked, and of this asking: pyHanko looks at the second only."""
    try:
        info = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        said = info["message_imprint"].dump(), info["nonce"].native
    except (ValueError, TypeError, KeyError) as error:
        raise TimestampRequestError("not a time stamp") from error
    return bool(said == (asked["message_imprint"].dump(), asked["nonce"].native))


@lru_cache(maxsize=4)
def service(url: str) -> Service:
    return Service(url)


def _session() -> requests.Session:
    if not hasattr(_mine, "session"):
        _mine.session = requests.Session()
    session: requests.Session = _mine.session
    return session
